export type {
  Action,
  ActionContext,
  ActionDefinition,
  Effect,
  OnceOptions,
  TaskCatalog,
} from "./action/action.ts";
export { type BackstageAction, backstageAction } from "./action/backstage-action.ts";
export { defineAction } from "./action/define-action.ts";
export { builtInActions } from "./actions/built-in-actions.ts";
export { type HttpActionsOptions, httpActions } from "./actions/http-actions.ts";
export { builtInFilters } from "./engine/built-in-filters.ts";
export { type EngineOptions, nunjitsuEngine, RENDER_LIMITS, type RenderLimits } from "./engine/nunjitsu-engine.ts";
export type {
  ExpressionFault,
  RenderedValue,
  TemplateEngine,
  TemplateFilter,
  TemplateGlobal,
  TextOptions,
} from "./engine/template-engine.ts";
export { type RemoteFilesOptions, remoteFiles } from "./fetch/remote-files.ts";
export { type FormField, fieldFault, formFields, isSecretField } from "./form/form-fields.ts";
export { secretNames, withoutSecrets } from "./form/form-secrets.ts";
export { configuredHosts } from "./hosts/configured-hosts.ts";
export type { RepositoryHost, RepositoryHosts } from "./hosts/repository-hosts.ts";
export { skeletonVersion } from "./lock/skeleton-version.ts";
export { LOCK_PATH, readLock, type TemplateLock, templateVersion } from "./lock/template-lock.ts";
export type { Plan, PlannedFile, PlannedStep } from "./plan/plan.ts";
export type { WriteOutOptions } from "./plan/write-out.ts";
export { type RenderedEntry, renderSkeleton, type SkeletonOptions } from "./render/render-skeleton.ts";
export { type FileTaskStoreOptions, fileTaskStore } from "./task/file-task-store.ts";
export type { FinishedTask, RunningTask } from "./task/run-task.ts";
export type { StepReport, TaskReport } from "./task/task-report.ts";
export type { StoredTask, TaskEntry, TaskRecord, TaskStore } from "./task/task-store.ts";
export { openTasks, type Tasks, type TasksOptions, type TemplateRequest, type WrittenPlan } from "./task/tasks.ts";
export { type FolderFilesOptions, folderFiles } from "./template/folder-files.ts";
export { type CheckedParameters, checkParameters, type ParameterFault, parameterPages } from "./template/parameters.ts";
export { type ReadTemplates, readTemplate, readTemplates, type TemplateSource } from "./template/read-template.ts";
export type { Place, Template, TemplateFile, TemplateFiles } from "./template/template.ts";
export type { ParameterPage, TemplateOutput, TemplateSpec, TemplateStep } from "./template/template-spec.ts";
export { TemplateError, type TemplateErrorCode } from "./template-error.ts";
export { readTestFile, type TemplateTest, type TemplateTestFile, testFileSchema } from "./testing/test-file.ts";
export { type TestedTemplate, type TestTemplateOptions, testTemplate } from "./testing/test-template.ts";
export { folderWorkspace } from "./workspace/folder-workspace.ts";
export type { Workspace, WorkspaceFile } from "./workspace/workspace.ts";
export type { WorkspaceLimits } from "./workspace/workspace-usage.ts";

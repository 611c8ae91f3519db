import type { CatalogView } from "@callboard/core";
import type { Tasks, Template } from "@callboard/scaffolder";
import { withCatalog } from "../catalog/with-catalog.ts";
import type { ExitCode } from "../exit-code.ts";
import type { Session } from "../session.ts";
import { configuredTasks } from "./configured-tasks.ts";
import { templateInCatalog, templateInFile, templatePath } from "./open-template.ts";

/** A template, and what it is worked with. */
export interface OpenedTemplate {
  readonly template: Template;
  readonly tasks: Tasks;
  /** The catalog that the options name; null where nothing needs one. */
  readonly view: CatalogView | null;
}

/**
 * Opens the template that an argument names, for the time of one command. A catalog is read when the template is in it,
 * when it asks one, or when one is named.
 */
export async function withTemplate(
  session: Session,
  name: string,
  act: (opened: OpenedTemplate) => Promise<ExitCode>,
): Promise<ExitCode> {
  const path = templatePath(name, session.io.cwd);
  if (path === null) {
    return withCatalog(session, async (view) => {
      const template = await templateInCatalog(name, view, session);
      return withTasks(session, view, (tasks) => act({ template, tasks, view }));
    });
  }
  const template = await templateInFile(path, session);
  return withCatalogFor(template, session, (view) => {
    return withTasks(session, view, (tasks) => act({ template, tasks, view }));
  });
}

/** Opens the catalog when a template asks one, or when one is named; null for no catalog. */
export function withCatalogFor(
  { spec }: Pick<Template, "spec">,
  session: Session,
  act: (view: CatalogView | null) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { options } = session;
  const isNamed = options.catalog !== undefined || options.demo === true;
  const asks = /"catalog:fetch"|"ui:field":"[A-Za-z]*Picker"/.test(JSON.stringify(spec));
  return isNamed || (asks && hasSources(session)) ? withCatalog(session, act) : act(null);
}

/** True where the configuration names a catalog. */
export function hasSources({ config }: Session): boolean {
  return config !== undefined && config.config.sources.length > 0;
}

/** Tasks for the time of one command. */
export async function withTasks(
  session: Session,
  view: CatalogView | null,
  act: (tasks: Tasks) => Promise<ExitCode>,
): Promise<ExitCode> {
  const tasks = configuredTasks(session, view);
  try {
    return await act(tasks);
  } finally {
    await tasks.close();
  }
}

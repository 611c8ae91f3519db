import { blockLimits } from "../../../limits/block-limits.ts";
import { checkView } from "../../../limits/check-view.ts";
import type { JsonObject } from "../../../limits/json.ts";
import { type OpenView, viewObject } from "../../workspace/views.ts";
import { ApiError, invalidArguments } from "../api-error.ts";
import type { ApiContext, ApiMethod } from "../api-method.ts";
import type { Arguments } from "../arguments.ts";
import { refuse } from "../message-content.ts";

/** Methods that show modals and Home tabs. */
export const views: readonly ApiMethod[] = [
  {
    name: "views.open",
    tier: 4,
    scopes: [],
    run(args, context) {
      const content = viewContent(args, context, "modal", null);
      return shown(context.views.open(userOfTrigger(args, context), content), context);
    },
  },
  {
    name: "views.push",
    tier: 4,
    scopes: [],
    run(args, context) {
      const content = viewContent(args, context, "modal", null);
      const view = context.views.push(userOfTrigger(args, context), content);
      if (!view) throw new ApiError("push_limit_reached");
      return shown(view, context);
    },
  },
  {
    name: "views.update",
    tier: 4,
    scopes: [],
    run(args, context) {
      const id = args.optional("view_id") ?? args.optional("external_id");
      if (!id) throw invalidArguments("missing required field: view_id");
      const view = context.views.find(id);
      if (!view) throw new ApiError("not_found");
      refuseStaleHash(args, view);
      return shown(context.views.update(view, viewContent(args, context, view.type, view)), context);
    },
  },
  {
    name: "views.publish",
    tier: 4,
    scopes: [],
    run(args, context) {
      const user = args.required("user_id");
      if (!context.workspace.people.has(user)) throw new ApiError("user_not_found");
      const before = context.views.home(user);
      if (before) refuseStaleHash(args, before);
      return shown(context.views.publish(user, viewContent(args, context, "home", before ?? null)), context);
    },
  },
];

function viewContent(
  args: Arguments,
  { views }: ApiContext,
  type: OpenView["type"],
  replaced: OpenView | null,
): JsonObject {
  const view = args.object("view");
  if (!view) throw invalidArguments("missing required field: view");
  if (Buffer.byteLength(JSON.stringify(view)) > blockLimits.viewBytes) throw new ApiError("view_too_large");
  if (view.type !== type) throw invalidArguments(`must be ${type} [json-pointer:/view/type]`);
  const violations = checkView(view).map((violation) => ({ ...violation, pointer: `/view${violation.pointer}` }));
  refuse(violations, "invalid_arguments");
  const { external_id: externalId } = view;
  const holder = typeof externalId === "string" && externalId !== "" ? views.find(externalId) : undefined;
  if (holder && holder.id !== replaced?.id) throw new ApiError("duplicate_external_id");
  return view;
}

function userOfTrigger(args: Arguments, { triggers }: ApiContext): string {
  const used = triggers.use(args.required("trigger_id"));
  if ("error" in used) throw new ApiError(used.error);
  return used.user;
}

function refuseStaleHash(args: Arguments, view: OpenView): void {
  const hash = args.optional("hash");
  if (hash !== undefined && hash !== view.hash) throw new ApiError("hash_conflict");
}

function shown(view: OpenView, { workspace, appId }: ApiContext): JsonObject {
  return { view: viewObject(view, { teamId: workspace.team.id, appId }) };
}

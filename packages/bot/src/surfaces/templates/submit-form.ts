import type { JsonObject } from "@callboard/core";
import { checkParameters, formFields, type ParameterFault, parameterPages, type Template } from "@callboard/scaffolder";
import type { ModalView, PlainTextOption } from "@slack/types";
import { blockIdOf, readBlockId } from "../../form/block-name.ts";
import { choiceOptions, entityChoices } from "../../form/entity-choices.ts";
import { titleOf } from "../../form/field-blocks.ts";
import { fieldControl } from "../../form/field-control.ts";
import { formPage, formPages, withDefaults } from "../../form/form-page.ts";
import { decodeForm, type FormState } from "../../form/form-state.ts";
import { readPage } from "../../form/read-page.ts";
import type { Click, ClickedView } from "../click.ts";
import type { Services } from "../services.ts";
import { askForPlan } from "./ask-for-plan.ts";
import { runnerFor } from "./runner-for.ts";
import { reasonOf, viewOf } from "./view-of.ts";

/** A window that somebody sent off. */
export interface Submission {
  readonly user: string;
  readonly view: ClickedView;
}

/** What becomes of the window: as Slack takes it in the acknowledgement. */
export type SubmissionAnswer =
  | { readonly response_action: "update"; readonly view: ModalView }
  | { readonly response_action: "errors"; readonly errors: Readonly<Record<string, string>> };

/**
 * Checks the page that was sent off as a task would, says at each field what is wrong with it, and goes on to the next
 * page; after the last one it has the plan made.
 */
export async function submitForm(submission: Submission, services: Services): Promise<SubmissionAnswer> {
  try {
    return await submitted(submission, services);
  } catch (reason) {
    services.logger.warn("The form of a template could not be read.", { reason });
    const refused = `The form cannot be shown: ${reasonOf(reason)}`;
    return { response_action: "update", view: viewOf({ refused }) };
  }
}

/** Shows the fields that a change brings along, and takes away those that it makes pointless. */
export async function changeForm({ view }: Click, services: Services): Promise<void> {
  const { catalog } = services;
  const form = view && (await formOf(view, services));
  if (!view || !form || "refused" in form) return;
  const { state, template } = form;
  const { page } = state;
  const { values, hasChanged } = readPage(template, { page, values: state.values, state: view.state, view: catalog });
  if (hasChanged) await show(view, viewOf(formPage(template, { ...state, values }, catalog)), services);
}

/** Goes back a page, and keeps what was entered on this one. */
export async function turnBack({ view }: Click, services: Services): Promise<void> {
  const { catalog } = services;
  const form = view && (await formOf(view, services));
  if (!view || !form || "refused" in form) return;
  const { state, template } = form;
  const { page } = state;
  const { values } = readPage(template, { page, values: state.values, state: view.state, view: catalog });
  const before = formPage(template, { ...state, values, page: Math.max(0, page - 1) }, catalog);
  await show(view, viewOf(before), services);
}

/** What a menu of a form offers for what was typed, to those who may run its template. */
export async function formSuggestions(
  typed: string,
  { user, blockId, view }: { readonly user: string; readonly blockId: string; readonly view: ClickedView | null },
  services: Services,
): Promise<readonly PlainTextOption[]> {
  const { catalog } = services;
  const form = view && (await formOf(view, services));
  const name = readBlockId(blockId);
  if (!form || "refused" in form || !name) return [];
  const { state, template } = form;
  const allowed = await runnerFor({ user, channel: state.channel }, services);
  if ("refused" in allowed) return [];
  const page = formPages(template)[name.page] ?? {};
  const field = formFields(page, withDefaults(template, state.values)).find((each) => each.name === name.field);
  const control = field && fieldControl(field);
  switch (control?.type) {
    case "entity":
      return entityChoices(catalog, typed, control.among, allowed.runner.user);
    case "choice":
    case "choices":
      return choiceOptions(control.choices, typed);
    default:
      return [];
  }
}

async function submitted({ user, view }: Submission, services: Services): Promise<SubmissionAnswer> {
  const { catalog } = services;
  const form = await formOf(view, services);
  if ("refused" in form) return { response_action: "update", view: viewOf(form) };
  const { state, template } = form;
  const allowed = await runnerFor({ user, channel: state.channel }, services);
  if ("refused" in allowed) return { response_action: "update", view: viewOf(allowed) };
  const { page, values: before } = state;
  const { values, faults, hasChanged } = readPage(template, { page, values: before, state: view.state, view: catalog });
  const shown = (next: Partial<FormState>): SubmissionAnswer => ({
    response_action: "update",
    view: viewOf(formPage(template, { ...state, values, ...next }, catalog)),
  });
  // It asks for more now than was on it.
  if (hasChanged && faults.size === 0) return shown({});
  const found = checkParameters(template, values).faults.filter((fault) => fault.page <= page);
  const errors = errorsOf(template, state, values, [
    ...Array.from(faults, ([field, message]) => ({ page, pointer: `/${escaped(field)}`, message })),
    ...found.filter((fault) => fault.page === page && !faults.has(fieldOf(fault))),
  ]);
  if (errors) return { response_action: "errors", errors };
  const [earlier] = found;
  if (earlier && earlier.page < page) return shown({ page: earlier.page });
  if (earlier) return { response_action: "update", view: viewOf({ refused: unaskable(template, earlier) }) };
  if (page + 1 < formPages(template).length) return shown({ page: page + 1 });
  await askForPlan({ ...state, template, values, runner: allowed.runner, viewId: view.id }, services);
  return {
    response_action: "update",
    view: viewOf({ refused: "The plan comes in a moment, where you asked. Nothing happens before it is approved." }),
  };
}

async function formOf(
  { metadata }: ClickedView,
  { catalog, templates }: Services,
): Promise<{ readonly state: FormState; readonly template: Template } | { readonly refused: string }> {
  const state = decodeForm(metadata, catalog);
  if (!templates || !state) return { refused: "This template is no longer in the catalog. Ask again." };
  return { state, template: await templates.templateOf(state.template) };
}

async function show({ id, hash }: ClickedView, view: ModalView, { sender }: Services): Promise<void> {
  // What was changed in the meantime is on its way as a change of its own.
  await sender.send("views.update", { args: () => ({ view_id: id, hash, view }) });
}

/** Messages at the inputs that are wrong. What is about no input of the page stands at the first one. */
function errorsOf(
  template: Template,
  { page }: FormState,
  values: JsonObject,
  faults: readonly ParameterFault[],
): Readonly<Record<string, string>> | null {
  const fields = formFields(parameterPages(template)[page] ?? {}, withDefaults(template, values));
  const asked = fields.flatMap((field) => {
    const { type } = fieldControl(field);
    if (type === "hidden" || type === "secret") return [];
    return [{ field, blockId: blockIdOf({ page, part: type === "repository" ? "repo" : "value", field: field.name }) }];
  });
  const errors = new Map<string, string>();
  for (const fault of faults) {
    const at = asked.find(({ field }) => field.name === fieldOf(fault));
    const message = at
      ? `${titleOf(at.field)} ${fault.message}.`
      : `${fault.pointer.slice(1)} ${fault.message}.`.trim();
    const blockId = at?.blockId ?? asked[0]?.blockId;
    if (blockId !== undefined && !errors.has(blockId)) errors.set(blockId, message);
  }
  return errors.size === 0 ? null : Object.fromEntries(errors);
}

/** A value that is wrong, and that the page does not ask for. */
function unaskable({ ref }: Template, fault: ParameterFault): string {
  return `${fieldOf(fault)} ${fault.message}, and the form does not ask for it. Correct the template, or run it from a terminal: callboard template run ${ref}`;
}

/** The field that a fault is about, or is in. */
function fieldOf({ pointer }: Pick<ParameterFault, "pointer">): string {
  return (pointer.split("/")[1] ?? "").replaceAll("~1", "/").replaceAll("~0", "~");
}

function escaped(field: string): string {
  return field.replaceAll("~", "~0").replaceAll("/", "~1");
}

import { type EntityRef, entityRef } from "@callboard/core";
import { formPage } from "../../form/form-page.ts";
import { type FormPlace, pickerView, readPickerPlace } from "../../form/template-picker.ts";
import { own } from "../../limits/json.ts";
import { answerView } from "../../render/answer-view.ts";
import { decodeState, readRefKey } from "../../render/encode-state.ts";
import { loadingView } from "../../render/loading-view.ts";
import type { TypedCommand } from "../answer-command.ts";
import { type Click, tell, threadOf } from "../click.ts";
import { noteOf } from "../message-of.ts";
import type { Services } from "../services.ts";
import { runnerFor } from "./runner-for.ts";
import { reasonOf, viewOf } from "./view-of.ts";

/** What follows `new` in a command that asks for a template; null for all other commands. */
export function templateWords(text: string): string | null {
  const found = /^\s*new(\s.*)?$/is.exec(text);
  return found && (found[1] ?? "").trim();
}

/** `/catalog new`: opens the form of the template that is named, or a window to choose one. */
export async function openByCommand(typed: TypedCommand, words: string, services: Services): Promise<void> {
  const { catalog, respond } = services;
  const whisper = (text: string) => respond(typed.responseUrl, { response_type: "ephemeral", ...noteOf(text) });
  const place = { channel: typed.channel, threadTs: null };
  const allowed = await runnerFor({ user: typed.user, channel: typed.channel }, services);
  if ("refused" in allowed) return allowed.refused === "" ? undefined : whisper(allowed.refused);
  const found = words === "" ? null : catalog.resolve(words, { kinds: ["template"], limit: 2 });
  const opened =
    found?.status === "found"
      ? await openForm(found.ref, place, typed.triggerId, services)
      : await openPicker(
          found === null ? null : `No template is called “${words}”. Choose one:`,
          place,
          typed.triggerId,
          services,
        );
  if (!opened) await whisper(NOT_OPENED);
}

/** Opens the form of the template that a button is about; its plan goes to the thread of the button. */
export async function openByClick(click: Click, services: Services): Promise<void> {
  const { catalog, templates } = services;
  const ref = decodeState(click.value ?? "", catalog)?.roots[0];
  if (!templates || !ref || !catalog.entity(ref)) return tell(click, noteOf(GONE), services);
  const channel = click.on?.channel ?? click.user;
  const allowed = await runnerFor({ user: click.user, channel }, services);
  if ("refused" in allowed) return allowed.refused === "" ? undefined : tell(click, noteOf(allowed.refused), services);
  const place = { channel, threadTs: click.on && threadOf(click.on) };
  if (!(await openForm(ref, place, click.triggerId, services))) await tell(click, noteOf(NOT_OPENED), services);
}

/** Puts the form of the template that was chosen in the place of the window in which it was. */
export async function openByPick({ view, value, user }: Click, services: Services): Promise<void> {
  const { catalog, sender } = services;
  const ref = readRefKey(value, catalog);
  const place = view && readPickerPlace(view.metadata);
  if (!view || !place || !ref) return;
  const allowed = await runnerFor({ user, channel: place.channel }, services);
  const shown = "refused" in allowed ? viewOf({ refused: allowed.refused }) : await firstPage(ref, place, services);
  await sender.send("views.update", { args: () => ({ view_id: view.id, hash: view.hash, view: shown }) });
}

const NOT_OPENED = "Slack did not open the form in time. Try once more.";
const GONE = "This template is no longer in the catalog. Ask again.";

async function openForm(ref: EntityRef, place: FormPlace, triggerId: string, services: Services): Promise<boolean> {
  const { sender } = services;
  const opened = await sender.send("views.open", {
    args: () => ({ trigger_id: triggerId, view: loadingView("New") }),
  });
  const id = opened.status === "done" ? own(own(opened.result, "view"), "id") : undefined;
  if (typeof id !== "string") return false;
  const view = await firstPage(ref, place, services);
  await sender.send("views.update", { args: () => ({ view_id: id, view }) });
  return true;
}

async function openPicker(
  note: string | null,
  place: FormPlace,
  triggerId: string,
  { catalog, sender }: Services,
): Promise<boolean> {
  const { total } = catalog.query({ filter: { kind: "template" }, limit: 1 });
  const view =
    total === 0 ? answerView("New", noteOf("There are no templates in the catalog.")) : pickerView(note, place);
  return (await sender.send("views.open", { args: () => ({ trigger_id: triggerId, view }) })).status === "done";
}

async function firstPage(ref: EntityRef, place: FormPlace, services: Services) {
  const { catalog, logger, templates } = services;
  try {
    const template = await templates?.templateOf(entityRef(ref));
    if (!template) return viewOf({ refused: GONE });
    return viewOf(formPage(template, { template: template.ref, page: 0, values: {}, ...place }, catalog));
  } catch (reason) {
    logger.warn("The form of a template could not be shown.", { template: ref, reason });
    return viewOf({ refused: `The form cannot be shown: ${reasonOf(reason)}` });
  }
}

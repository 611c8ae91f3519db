import { isJsonObject, type Json, type JsonObject, own } from "../../limits/json.ts";
import { elementsOf, type PlacedElement } from "./readable.ts";

/** What somebody enters: text, the label or value of an option, several of them, or a free option of an external menu. */
export type Entry = string | readonly string[] | FreeOption | readonly FreeOption[];

type FreeOption = { readonly text: string; readonly value: string };

/** The fields that an element sends when it holds this entry. @throws when it offers no such option */
export function elementValue(element: JsonObject, entry: Entry): JsonObject {
  const type = String(element.type);
  const free = [entry].flat().filter((each) => isOption(each));
  if (free.length > 0) {
    const options = free.map(({ text, value }) => ({ text: { type: "plain_text", text }, value }));
    return type.startsWith("multi_") ? { selected_options: options } : { selected_option: options[0] ?? null };
  }
  const field = PLAIN_FIELDS.get(type);
  if (field) return { [field]: entry };
  if (type === "button" || type.endsWith("_input")) return { value: String(entry) };
  const chosen = [entry].flat().map((name) => offered(element, String(name)));
  return type === "checkboxes" || type.startsWith("multi_")
    ? { selected_options: chosen }
    : { selected_option: chosen[0] ?? null };
}

/**
 * The state of a view in which somebody filled in these entries, by `block_id`, `action_id` or label; other elements
 * keep the values they start with.
 *
 * @param options.isSubmitted false while people are still at it, so that inputs may be empty
 * @throws when a required input stays empty, because Slack does not let people submit that
 */
export function viewState(
  blocks: readonly Json[],
  entries: Readonly<Record<string, Entry>>,
  { isSubmitted = true }: { readonly isSubmitted?: boolean } = {},
): JsonObject {
  const used = new Set<string>();
  const state: Record<string, Record<string, Json>> = {};
  for (const block of blocks) {
    const label = String(own(own(block, "label"), "text") ?? "");
    for (const { blockId, element } of elementsOf([block])) {
      const names = [blockId, String(element.action_id), label];
      const name = names.find((candidate) => Object.hasOwn(entries, candidate));
      const entry = name === undefined ? undefined : entries[name];
      if (name !== undefined) used.add(name);
      if (element.type === "button") continue;
      const value = entry === undefined ? initialValue(element) : elementValue(element, entry);
      if (isSubmitted && own(block, "type") === "input" && own(block, "optional") !== true && isEmpty(value)) {
        throw new Error(`"${label}" is required, so Slack does not submit the view. Give it a value as "${blockId}".`);
      }
      state[blockId] = { ...state[blockId], [String(element.action_id)]: { type: element.type ?? "", ...value } };
    }
  }
  const unknown = Object.keys(entries).filter((name) => !used.has(name));
  if (unknown.length > 0) throw new Error(`The view has no input called ${unknown.join(", ")}.`);
  return state;
}

/** The one element that a test means. @throws when there is none, with those there are */
export function findElement(
  blocks: readonly Json[],
  wanted: string,
  fits: (type: string) => boolean = () => true,
): PlacedElement {
  const all = elementsOf(blocks).filter(({ element }) => fits(String(element.type)));
  const found = all.find(({ blockId, element }) => blockId === wanted || namesOf(element).includes(wanted));
  if (found) return found;
  const shown = all.map(({ element }) => `"${namesOf(element)[0]}"`).join(", ");
  throw new Error(`There is no "${wanted}" to use. ${shown ? `There are ${shown}.` : "Nothing can be used there."}`);
}

/** How a test can call an element: its label, its placeholder or its `action_id`. */
function namesOf(element: JsonObject): readonly string[] {
  const texts = [element.text, element.placeholder].map((holder) => own(holder, "text"));
  return [...texts, element.action_id].flatMap((name) => (typeof name === "string" ? [name] : []));
}

/** Elements that send what was chosen as it is, and the field they send it in. */
const PLAIN_FIELDS: ReadonlyMap<string, string> = new Map([
  ["users_select", "selected_user"],
  ["multi_users_select", "selected_users"],
  ["conversations_select", "selected_conversation"],
  ["multi_conversations_select", "selected_conversations"],
  ["channels_select", "selected_channel"],
  ["multi_channels_select", "selected_channels"],
  ["datepicker", "selected_date"],
  ["timepicker", "selected_time"],
]);

function initialValue(element: JsonObject): JsonObject {
  const { initial_value: text, initial_option: option, initial_options: options } = element;
  if (option !== undefined) return { selected_option: option };
  if (options !== undefined) return { selected_options: options };
  const field = PLAIN_FIELDS.get(String(element.type));
  if (field) return { [field]: element[field.replace("selected", "initial")] ?? null };
  return String(element.type).endsWith("_input") ? { value: text ?? null } : { selected_option: null };
}

function isEmpty(value: JsonObject): boolean {
  return Object.values(value).every((inner) => inner === null || inner === "" || [inner].flat().length === 0);
}

function offered(element: JsonObject, name: string): Json {
  const groups = [own(element, "option_groups") ?? []].flat();
  const options = [element, ...groups].flatMap((holder) => [own(holder, "options") ?? []].flat());
  const found = options.find((option) => own(option, "value") === name || own(own(option, "text"), "text") === name);
  if (found === undefined) throw new Error(`"${String(element.action_id)}" offers no option "${name}".`);
  return found;
}

function isOption(entry: string | FreeOption): entry is FreeOption {
  return isJsonObject(entry);
}

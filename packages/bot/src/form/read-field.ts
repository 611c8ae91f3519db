import type { CatalogView, JsonValue } from "@callboard/core";
import type { FormField } from "@callboard/scaffolder";
import { own } from "../limits/json.ts";
import { readRefKey } from "../render/encode-state.ts";
import type { BlockName } from "./block-name.ts";
import { isOffered } from "./entity-choices.ts";
import { type Choice, fieldControl } from "./field-control.ts";
import { repoUrlText } from "./repo-url.ts";

/** What somebody entered for a field: a value, nothing (undefined), or what cannot be read, with the reason. */
export type ReadField = { readonly value: JsonValue | undefined } | { readonly fault: string };

/**
 * @param entered the state of each input of the field, as Slack sends it, by the part that it asks for
 * @param view where the keys of long refs are looked up
 */
export function readField(
  field: Pick<FormField, "schema">,
  entered: ReadonlyMap<BlockName["part"], unknown>,
  view: CatalogView,
): ReadField {
  const control = fieldControl(field);
  const state = entered.get("value");
  switch (control.type) {
    case "hidden":
    case "secret":
      return { value: undefined };
    case "text":
      return { value: textOf(state) };
    case "date": {
      const date = own(state, "selected_date");
      return { value: typeof date === "string" ? date : undefined };
    }
    case "number": {
      const text = textOf(state);
      if (text === undefined) return { value: undefined };
      const number = Number(text);
      return Number.isFinite(number) && text.trim() !== "" ? { value: number } : { fault: "is no number" };
    }
    case "yes-or-no":
      return { value: chosenOf(state).length > 0 };
    case "choice":
      return { value: choicesAt(chosenOf(state), control.choices)[0] };
    case "choices":
      return { value: listOrNothing(choicesAt(chosenOf(state), control.choices)) };
    case "lines": {
      const lines = (textOf(state) ?? "").split("\n").map((line) => line.trim());
      return { value: listOrNothing(lines.filter((line) => line !== "")) };
    }
    case "entity": {
      const refs = chosenOf(state).flatMap((key) => readRefKey(key, view) ?? []);
      const other = control.isClosed && refs.find((ref) => !isOffered(ref, view, control.among));
      if (other) return { fault: `takes only what its menu offers, and ${other} is not among it` };
      return { value: control.isSeveral ? listOrNothing(refs) : refs[0] };
    }
    case "repository": {
      const part = (name: BlockName["part"], allowed: readonly string[]) => {
        const index = chosenOf(entered.get(name))[0];
        return (index === undefined ? textOf(entered.get(name)) : allowed[Number(index)])?.trim() ?? "";
      };
      const { hosts, owners, repos } = control.among;
      const repository = { host: part("host", hosts), owner: part("owner", owners), repo: part("repo", repos) };
      if (repository.repo === "") return { value: undefined };
      for (const name of ["host", "owner"] as const) {
        if (repository[name] === "") return { fault: `needs ${name === "host" ? "a host" : "an owner"}` };
      }
      if (!HOST.test(repository.host)) return { fault: "has a host that is no name of a host" };
      return { value: repoUrlText(repository) };
    }
    case "json":
      return readJson(textOf(state));
    default:
      return control satisfies never;
  }
}

const HOST = /^[a-z0-9][a-z0-9.:-]{0,252}$/i;

function readJson(text: string | undefined): ReadField {
  if (text === undefined || text.trim() === "") return { value: undefined };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { fault: "is no JSON" };
  }
}

function textOf(state: unknown): string | undefined {
  const value = own(state, "value");
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The values of the options that are chosen. */
function chosenOf(state: unknown): readonly string[] {
  const options = own(state, "selected_options") ?? own(state, "selected_option") ?? [];
  return [options].flat().flatMap((option) => {
    const value = own(option, "value");
    return typeof value === "string" ? [value] : [];
  });
}

function choicesAt(keys: readonly string[], choices: readonly Choice[]): readonly JsonValue[] {
  return keys.flatMap((key) => {
    const choice = /^\d{1,6}$/.test(key) ? choices[Number(key)] : undefined;
    return choice ? [choice.value] : [];
  });
}

/** A list that nobody put anything in counts as not given. */
function listOrNothing<Item>(list: readonly Item[]): readonly Item[] | undefined {
  return list.length === 0 ? undefined : list;
}

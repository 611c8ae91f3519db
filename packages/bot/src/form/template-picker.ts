import type { CatalogView } from "@callboard/core";
import type { ModalView, PlainTextOption } from "@slack/types";
import { blockLimits } from "../limits/block-limits.ts";
import { own } from "../limits/json.ts";
import { actionIds, actionRow } from "../render/actions.ts";
import { plainText } from "../render/escape.ts";
import { plainLine, richText } from "../render/rich-text.ts";
import { entityChoices } from "./entity-choices.ts";
import type { FormState } from "./form-state.ts";

/** Where the plan of a form goes. */
export type FormPlace = Pick<FormState, "channel" | "threadTs">;

/** A window to choose a template in; `note` stands above. */
export function pickerView(note: string | null, { channel, threadTs }: FormPlace): ModalView {
  return {
    type: "modal",
    title: plainText("New", blockLimits.viewTitle),
    close: plainText("Cancel", blockLimits.viewButton),
    private_metadata: JSON.stringify({ channel, threadTs }),
    blocks: [
      ...richText([plainLine(note ?? "What do you want to make? Nothing happens before you have seen the plan.")]),
      ...actionRow([
        {
          type: "external_select",
          action_id: actionIds.pickTemplate,
          placeholder: plainText("Choose a template …", blockLimits.placeholder),
          min_query_length: 0,
        },
      ]),
    ],
  };
}

/** The place that {@link pickerView} was opened for; null for any other metadata. */
export function readPickerPlace(metadata: string): FormPlace | null {
  try {
    const written: unknown = JSON.parse(metadata);
    const [channel, threadTs] = [own(written, "channel"), own(written, "threadTs")];
    if (typeof channel !== "string" || (threadTs !== null && typeof threadTs !== "string")) return null;
    return { channel, threadTs };
  } catch {
    return null;
  }
}

/** The templates that the picker offers for what was typed. */
export function templateOptions(view: CatalogView, typed: string): readonly PlainTextOption[] {
  return entityChoices(view, typed, { kinds: ["template"], filters: [], only: null }, null);
}

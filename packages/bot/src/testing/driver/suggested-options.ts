import { type Json, own } from "../../limits/json.ts";

/** An option as the app offers it. */
export interface SuggestedOption {
  readonly text: string;
  readonly value: string;
  /** The label of its group; null where there are no groups. */
  readonly group: string | null;
}

/** What an app answered to a person who typed into a select. */
export function suggestedOptions(answer: Json): readonly SuggestedOption[] {
  const groups = [own(answer, "option_groups") ?? []].flat();
  const holders = groups.length > 0 ? groups : [answer];
  return holders.flatMap((holder) => {
    const label = own(own(holder, "label"), "text");
    return [own(holder, "options") ?? []].flat().map((option) => ({
      text: String(own(own(option, "text"), "text")),
      value: String(own(option, "value")),
      group: typeof label === "string" ? label : null,
    }));
  });
}

import { blockLimits as limits } from "./block-limits.ts";
import { checkField } from "./check-field.ts";
import { menuOption, optionGroup } from "./composition-shapes.ts";
import { list } from "./field-rule.ts";
import { own } from "./json.ts";
import type { Report, Violation } from "./violation.ts";

/** What Slack would refuse about the answer to a `block_suggestion`: `{ options }` or `{ option_groups }`. */
export function checkOptions(answer: unknown): readonly Violation[] {
  const violations: Violation[] = [];
  const report: Report = (pointer, code, message) => violations.push({ pointer, code, message });
  const [options, groups] = [own(answer, "options"), own(answer, "option_groups")];
  if ((options === undefined) === (groups === undefined)) {
    report("", "missing-field", "one of options, option_groups is required");
    return violations;
  }
  const context = { surface: "modal", report } as const;
  if (options !== undefined) checkField(options, list(menuOption, 0, limits.selectOptions), "/options", context);
  if (groups !== undefined) checkField(groups, list(optionGroup, 0, limits.optionGroups), "/option_groups", context);
  return violations;
}

import { CatalogError } from "../errors.ts";
import type { Severity } from "../model/problem.ts";
import { quoted } from "../model/quoted.ts";
import type { LintRule } from "./lint-rule.ts";
import { nearestTexts } from "./nearest-texts.ts";
import { lintRules } from "./rules.ts";

/** How much the findings of a rule weigh; `"off"` for a rule that does not run. */
export type RuleSetting = Severity | "off";

/** Which whole-catalog rules run and how much they weigh. What reading reports cannot be configured. */
export interface LintSettings {
  /** By rule id, see {@link lintRules}. A rule that is not named keeps its own severity. */
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  /** The environments there are. Any other name is a finding of `unknown-environment`; unless given, none is. */
  readonly environments?: readonly string[];
  /** Further rules, made with {@link defineLintRule}. */
  readonly extra?: readonly LintRule[];
}

/** Settings that were checked. */
export interface LintProfile {
  /** The rules that run, each with the severity of its findings. */
  readonly rules: readonly LintRule[];
  readonly environments: readonly string[] | null;
}

/**
 * What settings come to.
 *
 * @throws {CatalogError} `invalid-argument` for a rule that is not there, with the ids that come closest; for a
 * severity that is none; for two rules of one id; for an empty list of environments
 */
export function lintProfile(settings: LintSettings = {}): LintProfile {
  const { rules: chosen = {}, environments = null, extra = [] } = settings;
  const all = [...lintRules, ...extra];
  rejectRepeatedIds(all);
  const ids = all.map(({ id }) => id);
  for (const [id, setting] of Object.entries(chosen)) checkSetting(id, setting, ids);
  if (environments?.length === 0) {
    throw new CatalogError(
      "invalid-argument",
      "The list of environments is empty. Name at least one, or leave it out.",
    );
  }
  const rules = all.flatMap((rule): LintRule[] => {
    const severity = Object.hasOwn(chosen, rule.id) ? (chosen[rule.id] ?? rule.severity) : rule.severity;
    if (severity === "off") return [];
    return [severity === rule.severity ? rule : withSeverity(rule, severity)];
  });
  return { rules, environments };
}

const RULE_SETTINGS: readonly string[] = ["error", "warning", "info", "off"] satisfies readonly RuleSetting[];

function checkSetting(id: string, setting: string, ids: readonly string[]): void {
  if (!ids.includes(id)) {
    const suggestions = nearestTexts(id, ids);
    const remedy =
      suggestions.length > 0 ? `Did you mean ${suggestions.join(" or ")}?` : `The rules are: ${ids.join(", ")}.`;
    throw new CatalogError("invalid-argument", `There is no lint rule ${quoted(id)} to configure. ${remedy}`, {
      suggestions,
    });
  }
  if (RULE_SETTINGS.includes(setting)) return;
  const message = `The lint rule ${id} is set to ${quoted(String(setting))}. Write ${RULE_SETTINGS.join(", ")}.`;
  throw new CatalogError("invalid-argument", message, { suggestions: RULE_SETTINGS });
}

function rejectRepeatedIds(rules: readonly LintRule[]): void {
  const ids = new Set<string>();
  for (const { id } of rules) {
    if (ids.has(id)) {
      throw new CatalogError("invalid-argument", `Two lint rules have the id "${id}". Give one of them another id.`);
    }
    ids.add(id);
  }
}

// Not spread: a rule that is an instance of a class would lose its check.
function withSeverity(rule: LintRule, severity: Severity): LintRule {
  return {
    id: rule.id,
    severity,
    description: rule.description,
    check: (catalog) => rule.check(catalog),
    ...(rule.findIn && { findIn: (stored, catalog) => rule.findIn?.(stored, catalog) ?? [] }),
  };
}

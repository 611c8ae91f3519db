import { lintRules, nearestTexts } from "@callboard/core";
import { below } from "../mapping.ts";
import { openApiRule } from "../openapi/openapi-rule.ts";
import type { ConfigFinding } from "./config-findings.ts";
import type { Config } from "./config-schema.ts";

/** What is wrong with a configuration whose fields are all right one by one. */
export function crossFindings({ lint, environments }: Config): readonly ConfigFinding[] {
  const ids = [...lintRules, openApiRule].map(({ id }) => id);
  const unknownRules = Object.keys(lint.rules)
    .filter((id) => !ids.includes(id))
    .map((id): ConfigFinding => {
      const message = `There is no lint rule ${JSON.stringify(id)}. ${remedy(id, ids, "The rules are")}`;
      return { path: below("/lint/rules", id), message, onKey: true };
    });
  const { known, default: meant } = environments;
  if (meant === undefined || known === undefined || known.includes(meant)) return unknownRules;
  const message = `environments.default is ${JSON.stringify(meant)}. ${remedy(meant, known, "The known ones are")}`;
  return [...unknownRules, { path: "/environments/default", message }];
}

function remedy(text: string, known: readonly string[], introduction: string): string {
  const [nearest] = nearestTexts(text, known);
  return nearest ? `Did you mean ${nearest}?` : `${introduction}: ${known.join(", ")}.`;
}

import { defineIntent } from "../intent.ts";
import type { ListFilter } from "../understand/modifiers.ts";
import { countEntities } from "./count-entities.ts";
import { rowsThatPass } from "./list-rows.ts";
import { type TemplateSummary, templateSummary } from "./template-summary.ts";

/** What can be made from templates. */
export interface ListTemplatesData {
  readonly filter: ListFilter;
  readonly total: number;
  /** How many entities were looked through. */
  readonly searched: number;
  /** At most 15 of them, by ref. */
  readonly first: readonly TemplateSummary[];
}

const LISTED = 15;
const MAKE = "(create|make|scaffold|build|generate|bootstrap|provision|spin up|set up|set up here|self-serve|order)";
const TEMPLATES = "(templates|template|scaffolders|blueprints|golden paths|recipes|cookiecutters)";

export const listTemplates = defineIntent({
  name: "list_templates",
  tells: "what can be made from a template",
  lists: true,
  filtered: true,
  takes: "none",
  kinds: [["system"], ["domain"], ["group"], ["*"]],
  rather: { group: "list_owned", user: "list_owned" },
  phrases: [
    `what [else|all|kind of things|sort of things|things] (can|could|may) (i|we|you|one|people) ${MAKE}`,
    `(what|which) things (can|could) (i|we|you) ${MAKE}`,
    `(list|show|which|what|available|give|get|find|display|any|all) [me|us|all|available] ${TEMPLATES}`,
    `(list|show|which|what|available|give|get|find|display|any|all) {any} ${TEMPLATES}`,
    `(what|which) ${TEMPLATES} (is|are|do|does|can|exist) [there|available|we|you|i|exist] [have|got|use|offer|run]`,
    `(is|are) there [any] ${TEMPLATES}`,
    `(is|are) there [any] {any} ${TEMPLATES}`,
    `(do|does) (we|you|they) have [any] ${TEMPLATES}`,
    `(do|does) (we|you|they) have [any] {any} ${TEMPLATES}`,
    `how many ${TEMPLATES}`,
    `how many {any} ${TEMPLATES}`,
    "(what|which) (can|could) be (created|scaffolded|made|generated|provisioned)",
    "what is there to (create|scaffold|make)",
    `(where|how) (do|can) (i|we) (find|see|get) [the] ${TEMPLATES}`,
    `(software|service|project) ${TEMPLATES}`,
    `${TEMPLATES} (tagged|available|list)`,
    `(what|which) ${TEMPLATES} (is|are) (on offer|offered|around|here|ready|to hand|up for grabs)`,
    `(on offer|available) (in the way of|in terms of|as) ${TEMPLATES}`,
    "what (does|do) (you|callboard) (scaffold|create|generate)",
    `${TEMPLATES}`,
    `{any} ${TEMPLATES}`,
    "(scaffold|scaffolder|create)",
  ],
  examples: [
    "what can I create?",
    "list templates",
    "which templates are there",
    "show me all templates",
    "templates",
    "what templates do we have",
    "available templates?",
    "what can we scaffold",
    "are there any templates",
    "waht tempaltes are there",
    "how many templates are there",
    "what else can I generate",
    "do you have templates",
    "give me the templates please",
    "what can be created",
    "which things can I create",
  ],
  exampleKinds: [],
  answer(view, { modifiers: { filter } }): ListTemplatesData {
    const rows = rowsThatPass(view, { ...filter, kind: "template" });
    return {
      filter,
      total: rows.length,
      searched: countEntities(view),
      first: rows.slice(0, LISTED).map(({ ref }) => templateSummary(view, ref)),
    };
  },
});

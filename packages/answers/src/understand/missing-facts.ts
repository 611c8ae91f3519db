import { words } from "./words.ts";

/** What an entity can be asked to lack. */
export type MissingFact = (typeof FACTS)[number][0];

/** Each with what people call it, in one or two words; the first of them is how it is said. */
const FACTS = [
  ["owner", ["owner", "owners", "maintainer", "maintainers", "ownership", "owning team"]],
  ["runbook", ["runbook", "runbooks", "run book", "playbook", "playbooks"]],
  ["docs", ["docs", "doc", "documentation", "techdocs", "documents", "docs page"]],
  ["dashboard", ["dashboard", "dashboards", "grafana", "monitoring"]],
  ["oncall", ["oncall", "on-call", "on call", "pager", "pagerduty", "escalation"]],
  ["repo", ["repo", "repos", "repository", "repositories", "source code"]],
  ["channel", ["channel", "channels", "slack channel", "chat channel"]],
  ["description", ["description", "descriptions", "summary"]],
  ["system", ["system", "systems"]],
  ["lifecycle", ["lifecycle", "lifecycles", "lifecycle stage"]],
  ["tags", ["tags", "tag", "labels"]],
] as const;

/** How a fact is said to be missing: "services with no runbook". */
export const FACT_WORDS: ReadonlyMap<string, MissingFact> = new Map(
  FACTS.flatMap(([fact, sayings]) => sayings.map((saying): [string, MissingFact] => [saying, fact])),
);

/** What stands before a fact that is missing. */
export const LACKING: readonly (readonly string[])[] = [
  "do not have",
  "does not have",
  "dont have",
  "doesnt have",
  "have no",
  "has no",
  "having no",
  "with no",
  "without",
  "missing",
  "lacking",
  "lacks",
  "lack",
  "no",
].map(words);

/** Other ways to say that something is missing. */
export const MISSING_SAYINGS: readonly (readonly [readonly string[], MissingFact])[] = [
  ...sayings(
    "owner",
    "unowned",
    "ownerless",
    "orphaned",
    "orphan",
    "orphans",
    "not owned",
    "arent owned",
    "isnt owned",
  ),
  ...sayings("owner", "nobody own", "nobody owns", "noone own", "noone owns", "no one own", "no one owns"),
  ...sayings(
    "owner",
    "owned by nobody",
    "owned by noone",
    "owned by no one",
    "nobody maintains",
    "nobody maintain",
    "not maintained",
  ),
  ...sayings("docs", "undocumented", "not documented", "arent documented", "isnt documented"),
  ...sayings("tags", "untagged", "not tagged"),
];

function sayings(fact: MissingFact, ...texts: readonly string[]): (readonly [readonly string[], MissingFact])[] {
  return texts.map((text) => [words(text), fact] as const);
}

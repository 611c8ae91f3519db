import type { IntentName } from "@callboard/answers";
import type { EntityRef, Mode } from "@callboard/core";
import type { ActionState } from "./action-state.ts";

/**
 * The question that a click asks, in words that `ask` understands: a button is a question somebody need not type. Null
 * when the state has too few roots for it.
 */
export function questionOf({ intent, roots, mode, env, text }: ActionState): string | null {
  if (text !== undefined) return text;
  const question = Object.hasOwn(QUESTIONS, intent) ? QUESTIONS[intent] : undefined;
  if (!question || roots.length < (TAKES[intent] ?? 1)) return null;
  return question(roots, mode) + (env === undefined || !IN_ENVIRONMENTS.has(intent) ? "" : ` in ${env}`);
}

/** True for an intent that a button can ask. */
export function isAskable(intent: string): intent is IntentName {
  return Object.hasOwn(QUESTIONS, intent);
}

type Question = (roots: readonly EntityRef[], mode: Mode | undefined) => string;

const about =
  (words: string): Question =>
  ([root]) =>
    `${words} ${root}`;
const aboutAll =
  (words: string): Question =>
  (roots) =>
    `${words} ${roots.join(" and ")}`;

/** What each intent is asked by. One that is missing here is offered on no button. */
const QUESTIONS: Partial<Record<IntentName, Question>> = {
  owner: aboutAll("who owns"),
  oncall: aboutAll("who is on call for"),
  blast_radius: (roots, mode = "down") => `what breaks if ${roots.join(" and ")} ${failing(mode, roots.length)}`,
  dependencies: ([root]) => `what does ${root} depend on`,
  dependents: about("what depends on"),
  path: ([from, to]) => `does ${from} depend on ${to}`,
  // A bad deploy does to others what an outage does, and for the same reason.
  why: ([entity, root], mode = "down") =>
    `why is ${entity} affected if ${root} ${failing(mode === "bad-deploy" ? "down" : mode, 1)}`,
  common_causes: aboutAll("common cause of"),
  exposure: ([root]) => `what could take ${root} down`,
  changes: about("what changed in"),
  apis_provided: ([root]) => `which apis does ${root} provide`,
  apis_consumed: ([root]) => `which apis does ${root} consume`,
  api_providers: about("who provides"),
  api_consumers: about("who consumes"),
  runbook: aboutAll("runbook for"),
  docs: aboutAll("docs for"),
  dashboard: aboutAll("dashboard for"),
  repo: aboutAll("repo of"),
  channel: aboutAll("which channel for"),
  list_owned: ([root]) => `what does ${root} own`,
  team_members: about("who is on"),
  user_team: ([root]) => `which team is ${root} on`,
  list: ([root]) => (root === undefined ? "list everything" : `what is in ${root}`),
  list_templates: () => "what can I create",
  run_template: about("create a new"),
  lifecycle: ([root]) => `is ${root} deprecated`,
  describe: about("what is"),
  help: () => "help",
};

const TAKES: Partial<Record<IntentName, number>> = { path: 2, why: 2, list: 0, list_templates: 0, help: 0 };

/** Intents whose question can say where. */
const IN_ENVIRONMENTS: ReadonlySet<IntentName> = new Set(["blast_radius", "why", "exposure", "common_causes"]);

const STATES: Readonly<Record<Mode, readonly [one: string, several: string]>> = {
  down: ["goes down", "go down"],
  "read-only": ["is read-only", "are read-only"],
  slow: ["is slow", "are slow"],
  "bad-deploy": ["has a bad deploy", "have a bad deploy"],
};

function failing(mode: Mode, roots: number): string {
  return STATES[mode][roots === 1 ? 0 : 1];
}

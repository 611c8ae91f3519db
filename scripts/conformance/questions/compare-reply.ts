import { isDeepStrictEqual } from "node:util";
import type { IntentName, Reply } from "@callboard/answers";
import type { RecordedQuestion, RecordedReply } from "./recorded.ts";

/** What is different between a reply and the record, one sentence each; nothing when one of the right replies is met. */
export function compareReply({ expect, text }: RecordedQuestion, reply: Reply): readonly string[] {
  const isLoose = SERVICES.test(text);
  const others = (expect.also_accept ?? [])
    .map(alternative)
    .map((other) => ("outcome" in other ? other : { ...expect, ...other }));
  const [first = [], ...rest] = [expect, ...others].map((one) => differences(one, reply, isLoose));
  const differs = rest.some((one) => one.length === 0) ? [] : first;
  return LIVE.test(reply.text) ? [...differs, `the text can mention somebody: ${reply.text}`] : differs;
}

/** A name alone is that of an intent, else of an outcome. */
function alternative(other: RecordedReply | string): RecordedReply {
  if (typeof other !== "string") return other;
  return Object.hasOwn(BUILT, other) ? { intent: other } : { outcome: other };
}

/** Whether a question asks for something that cannot be asked yet, and the reply says so. */
export function isNotBuilt({ intent }: RecordedReply, { outcome }: Reply): boolean {
  return typeof intent === "string" && !Object.hasOwn(BUILT, intent) && outcome === "not_understood";
}

/** What can be asked. The compiler says when the list is no longer right. */
const BUILT = {
  owner: true,
  oncall: true,
  blast_radius: true,
  dependencies: true,
  dependents: true,
  runbook: true,
  docs: true,
  dashboard: true,
  repo: true,
  channel: true,
  path: true,
  apis_provided: true,
  apis_consumed: true,
  api_providers: true,
  api_consumers: true,
  list_owned: true,
  team_members: true,
  user_team: true,
  list_templates: true,
  list: true,
  run_template: true,
  lifecycle: true,
  describe: true,
  common_causes: true,
  exposure: true,
  why: true,
  changes: true,
  help: true,
} as const satisfies Record<IntentName, true>;

/** What chat takes for a mention, a link or a command. */
const LIVE = /<[^\s>]/;

/** "services" are components, those of the type `service`, or whatever has a tag beside: records say either. */
const SERVICES = /\bservices?\b/i;

function differences(expect: RecordedReply, reply: Reply, isLoose: boolean): readonly string[] {
  const found: string[] = [];
  const same = (name: string, recorded: unknown, actual: unknown) => {
    if (recorded !== undefined && !isDeepStrictEqual(actual, recorded))
      found.push(`${name} is ${JSON.stringify(actual)}, recorded is ${JSON.stringify(recorded)}`);
  };
  const covered = new Set<string>(reply.outcome === "clarify" ? reply.candidates : reply.entities);
  const givesSharedAnswer = expect.outcome === "clarify" && reply.outcome === "answer" && covered.size > 1;
  if (!givesSharedAnswer) same("outcome", expect.outcome, reply.outcome);
  same("intent", expect.intent, reply.intent);
  same("entity", expect.entity, reply.entity);
  same("from", expect.from, reply.from);
  same("to", expect.to, reply.to);
  const compared = (filter: Readonly<Record<string, unknown>>) => plainFilter(filter, isLoose);
  same("filter", expect.filter && compared(expect.filter), reply.filter && compared({ ...reply.filter }));
  same("unknownName", expect.unknown_name, reply.unknownName);
  if (expect.any_of && !expect.any_of.some((ref) => covered.has(ref)))
    found.push(`covers ${listed(covered)}, recorded is any of ${listed(expect.any_of)}`);
  if (expect.all_of && !expect.all_of.every((ref) => covered.has(ref)))
    found.push(`covers ${listed(covered)}, recorded is all of ${listed(expect.all_of)}`);
  if (expect.candidates && expect.candidates.filter((ref) => covered.has(ref)).length < 2)
    found.push(`offers ${listed(covered)}, recorded is at least two of ${listed(expect.candidates)}`);
  if (expect.outcome === "ignore" && reply.text !== "") found.push(`says ${JSON.stringify(reply.text)}`);
  return found;
}

/**
 * A filter as it is compared: places by name, though a ref says the same, and no kind where the type says it. A loose one
 * may have the type `service` or not, and beside a tag the kind `component` or not.
 */
function plainFilter(
  { kind: said, type, ...others }: Readonly<Record<string, unknown>>,
  isLoose: boolean,
): Readonly<Record<string, unknown>> {
  const isAnyService = isLoose && type === "service";
  const kind = isAnyService ? "component" : said;
  const filter = { ...others, ...(type !== undefined && !isAnyService && { type }) };
  const named = Object.entries(filter).map(([field, value]) => [
    field,
    PLACES.has(field) ? String(value).replace(/^[a-z]+:(?:default\/)?/, "") : value,
  ]);
  const isSaid = "type" in filter || (isLoose && others.tag !== undefined && kind === "component");
  return Object.fromEntries([...named, ...(kind !== undefined && !isSaid ? [["kind", kind]] : [])]);
}

const PLACES: ReadonlySet<string> = new Set(["system", "domain"]);

function listed(refs: Iterable<string>): string {
  return [...refs].join(", ") || "nothing";
}

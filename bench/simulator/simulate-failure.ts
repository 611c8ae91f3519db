import { seededRandom } from "../generator/random.ts";
import {
  type Answer,
  type Answers,
  answerAt,
  eachAnswer,
  FAILED,
  LATE,
  REDUCED,
  shareWhere,
  writes,
} from "./answers.ts";
import type { Access, Call, Company, CompanyEntity, Environment } from "./company.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";

/** Something that goes wrong with one entity. */
export interface Failure {
  /** Its place in {@link Company.entities}. */
  readonly root: number;
  readonly mode: "down" | "read-only" | "slow" | "bad-deploy";
  readonly environment: Environment;
  /** How long it lasts. */
  readonly minutes: number;
  /** From which share of failed requests on something counts as broken; 0.9 unless given. */
  readonly brokenFrom?: number;
  readonly seed: number;
}

/** How often the queues are looked at while a failure lasts. */
const STEPS = 12;
/** How wide the times of something slow are spread: one in ten answers takes 2.8 times as long as the median. */
const SLOWNESS_SPREAD = 0.8;

/**
 * What really happens when something fails: sends requests through the company until the failure ends, and looks at
 * how the last of them end. What is not in the result works as usual.
 */
export function simulateFailure({ entities }: Company, failure: Failure): ReadonlyMap<string, Outcome> {
  const { root, mode, environment, minutes, brokenFrom } = failure;
  const random = seededRandom(failure.seed);
  const uniform = () => (random.integer(1_000_000) + 0.5) / 1_000_000;
  const medianSlownessMs = 300 + 700 * uniform();
  /** Minutes of messages that wait in a queue. */
  const backlogs = new Map<Call, number>();
  /** By place, of what a failure can have reached. */
  let reached = sendRequests();
  for (let passed = 0; passed < STEPS; passed++) if (fillQueues(minutes / STEPS)) reached = sendRequests();

  const outcomes = new Map<string, Outcome>();
  for (const [place, answers] of reached) {
    const entity = entities[place];
    const outcome = entity && place !== root ? outcomeOf(entity, answers, brokenFrom) : undefined;
    if (entity && outcome) outcomes.set(entity.ref, outcome);
  }
  return outcomes;

  function sendRequests(): Map<number, Answers> {
    const sent = new Map([[root, rootAnswers(mode)]]);
    for (let place = root + 1; place < entities.length; place++) {
      const entity = entities[place];
      if (!entity?.environments.includes(environment)) continue;
      const routes = entity.providers.filter((provider) => entities[provider]?.environments.includes(environment));
      const calls = entity.calls.filter(({ to, when }) => when !== "build" && sent.has(to)).filter(isMadeHere);
      if (routes.some((provider) => sent.has(provider))) sent.set(place, routed(sent, routes));
      else if (calls.length > 0) sent.set(place, served(sent, entity, calls));
    }
    return sent;
  }

  function isMadeHere(call: Call): boolean {
    return call.environments.includes(environment);
  }

  /** An API hands each request to the component that answers for its route. */
  function routed(sent: Sent, providers: readonly number[]): Answers {
    return eachAnswer((user, isWrite) => answerOf(sent, random.pick(providers), user, isWrite));
  }

  function served(sent: Sent, entity: CompanyEntity, calls: readonly Call[]): Answers {
    const single = calls.filter(({ group }) => group === null);
    const groups = [...new Set(calls.map(({ group }) => group))].filter((group) => group !== null);
    const members = groups.map((group) => entity.calls.filter((call) => call.group === group && isMadeHere(call)));
    return eachAnswer((user, isWrite) => {
      const request = { bits: 0, excessMs: 0 };
      for (const call of single) makeCall(sent, request, call, user, isWrite);
      for (const some of members) callAny(sent, request, some, user, isWrite);
      return request;
    });
  }

  /** Makes a call for a request, and adds to the request what comes of it. */
  function makeCall(sent: Sent, request: Answer, call: Call, user: number, isWrite: boolean): void {
    const access = isWrite ? call.writing : call.reading;
    if (access === "none" || (call.share < 1 && uniform() > call.share)) return;
    const answer = answerTo(sent, call, access, user);
    const isAnswered = inTime(answer, call);
    switch (call.when) {
      case "always":
        addAnswer(request, isAnswered ? answer : LOST);
        break;
      case "fallback":
        if (isAnswered) addAnswer(request, answer);
        else if (uniform() > call.fallbackSuccess) addAnswer(request, LOST);
        else addAnswer(request, { bits: REDUCED, excessMs: Math.min(answer.excessMs, call.timeoutMs) });
        break;
      case "async":
        if (!(answer.bits & FAILED)) request.bits |= answer.bits & LATE;
        else request.bits |= isFull(call) ? FAILED : LATE;
        break;
      case "build":
        break;
      default:
        call.when satisfies never;
    }
  }

  /** Makes the best of several calls that stand in for each other: members that fail or lag are taken out of use. */
  function callAny(sent: Sent, request: Answer, calls: readonly Call[], user: number, isWrite: boolean): void {
    const answers = calls.flatMap((call) => {
      const access = isWrite ? call.writing : call.reading;
      return access === "none" ? [] : [{ call, answer: answerTo(sent, call, access, user) }];
    });
    const usable = answers.filter(({ call, answer }) => inTime(answer, call)).map(({ answer }) => answer);
    const [best = LOST] = usable.sort((a, b) => a.bits - b.bits || a.excessMs - b.excessMs);
    if (answers.length > 0) addAnswer(request, best);
  }

  function answerTo(sent: Sent, { to }: Call, access: Access, user: number): Answer {
    return answerOf(sent, to, user, access === "any" ? writes(entities[to], user) : access === "write");
  }

  function answerOf(sent: Sent, place: number, user: number, isWrite: boolean): Answer {
    if (place !== root || mode !== "slow") return answerAt(sent.get(place), user, isWrite);
    return { bits: 0, excessMs: medianSlownessMs * Math.exp(SLOWNESS_SPREAD * normal(uniform)) };
  }

  function isFull(call: Call): boolean {
    return (backlogs.get(call) ?? 0) >= call.queueMinutes;
  }

  /** Lets the queues fill for a while, and tells whether any is full that was not. */
  function fillQueues(passedMinutes: number): boolean {
    let isNewlyFull = false;
    for (const [place] of reached) {
      for (const call of entities[place]?.calls ?? []) {
        const answers = reached.get(call.to);
        if (call.when !== "async" || !answers || !isMadeHere(call) || isFull(call)) continue;
        const failing = shareWhere(entities[call.to], answers, ({ bits }) => (bits & FAILED) !== 0);
        backlogs.set(call, (backlogs.get(call) ?? 0) + passedMinutes * failing);
        isNewlyFull ||= isFull(call);
      }
    }
    return isNewlyFull;
  }
}

/** By place, what each entity that a failure can reach answers. */
type Sent = ReadonlyMap<number, Answers>;

const LOST: Answer = { bits: FAILED, excessMs: 0 };

function rootAnswers(mode: Failure["mode"]): Answers {
  const fails = (isWrite: boolean) => mode === "down" || mode === "bad-deploy" || (mode === "read-only" && isWrite);
  return eachAnswer((_, isWrite) => ({ bits: fails(isWrite) ? FAILED : 0, excessMs: 0 }));
}

function inTime({ bits, excessMs }: Answer, { timeoutMs }: Call): boolean {
  return !(bits & FAILED) && excessMs <= timeoutMs;
}

/** Calls of one request run side by side: it takes as long as the slowest. */
function addAnswer(request: Answer, answer: Answer): void {
  request.bits |= answer.bits;
  request.excessMs = Math.max(request.excessMs, answer.excessMs);
}

/** A random number of the standard normal distribution. */
function normal(uniform: () => number): number {
  return Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

import type { CompanyEntity } from "./company.ts";

/** What has become of one request. */
export interface Answer {
  /** Any of {@link FAILED}, {@link REDUCED} and {@link LATE}. */
  bits: number;
  /** How much longer than usual it took. */
  excessMs: number;
}

export const FAILED = 1;
/** Answered in a way that is worse. */
export const REDUCED = 2;
/** Answered, and part of the work is still to be done. */
export const LATE = 4;

/** How many users are followed through a company; each has one request of either kind for every entity. */
const USERS = 100;

/** What an entity answers to every user: reads first, then writes. */
export interface Answers {
  readonly bits: Uint8Array;
  readonly excessMs: Float64Array;
}

export function eachAnswer(answer: (user: number, isWrite: boolean) => Answer): Answers {
  const all: Answers = { bits: new Uint8Array(2 * USERS), excessMs: new Float64Array(2 * USERS) };
  for (let user = 0; user < USERS; user++) {
    for (const isWrite of [false, true]) {
      const { bits, excessMs } = answer(user, isWrite);
      all.bits[placeOf(user, isWrite)] = bits;
      all.excessMs[placeOf(user, isWrite)] = excessMs;
    }
  }
  return all;
}

export function answerAt(answers: Answers | undefined, user: number, isWrite: boolean): Answer {
  const place = placeOf(user, isWrite);
  return { bits: answers?.bits[place] ?? 0, excessMs: answers?.excessMs[place] ?? 0 };
}

/** Whether a user is one of those that change something: who writes to one service writes to those behind it. */
export function writes(entity: CompanyEntity | undefined, user: number): boolean {
  return (user + 0.5) / USERS < (entity?.writeShare ?? 0);
}

/** Of which share of an entity's requests something holds, in its own mix of reads and writes. */
export function shareWhere(
  entity: CompanyEntity | undefined,
  answers: Answers,
  holds: (answer: Answer) => boolean,
): number {
  let count = 0;
  for (let user = 0; user < USERS; user++) if (holds(answerAt(answers, user, writes(entity, user)))) count++;
  return count / USERS;
}

function placeOf(user: number, isWrite: boolean): number {
  return isWrite ? USERS + user : user;
}

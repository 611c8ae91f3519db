import { type Answer, type Answers, FAILED, LATE, REDUCED, shareWhere } from "./answers.ts";
import type { CompanyEntity } from "./company.ts";

/** What users of an entity notice: it hardly works; it works badly; what they did takes effect later. */
export type Outcome = "breaks" | "degrades" | "delayed";

/** From which share of failed requests on an entity is broken, unless told otherwise: nearly nobody gets an answer. */
const BROKEN_FROM = 0.9;
/** From which share of its requests on trouble is noticed: a usual threshold of an alert. */
const NOTICED_FROM = 0.05;
/** How much longer than usual a request takes when its user notices. */
const SLOW_MS = 500;

/** What the answers of an entity come to; undefined when it works as usual. */
export function outcomeOf(entity: CompanyEntity, answers: Answers, brokenFrom = BROKEN_FROM): Outcome | undefined {
  const share = (holds: (answer: Answer) => boolean) => shareWhere(entity, answers, holds);
  const failed = share(({ bits }) => (bits & FAILED) !== 0);
  if (failed >= brokenFrom) return "breaks";
  const troubled = share(({ bits, excessMs }) => (bits & (FAILED | REDUCED)) !== 0 || excessMs >= SLOW_MS);
  if (troubled >= NOTICED_FROM) return "degrades";
  return share(({ bits }) => (bits & LATE) !== 0) >= NOTICED_FROM ? "delayed" : undefined;
}

import type { Clock, EntityRef, JsonObject } from "@callboard/core";
import type { Plan, Tasks, Template } from "@callboard/scaffolder";
import { type Confirmations, createConfirmations } from "../../trust/confirmations.ts";
import type { Journal } from "../../trust/journal.ts";

/** How templates are run from Slack. */
export interface BotTemplates {
  /** Plans and runs them. With a store of files a run that was cut off can be resumed after a restart. */
  readonly tasks: Tasks;
  /** A template of the catalog, with its files. Rejects with a sentence for people when it cannot be read. */
  templateOf(ref: EntityRef): Promise<Template>;
  /**
   * Users and groups of the catalog who approve plans; nobody approves their own then. Unless given, whoever asked for
   * a plan approves it, and nobody else.
   */
  readonly approvers?: readonly EntityRef[];
}

/** What the surfaces need to run templates. */
export interface Templates extends Omit<BotTemplates, "approvers"> {
  readonly approvers: readonly EntityRef[] | null;
  /** What *Approve* carries: the id of a plan, signed, good once. */
  readonly confirmations: Confirmations;
  /** Plans that were shown and not decided on. */
  readonly waiting: WaitingPlans;
}

/** Plans by an id. They are kept in this process only: a restart ends what was not approved. */
export interface WaitingPlans {
  add(id: string, plan: WaitingPlan): void;
  get(id: string): WaitingPlan | undefined;
  remove(id: string): void;
}

/** A plan that waits for somebody to approve it: exactly this is run then. */
export interface WaitingPlan {
  readonly template: Template;
  readonly values: JsonObject;
  readonly plan: Plan;
  /** Who asked for it, in Slack and in the catalog. */
  readonly by: { readonly id: string; readonly user: EntityRef };
}

/** How long a plan can be approved. */
const APPROVAL_MINUTES = 15;
const MOST_WAITING = 100;
const READ_AGAIN_MS = 5 * 60_000;

export function createTemplates(
  { tasks, templateOf, approvers }: BotTemplates,
  { journal, clock }: { readonly journal: Journal; readonly clock: Clock },
): Templates {
  const read = new Map<EntityRef, { readonly template: Promise<Template>; readonly until: number }>();
  return {
    tasks,
    approvers: approvers ?? null,
    confirmations: createConfirmations({ journal, clock, minutes: APPROVAL_MINUTES }),
    waiting: createWaitingPlans(),
    // A form asks for its template at every turn, and Slack waits three seconds.
    templateOf(ref) {
      const known = read.get(ref);
      if (known && known.until > clock.now()) return known.template;
      const template = templateOf(ref);
      read.delete(ref);
      read.set(ref, { template, until: clock.now() + READ_AGAIN_MS });
      dropOldest(read, MOST_READ);
      template.catch(() => read.delete(ref));
      return template;
    },
  };
}

const MOST_READ = 50;

function createWaitingPlans(): WaitingPlans {
  const plans = new Map<string, WaitingPlan>();
  return {
    add(id, plan) {
      plans.set(id, plan);
      dropOldest(plans, MOST_WAITING);
    },
    get: (id) => plans.get(id),
    remove: (id) => void plans.delete(id),
  };
}

function dropOldest(map: Map<string, unknown>, most: number): void {
  const oldest = map.keys().next();
  if (map.size > most && !oldest.done) map.delete(oldest.value);
}

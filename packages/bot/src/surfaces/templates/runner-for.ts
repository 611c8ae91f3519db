import { nameOf } from "@callboard/answers";
import { type CatalogView, type EntityRef, entityRef } from "@callboard/core";
import type { Person } from "../../trust/people.ts";
import type { Place } from "../../trust/places.ts";
import type { Ruling } from "../../trust/policy.ts";
import type { Services } from "../services.ts";
import type { Templates, WaitingPlan } from "./templates.ts";

/** Somebody who may run templates, and who they are in the catalog. */
export interface Runner {
  readonly id: string;
  readonly user: EntityRef;
}

/**
 * Who is to run a template, once they may: members of this workspace who are in the catalog, where nobody from elsewhere
 * reads along. A bot's own policy can refuse more, never less.
 */
export async function runnerFor(
  { user, channel }: { readonly user: string; readonly channel: string },
  { people, places, policy }: Services,
): Promise<{ readonly runner: Runner } | { readonly refused: string }> {
  // A person stands for the direct messages with them.
  const isDirect = channel === user;
  const [person, place] = await Promise.all([people.find(user), places.find(isDirect ? "D-home" : channel)]);
  const ruling = await policy({ person, place, does: "act" });
  if (!ruling.allowed) return { refused: ruling.reason };
  const refused = whyNot(person, place);
  if (refused !== null) return { refused };
  return person.user === null ? { refused: unmapped(person) } : { runner: { id: user, user: person.user } };
}

/** Whether somebody may approve a plan or have a failed run tried again. */
export function mayApprove(
  by: Runner,
  asked: WaitingPlan["by"],
  { approvers }: Pick<Templates, "approvers">,
  view: CatalogView,
): Ruling {
  if (approvers === null) {
    if (by.id === asked.id) return { allowed: true };
    return refusal("Only whoever asked for this plan can decide on it. Ask for one of your own.");
  }
  if (by.user === asked.user || by.id === asked.id) {
    return refusal(`Somebody else has to approve what you asked for: ${namesOf(approvers)}.`);
  }
  const memberOf = (view.entity(by.user)?.relations ?? [])
    .filter(({ type }) => type === "memberOf")
    .map(({ targetRef }) => entityRef(targetRef));
  const isApprover = [by.user, ...memberOf].some((ref) => approvers.includes(ref));
  return isApprover ? { allowed: true } : refusal(`Only ${namesOf(approvers)} can approve this.`);
}

function namesOf(approvers: readonly EntityRef[]): string {
  return approvers.map(nameOf).join(" or ");
}

function whyNot({ standing }: Person, { isShared }: Place): string | null {
  if (standing !== "member") return "Only members of this workspace can run templates.";
  return isShared ? "People of other companies are in this channel, so no template is run from here." : null;
}

function unmapped({ claims }: Person): string {
  return claims.length > 1
    ? `${claims.map(nameOf).join(" and ")} of the catalog both claim your account, so I do not know who you are. Correct one of them, then run the template.`
    : "I do not know who you are in the catalog, so you cannot run templates. Add your e-mail address to spec.profile.email of your User entity, or your Slack id as slack.com/user-id.";
}

function refusal(reason: string): Ruling {
  return { allowed: false, reason };
}

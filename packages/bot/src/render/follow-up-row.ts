import { type Answered, ask, type IntentName, nameOf } from "@callboard/answers";
import type { EntityRef } from "@callboard/core";
import type { ActionsBlock, Button } from "@slack/types";
import { actionButton, actionIds, actionRow, askButton, linkButton } from "./actions.ts";
import { entityUrl } from "./entity-url.ts";
import { FOLLOW_UPS, FOLLOW_UPS_OF_OWNERS } from "./follow-ups.ts";
import { questionOf } from "./questions.ts";
import type { RenderOptions } from "./render-options.ts";

/** The questions that usually come after this one, and the page of the entity; nothing where it is about several. */
export function followUpRow(answer: Answered, options: RenderOptions): ActionsBlock[] {
  const { catalogUrl } = options;
  if (answer.intent === "list_templates") return actionRow(templateButtons(answer));
  const subject = subjectOf(answer);
  if (subject === null) return [];
  const offered = followUps(answer).filter(([next]) => next !== "dashboard" || hasDashboard(subject, options));
  const asked = offered.flatMap(([next, label]) => {
    // Of something that the question did not name, the button says what it is about.
    const whole = subject === answer.entity ? label : `${label}: ${nameOf(subject)}`;
    return askButton(next, whole, { intent: next, roots: [subject] });
  });
  const page = catalogUrl === undefined ? [] : linkButton("catalog", "Open in catalog", entityUrl(catalogUrl, subject));
  return actionRow([...runButton(answer, options), ...asked, ...page]);
}

/** Opens the form of the template that was asked for. */
function runButton({ intent, entity }: Answered, { canRun = false }: RenderOptions): Button[] {
  if (!canRun || intent !== "run_template" || entity === null) return [];
  return actionButton(actionIds.template, "Fill in the form", { intent, roots: [entity] }, { style: "primary" });
}

/** Most things have none, and a button that leads to "there is none" is no help. */
function hasDashboard(ref: EntityRef, { view }: RenderOptions): boolean {
  const question = questionOf({ intent: "dashboard", roots: [ref] });
  if (!view || question === null) return false;
  const answer = ask(view, question);
  if (answer.outcome !== "answer" || answer.intent !== "dashboard") return false;
  return answer.data.about.some(({ found }) => found.some(({ pointers }) => pointers.length > 0));
}

/** What one wants to know more about: the likeliest cause, what would fail, else what was asked about. */
function subjectOf(answer: Answered): EntityRef | null {
  switch (answer.intent) {
    case "common_causes":
      return answer.data.causes[0]?.ref ?? null;
    case "why":
      return answer.data.root.ref;
    default:
      return answer.entity;
  }
}

function followUps(answer: Answered): readonly (readonly [IntentName, string])[] {
  return isAboutOwner(answer) ? FOLLOW_UPS_OF_OWNERS : (FOLLOW_UPS[answer.intent] ?? []);
}

/** Of a team or a person other things are asked than of what they own. */
function isAboutOwner(answer: Answered): boolean {
  switch (answer.intent) {
    case "describe":
      return answer.data.ownership.status === "is-owner";
    case "owner":
      return answer.data.owned[0]?.ownership.status === "is-owner";
    default:
      return false;
  }
}

const TEMPLATES = 5;

function templateButtons({ data }: Extract<Answered, { readonly intent: "list_templates" }>): Button[] {
  return data.first
    .slice(0, TEMPLATES)
    .flatMap(({ template: { ref, title } }, index) =>
      askButton(`template-${index}`, title ?? nameOf(ref), { intent: "run_template", roots: [ref] }),
    );
}

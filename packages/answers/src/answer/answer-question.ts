import { type CatalogView, type EntityRef, entityRefParts, shortName } from "@callboard/core";
import type { Intent, Known } from "../intent.ts";
import { countEntities } from "../intents/count-entities.ts";
import { entitySummary } from "../intents/entity-summary.ts";
import type { FactWish } from "../intents/live-facts.ts";
import { type IntentName, intents } from "../intents.ts";
import { LATER_QUESTIONS } from "../understand/out-of-scope.ts";
import type { NotUnderstood, Understanding } from "../understand/understanding.ts";
import type { Answer, Answered } from "./answer.ts";
import { sourceNotes, wholeSources } from "./source-notes.ts";

/** The answer to a question that was understood, or that was not, as data. */
export function answerQuestion(
  view: CatalogView,
  question: string,
  understanding: Understanding,
  known: Known,
): Answer {
  const blank = { ...BLANK, question };
  switch (understanding.type) {
    case "question":
      return answered(view, question, understanding, known);
    case "which-one": {
      const candidates = understanding.candidates.map(({ ref }) => ref);
      const options = candidates.map((ref) => ({
        ...entitySummary(view, ref),
        owner: view.owner(ref).owners[0]?.ref ?? null,
      }));
      const intent = intentName(understanding.intent);
      const sources = sourceNotes(view, candidates);
      return { ...blank, outcome: "clarify", intent, candidates, sources, data: { name: understanding.text, options } };
    }
    case "no-such-name": {
      const candidates = understanding.candidates.map(({ ref }) => ref);
      const incomplete = view.sources().filter(({ state }) => state !== "complete");
      return {
        ...blank,
        outcome: "not_found",
        intent: intentName(understanding.intent),
        candidates,
        unknownName: understanding.text,
        sources: wholeSources(view),
        data: {
          nearest: candidates.map((ref) => entitySummary(view, ref)),
          incompleteSources: incomplete.map(({ name, reason }) => ({ name, reason })),
          searched: countEntities(view),
        },
      };
    }
    case "not-understood":
      return { ...blank, outcome: "not_understood", intent: null, data: refusal(understanding) };
    case "silence":
      return { ...blank, outcome: "ignore", intent: null, data: { because: understanding.because } };
    default:
      return understanding satisfies never;
  }
}

/** Which live facts the answer to a question would show; each entity once. */
export function factsWished(view: CatalogView, understanding: Understanding): readonly FactWish[] {
  if (understanding.type !== "question") return [];
  const intent: Intent = intentNamed(understanding.intent);
  const types = new Map<EntityRef, FactWish["types"]>();
  for (const wish of intent.facts?.(view, understanding) ?? []) {
    types.set(wish.ref, [...new Set([...(types.get(wish.ref) ?? []), ...wish.types])]);
  }
  return Array.from(types, ([ref, wanted]) => ({ ref, types: wanted }));
}

const BLANK = {
  entity: null,
  entities: [],
  from: null,
  to: null,
  filter: null,
  candidates: [],
  unknownName: null,
  sources: [],
} as const;

function answered(
  view: CatalogView,
  question: string,
  { intent: name, entities, modifiers, other, renamed, leftOut }: Extract<Understanding, { type: "question" }>,
  known: Known,
): Answered {
  const intent: Intent & { readonly name: IntentName } = intentNamed(name);
  const [only, ...others] = entities;
  return {
    ...BLANK,
    question,
    outcome: "answer",
    intent: intent.name,
    entity: only !== undefined && others.length === 0 ? only : null,
    entities,
    ...(intent.takes === "two" && { from: entities[0] ?? null, to: entities[1] ?? null }),
    filter: intent.lists ? modifiers.filter : null,
    ...(renamed.length > 0 && { renamed }),
    ...(leftOut && { leftOut }),
    data: intent.answer(view, { entities, modifiers, ...(other !== undefined && { other }), ...known }),
    sources: intent.filtered && entities.length === 0 ? wholeSources(view) : sourceNotes(view, entities),
  } as Answered; // name and data come from the same intent, which a spread over a union cannot show
}

function intentNamed(name: string): (typeof intents)[number] {
  const intent = intents.find((each) => each.name === name);
  if (!intent) throw new RangeError(`There is no intent ${name}.`);
  return intent;
}

function intentName(name: string): IntentName {
  return intentNamed(name).name;
}

function refusal({ because, wanted, entity }: NotUnderstood) {
  return {
    because,
    wanted,
    what: LATER_QUESTIONS.find(({ name }) => name === wanted)?.what ?? null,
    suggestions: suggestionsFor(entity),
    mentioned: entity,
  };
}

const SUGGESTED = 3;

function suggestionsFor(entity: EntityRef | null): string[] {
  if (entity === null) return [];
  const { kind } = entityRefParts(entity);
  return intents
    .filter(({ exampleKinds }) => exampleKinds.some((each) => each === kind))
    .slice(0, SUGGESTED)
    .map(({ examples: [first] }) => first.replace("{entity}", shortName(entity)));
}

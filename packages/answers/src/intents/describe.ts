import type { EntityLink, EntityRef, Ownership } from "@callboard/core";
import { defineIntent, subjectOf } from "../intent.ts";
import { THINGS_FIRST } from "../understand/intent-grammar.ts";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";
import { type FactAbout, factsAbout } from "./live-facts.ts";
import { onCallNow, onCallWishes } from "./on-call-now.ts";

/** What an entity is, whom it belongs to and what is around it. */
export interface DescribeData {
  readonly entity: EntitySummary;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly links: readonly EntityLink[];
  readonly email: string | null;
  readonly ownership: Ownership;
  /** By relation as the entity calls it, without ownership: how many, and the first few by name. */
  readonly related: readonly { readonly type: string; readonly total: number; readonly first: readonly EntityRef[] }[];
  /** How many entities it needs and how many need it, one hop away. */
  readonly dependencies: number;
  readonly dependents: number;
  /** Who is on call for it, then its alerts, its state and its deploys; empty where no live source was asked. */
  readonly facts: readonly FactAbout[];
}

const SHOWN_PER_RELATION = 5;
const STATE_FACTS = ["alert", "status", "deploy"] as const;

export const describe = defineIntent({
  name: "describe",
  tells: "what something is",
  takes: "one",
  kinds: THINGS_FIRST,
  wholeMessage: true,
  phrases: [
    "(what|which) [is|are|was] {entity} [for|about|doing|used for|good for]",
    "(what|which|wtf) [on earth|the hell] (is|are|was) {entity} [for|about|doing|used for|good for]",
    "(what|which) (do|does|did) {entity} (do|mean|stand for)",
    "what (is|sits|stands|lives) behind {entity}",
    "(tell|remind|show) (me|us) what {entity} (is|does|means|stands for|are)",
    "(know|knows|understand|say|idea|clue|remember) what {entity} (is|does|means|stands for|are)",
    "explain [me|us|to me|to us] what {entity} (is|does|means|stands for)",
    "explain {entity} to (me|us)",
    "[what|whats] is {entity} in (short|a nutshell|one sentence|plain english)",
    "what kind of {any} is {entity}",
    "who (is|are) {person}",
    "whois {person}",
    "(describe|explain|about|summarise|summarize|lookup|look up|find|show|card) {entity}",
    "(summary|overview|info|information|details|detail|rundown|description|lowdown) [of|on|about|for] {entity}",
    "{entity} (summary|overview|info|information|details|description)",
    "(tell|give|show) (me|us) [more|all|something|everything] [about] {entity}",
    "(tell|give|show) (me|us) [the] (rundown|overview|details|info|information|summary|lowdown) (of|on|about|for) {entity}",
    "[can|could] [you] tell (me|us) [more|all|something|everything] about {entity}",
    "more about {entity}",
    "what (do|does|can) (we|you|anyone) (know|tell) [me|us] about {entity}",
  ],
  narrow: {
    only: ["component", "api", "resource", "system"],
    kinds: THINGS_FIRST,
    phrases: [
      "(system|domain|tier|tags|tag|type|namespace|kind|metadata) of {entity}",
      "(which|what) (system|domain|tier|type|kind|namespace|tags) (is|does|has|do|are) {entity} [in|on|part of|belong to|under|have|of|from]",
      "{entity} (tier|tags|metadata)",
    ],
  },
  cues: [
    "(eli5|tldr|tl;dr|gist|purpose|overview|summary|rundown|lowdown|nutshell)",
    "(what is|what are|what was|what does) (it|that|this|they|for|about|do)",
    "(never|not) heard of",
    "heard of",
    "tell me about",
    "(explain|describe|summarise|summarize|introduce)",
    "actually do",
    "what",
    "(story|deal) (with|of|behind)",
    "(what|which) (service|thing|component|app|application|system)",
    "(gist|wtf is|wtf|whats that|what that|purpose|point of|in a nutshell|tell about)",
    "(never heard|heard of)",
    "(what|wtf) [on earth|the hell] is (it|that|this)",
  ],
  examples: [
    "what is {entity}",
    "{entity}",
    "what's {entity}?",
    "tell me about {entity}",
    "describe {entity} please",
    "what does {entity} do",
    "waht is {entity}",
    "info on {entity}",
  ],
  exampleKinds: ["component", "api", "resource", "system", "group", "user"],
  facts(view, asked) {
    const ref = subjectOf(asked);
    return [{ ref, types: ["on-call", ...STATE_FACTS] }, ...onCallWishes(view, ref).filter((wish) => wish.ref !== ref)];
  },
  answer(view, asked): DescribeData {
    const ref = subjectOf(asked);
    const entity = view.entity(ref);
    const related = new Map<string, EntityRef[]>();
    for (const { type, targetRef } of entity?.relations ?? []) {
      if (type !== "ownedBy") related.set(type, [...(related.get(type) ?? []), targetRef]);
    }
    return {
      entity: entitySummary(view, ref),
      description: entity?.metadata.description ?? null,
      tags: entity?.metadata.tags ?? [],
      links: entity?.metadata.links ?? [],
      email: view.owner(ref).contacts.find(({ type, of }) => type === "email" && of === ref)?.value ?? null,
      ownership: view.owner(ref),
      related: Array.from(related, ([type, refs]) => ({
        type,
        total: refs.length,
        first: refs.slice(0, SHOWN_PER_RELATION),
      })),
      dependencies: view.dependencies(ref, { maxDistance: 1 }).length,
      dependents: view.dependents(ref, { maxDistance: 1 }).length,
      facts: [...onCallNow(view, ref, asked.facts), ...factsAbout(asked.facts, [ref], STATE_FACTS)],
    };
  },
});

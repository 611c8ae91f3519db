import { defineIntent, subjectOf } from "../intent.ts";
import { type ApiLinks, apiLinks } from "./api-links.ts";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";
import { allRelated } from "./related.ts";

/** What provides an API. */
export interface ApiProvidersData extends ApiLinks {
  /** Whether what was named beside provides it; null when nothing was: "does cart provide cart-api". */
  readonly asked: { readonly entity: EntitySummary; readonly provides: boolean } | null;
}

const PROVIDES =
  "(provides|provide|providing|serves|serve|serving|exposes|expose|exposing|implements|implement|implementing|offers|offer|publishes|publish|publishing|hosts|host|hosting|backs|powers|fulfils|fulfills)";
const PROVIDED = "(provided|served|exposed|implemented|offered|published|hosted|backed|powered)";

export const apiProviders = defineIntent({
  name: "api_providers",
  tells: "what provides an API",
  takes: "one",
  kinds: [["api"], ["component"], ["*"], ["group"], ["user"]],
  rather: { component: "owner", resource: "owner", system: "owner", domain: "owner", group: "owner", user: "owner" },
  phrases: [
    `(who|what|which|which {any}|what {any}) [actually] [is|are] ${PROVIDES} {entity}`,
    `(do|does|did) {other} [also|still] ${PROVIDES} {entity}`,
    `is {entity} [also|still] ${PROVIDED} (by|from) {other}`,
    `(anything|anyone|something|services|components|apps) [that|which] ${PROVIDES} {entity}`,
    `(do|does|is) (anything|anyone|something|any {any}) ${PROVIDES} {entity}`,
    `${PROVIDES} {entity}`,
    "[who|what] [is|are] [the] (provider|providers|implementation|implementations|backend|producer|producers) (of|for|behind) {entity}",
    "(provider|providers|producer|producers) {entity}",
    "{entity} (provider|providers|producer|producers|backend|implementation)",
    `(who|what|which {any}|what {any}) is {entity} ${PROVIDED} (by|from)`,
    `(by whom|by what) is {entity} ${PROVIDED}`,
    `{entity} is ${PROVIDED} by (what|who|which {any})`,
    `is {entity} ${PROVIDED} [by] [anything|anyone|anybody|somebody]`,
    "where does {entity} come from",
    "which {any} (is|sits|stands|lives) behind {entity}",
    "how many {any} (provide|serve|implement|expose) {entity}",
  ],
  narrow: {
    only: ["api"],
    kinds: [["api"], ["*"]],
    phrases: [
      `where is {entity} ${PROVIDED}`,
      "(what|which) (is|sits|stands|lives) behind {entity}",
      "(what|which) (service|component|app) (is|has|owns|runs|does) {entity}",
    ],
  },
  cues: [
    "(provide|provides|provider|providers|serve|serves|serving|implement|implements|implementing|implementation|host|hosts|backs|behind)",
    "part of",
    "(come from|comes from|live|lives|run|runs|produce|produces|back|backs|power|powers)",
  ],
  cueKinds: ["api"],
  examples: [
    "what provides {entity}",
    "which service serves {entity}",
    "who provides {entity}?",
    "which component implements {entity}",
    "provider of {entity}",
    "{entity} provider",
    "who exposes {entity}",
    "by whom is {entity} provided",
    "who is {entity} served by",
    "what is behind {entity}",
    "waht service exposses {entity}",
    "where does {entity} come from?",
    "does anything provide {entity}",
  ],
  exampleKinds: ["api"],
  answer(view, asked): ApiProvidersData {
    const links = apiLinks(view, subjectOf(asked), "apiProvidedBy");
    const { other } = asked;
    if (other === undefined) return { ...links, asked: null };
    const parts = new Set([other, ...allRelated(view, other, "hasPart")]);
    return {
      ...links,
      asked: { entity: entitySummary(view, other), provides: links.linked.some(({ ref }) => parts.has(ref)) },
    };
  },
});

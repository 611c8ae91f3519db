import { defineIntent, subjectOf } from "../intent.ts";
import { type ApiLinks, apiLinks } from "./api-links.ts";

const APIS = "(api|apis|endpoint|endpoints|interface|interfaces)";
const PROVIDE =
  "(provide|provides|provided|expose|exposes|offer|offers|serve|serves|publish|publishes|implement|implements|host|hosts|have|has|ship|ships|surface)";

export const apisProvided = defineIntent({
  name: "apis_provided",
  tells: "what APIs something provides",
  takes: "one",
  impersonal: true,
  kinds: [["component"], ["system", "domain"], ["*"], ["group"], ["user"]],
  rather: { group: "list_owned", user: "list_owned", api: "api_providers" },
  phrases: [
    `(what|which) [all] ${APIS} (do|does|did|is|are) {entity} ${PROVIDE}`,
    `(what|which) [all] ${APIS} (do|does|is|are) {entity} (providing|exposing|serving|offering|publishing)`,
    `(what|which) ${APIS} (is|are) (provided|exposed|offered|served|published|implemented) by {entity}`,
    `(what|which) ${APIS} (come from|comes from|come out of|comes out of|belong to|belongs to) {entity}`,
    `(what|which) ${APIS} (has|have) {entity} [got]`,
    `${APIS} [that|which] {entity} ${PROVIDE}`,
    `${APIS} (of|for|from|on|in|behind) {entity}`,
    `${APIS} (provided|exposed|offered|served|published) by {entity}`,
    `${APIS} {entity}`,
    `{entity} ${APIS}`,
    `{entity} 's ${APIS}`,
    "(what|which) (do|does) {entity} (provide|expose|offer|serve|publish|implement)",
    "what is {entity} (providing|exposing|offering|serving|publishing)",
    "{entity} (provides|exposes|offers|serves|publishes) what",
    "what is (provided|exposed|offered|served|published) by {entity}",
    `(do|does|has) {entity} ${PROVIDE} (a|an|any) ${APIS}`,
    `(do|does|has) {entity} ${PROVIDE} ${APIS}`,
    `(has|have) {entity} got (a|an|any) ${APIS}`,
    `(is|are) there (a|an|any) ${APIS} (for|on|of|in) {entity}`,
    `how many ${APIS} (do|does|has) {entity} ${PROVIDE}`,
    `how many ${APIS} (do|does) {entity}`,
    "provided (api|apis) [of|by|for] {entity}",
  ],
  cueTopic: "(api|apis|endpoint|endpoints|interface|interfaces)",
  cues: [
    "(provide|provides|expose|exposes|offer|offers|serve|serves|publish|publishes|come out|comes out|got|have|has)",
    "(make available|makes available|made available|offer|open up|hand out|surface|out of)",
  ],
  cueKinds: ["component", "system"],
  examples: [
    "what apis does {entity} provide",
    "which API does {entity} expose?",
    "apis of {entity}",
    "{entity} apis",
    "what does {entity} expose",
    "list the APIs {entity} serves",
    "{entity}'s endpoints pls",
    "does {entity} have an api?",
    "waht apis dose {entity} provide",
    "how many apis does {entity} have",
    "apis provided by {entity}",
    "is there an api for {entity}",
    "what interfaces does {entity} offer",
  ],
  exampleKinds: ["component"],
  answer: (view, asked): ApiLinks => apiLinks(view, subjectOf(asked), "providesApi"),
});

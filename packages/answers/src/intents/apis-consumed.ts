import { defineIntent, subjectOf } from "../intent.ts";
import { type ApiLinks, apiLinks } from "./api-links.ts";

const APIS = "(api|apis|endpoint|endpoints|interface|interfaces)";
const CONSUME =
  "(consume|consumes|use|uses|call|calls|need|needs|depend on|depends on|rely on|relies on|talk to|talks to|hit|hits|require|requires|invoke|invokes|integrate with|integrates with|subscribe to|listen to)";
const CONSUMING = "(consuming|using|calling|hitting|relying on|depending on|talking to|invoking)";

export const apisConsumed = defineIntent({
  name: "apis_consumed",
  tells: "what APIs something uses",
  takes: "one",
  impersonal: true,
  kinds: [["component"], ["system", "domain"], ["*"], ["group"], ["user"]],
  rather: { api: "dependencies", resource: "dependencies" },
  phrases: [
    `(what|which) [other|all|external] ${APIS} (do|does|did) {entity} ${CONSUME}`,
    `(what|which) [other|all|external] ${APIS} (is|are) {entity} ${CONSUMING}`,
    `(what|which) ${APIS} (is|are) (consumed|used|called|needed|required) by {entity}`,
    `${APIS} [that|which] {entity} ${CONSUME}`,
    `${APIS} (consumed|used|called|needed|required) by {entity}`,
    `(what|which) ${APIS} is {entity} (client|consumer|user) of`,
    `(what|which) (do|does) {entity} (consume|subscribe to|listen to)`,
    "(what|which) is {entity} (consuming|subscribed to|listening to)",
    "what is consumed by {entity}",
    `(consumed|used|external) ${APIS} (of|by|for) {entity}`,
    `(consumed|used) ${APIS} {entity}`,
    `{entity} (consumed|used) ${APIS}`,
    `(do|does) {entity} ${CONSUME} (a|an|any) ${APIS}`,
    `(do|does) {entity} ${CONSUME} ${APIS}`,
    `how many ${APIS} (do|does) {entity} ${CONSUME}`,
  ],
  cueTopic: "(api|apis|endpoint|endpoints|interface|interfaces)",
  cues: [
    "(consume|consumes|consuming|consumed|call|calls|calling|use|uses|using|talk to|talks to|hits|hit|subscribes|subscribe)",
    "{entity} (draw|draws|rely|relies|lean|depend|depends) (on|upon)",
    "{entity} (hit|hits|touch|touches|need|needs|eat|eats|reach)",
  ],
  cueKinds: ["component", "system"],
  examples: [
    "what apis does {entity} consume",
    "which APIs does {entity} use?",
    "apis used by {entity}",
    "what does {entity} consume",
    "which apis is {entity} calling",
    "consumed apis of {entity}",
    "apis {entity} depends on",
    "wich apis does {entity} cosume",
    "does {entity} call any APIs?",
    "how many apis does {entity} use",
    "list apis that {entity} relies on",
    "which other apis does {entity} talk to",
  ],
  exampleKinds: ["component"],
  answer: (view, asked): ApiLinks => apiLinks(view, subjectOf(asked), "consumesApi"),
});

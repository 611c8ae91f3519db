import { defineIntent, subjectOf } from "../intent.ts";
import { type ApiLinks, apiLinks } from "./api-links.ts";

const CONSUMES =
  "(consumes|consume|consuming|consumed|subscribes to|subscribe to|subscribing to|listens to|listen to|listening to|integrates with|integrate with|integrating with|integrated with|invokes|invoke|hits|hitting)";
/** Of anything but an API these ask for dependents. */
const USES = "(uses|use|using|calls|call|calling|talks to|talk to|talking to)";

export const apiConsumers = defineIntent({
  name: "api_consumers",
  tells: "what uses an API",
  takes: "one",
  everyHop: "blast_radius",
  kinds: [["api"], ["component", "resource"], ["*"], ["group"], ["user"]],
  rather: { component: "dependents", resource: "dependents", system: "dependents", domain: "dependents" },
  phrases: [
    `(who|what|which|which {any}|what {any}|anything|anyone|everything|everyone) [all|else] [is|are|that] ${CONSUMES} {entity}`,
    `(services|components|apps|teams|things) [that|which] [is|are] ${CONSUMES} {entity}`,
    `(do|does|is|are) (anything|anyone|anybody|something|someone|any {any}) ${CONSUMES} {entity}`,
    "[who|what] [is|are] [the] (consumer|consumers|subscriber|subscribers|integrators) (of|for|to) {entity}",
    "(consumer|consumers|subscriber|subscribers) {entity}",
    "{entity} (consumer|consumers|subscriber|subscribers)",
    "(who|what|which {any}|by whom|by what) is {entity} consumed [by]",
    "is {entity} consumed [by] [anything|anyone|anybody]",
    "how many (consumers|subscribers) (do|does|has) {entity} [have|got]",
    `how many {any} ${CONSUMES} {entity}`,
    "(consumes|consume) {entity}",
  ],
  narrow: {
    only: ["api"],
    kinds: [["api"], ["*"]],
    phrases: [
      `(what|who|anything|anyone|anybody|everything|everyone|something) [is|are|that] ${USES} {entity}`,
      `(what|which) {any} [is|are|that] ${USES} {entity}`,
      `(services|apps|things|components|teams|systems|apis) [that|which] [is|are] ${USES} {entity}`,
      `(do|does|is) (anything|anyone|anybody|something|someone) [that] ${USES} {entity}`,
      `(do|does|is|are) any {any} [that] ${USES} {entity}`,
      `how many {any} [is|are] ${USES} {entity}`,
      "(users|clients|callers) [of|for] {entity}",
      "{entity} (users|clients|callers)",
      "(where|by what|by whom|by who) is {entity} used",
      "is {entity} used [by] [anyone|anybody|anything|anywhere|someone]",
    ],
  },
  cues: [
    "(consumer|consumers|consume|consumes|consuming|client|clients|subscriber|subscribers|caller|callers|integrates|integrate|calling|calls|uses|using|downstream)",
    "(eat|eats|eating|feed off|feeds off|depend on|depends on|rely on|relies on|need|needs|hit|hits|read|reads) {entity}",
  ],
  cueKinds: ["api"],
  examples: [
    "who consumes {entity}",
    "consumers of {entity}?",
    "{entity} consumers",
    "what is consuming {entity}",
    "which services consume {entity}",
    "who uses {entity}",
    "who calls {entity}",
    "clients of {entity}",
    "does anyone consume {entity}?",
    "which apps integrate with {entity}",
    "who the hell is using {entity}",
    "waht conusmes {entity}",
    "how many consumers does {entity} have",
    "who subscribes to {entity}",
    "consumer {entity}",
  ],
  exampleKinds: ["api"],
  answer: (view, asked): ApiLinks => apiLinks(view, subjectOf(asked), "apiConsumedBy"),
});

import { defineIntent, subjectOf } from "../intent.ts";
import { type TemplateSummary, templateSummary } from "./template-summary.ts";

const MAKE =
  "(create|scaffold|generate|bootstrap|provision|spin up|set up|setup|stand up|kick off|make|build|start|add|instantiate|init|initialise|initialize|launch|onboard|begin)";
const MAKING = "(creating|scaffolding|generating|bootstrapping|provisioning|spinning up|setting up|making|starting)";

export const runTemplate = defineIntent({
  name: "run_template",
  tells: "what a template makes and what it asks for",
  takes: "one",
  asOrder: true,
  kinds: [["template"], ["*"]],
  phrases: [
    `${MAKE} [me|us|for me|for us] (a|an|another|some|one) [new|fresh|brand new] {template}`,
    `${MAKE} [me|us] new {template}`,
    `(i|we) (need|want|would like|like|could use|wanna|gotta have|require) [to have|to get] (a|an|another|some|one) [new|fresh|brand new] {template}`,
    "(i|we) (need|want|would like|like|could use) new {template}",
    `(i|we) (need|want|would like|like|have|wish|wanna|plan) [to] ${MAKE} [a|an|another|new] {template}`,
    "(give|get|order) (me|us) (a|an|another) [new] {template}",
    "gimme (a|an|another) [new] {template}",
    `how (do|can|should|would|to|does) [i|we|you|one] ${MAKE} (a|an|another|new) [new] {template}`,
    `(can|could|may) (i|we|you) [please] ${MAKE} [me|us] (a|an|another|new) [new] {template}`,
    "(can|could|may) (i|we) (get|have|order) (a|an|another|new) [new] {template}",
    `${MAKE} (a|an|another|some|one) [new|fresh|brand new] {template} for (me|us)`,
    `is there a (template|recipe|scaffold|generator) (for|to create|to make) [a|an|new] {template}`,
    `(template|recipe|scaffolder|generator) for [a|an|another|new] [new] {template}`,
    `help [me|us] [with] (${MAKE.slice(1, -1)}|${MAKING.slice(1, -1)}) (a|an|another|new) [new] {template}`,
    `(run|use|start|launch|open|execute) [the|template] {template} template`,
    "(run|use|start|launch|open|execute) template {template}",
    `${MAKE} (a|an|new) [new] {any} (from|with|using) [the|template] {template}`,
    `${MAKE} (a|an|new) [new] {any} {any} (from|with|using) [the|template] {template}`,
    "new {template}",
    `(scaffold|bootstrap|create|generate) {template}`,
    "another {template}",
  ],
  examples: [
    "create a new {entity}",
    "I need a {entity}",
    "create {entity}",
    "scaffold a {entity}",
    "new {entity} please",
    "can I create a {entity}?",
    "how do I create a new {entity}",
    "we want another {entity}",
    "spin up a {entity}",
    "set up a new {entity} for me",
    "make me a {entity}",
    "please generate a {entity}",
    "craete a new {entity}",
    "I want to create a {entity}",
    "template for a {entity}",
    "run the {entity} template",
    "could you provision a {entity}",
    "bootstrap a fresh {entity}",
  ],
  exampleKinds: ["template"],
  answer: (view, asked): TemplateSummary => templateSummary(view, subjectOf(asked)),
});

import { annotation, type CatalogView, type Entity, type Origin } from "@callboard/core";
import { defineIntent } from "../intent.ts";
import { askingFor } from "./asking-for.ts";
import { type Pointer, type PointersOf, pointersOf, type Topic } from "./pointers.ts";
import { repositories } from "./repository.ts";
import { safeLink } from "./safe-link.ts";

/** Where entities are documented. */
export interface DocsData {
  readonly about: readonly PointersOf[];
}

const TECHDOCS_REF = "backstage.io/techdocs-ref";
const TECHDOCS_ENTITY = "backstage.io/techdocs-entity";

/** Where it is looked for. */
export const DOCS: Topic = {
  links: "docs",
  annotations: (entity, { view, origin }) => [
    ...techDocs(entity, origin, TECHDOCS_REF),
    ...techDocsElsewhere(entity, view),
  ],
  else: ["provider", "whole", "owner"],
};

export const docs = defineIntent({
  name: "docs",
  tells: "where something is documented",
  takes: "many",
  kinds: [["component", "resource"], ["api"], ["*"], ["group"], ["user"]],
  phrases: [
    ...askingFor(
      "(docs|doc|documentation|documentations|docu|documents|wiki|wiki page|readme|read me|manual|manuals|tutorial|tutorials|techdocs|tech docs|guide|user guide|handbook|getting started|getting started guide|onboarding docs|api docs|design doc|design docs|confluence|confluence page)",
    ),
    "where (is|are) {entity} (documented|written up|explained|described)",
    "is {entity} documented [anywhere|somewhere]",
    "(where|how) (can|do|could|should|to) [i|we|you|one] (read|learn) [up|more] (about|on) {entity}",
    "(want to|need to|would like to) (read|read up|learn|read more|learn more) (on|about) {entity}",
    "(anything|something|what is) (written|written down|documented) (about|on|for) {entity}",
    "how (do|does) {entity} work",
    "(explain|describe|understand|know|learn) how {entity} (works|work)",
    "how (do|can|should|to|would) [i|we|you|one] (use|set up|get started with|integrate with|onboard to|onboard onto|start with) {entity}",
  ],
  cues: [
    "(docs|doc|documentation|documented|readme|wiki|techdocs|manual|guide|tutorial|onboarding|confluence|handbook|write-up|writeup|writeups|primer)",
    "written up",
    "read up",
    "(learn|read) (about|how)",
    "material",
    "(bible|introductory|introduction|intro|primer|reference|literature|walkthrough|explainer|faq|manual|spec|specification|write-up|writeup)",
    "(read|reading|learn|study|study up|swot up|bone up) (up|on|about|more)",
    "how (do|does|to) [i|we|one|you] use",
    "is there [a] page",
  ],
  examples: [
    "docs for {entity}?",
    "docs {entity}",
    "{entity} docs",
    "documentation of {entity}",
    "where are the docs for {entity}",
    "where is {entity} documented?",
    "is {entity} documented anywhere",
    "is there any documentation about {entity}",
    "docmentation for {entity}",
    "does {entity} have docs",
    "wiki page for {entity}",
    "readme of {entity}",
    "where can i read about {entity}",
    "how does {entity} work?",
    "how do I use {entity}",
    "link to the {entity} docs please",
    "got any docs on {entity}?",
    "i cant find the docs for {entity}",
    "techdocs {entity}",
    "show me the docs of {entity}",
  ],
  exampleKinds: ["component", "resource", "api", "system"],
  answer: (view, { entities }): DocsData => ({ about: entities.map((ref) => pointersOf(view, ref, DOCS)) }),
});

/** `url:https://…` is an address; `dir:docs` is a folder beside the descriptor, in the entity's repository. */
function techDocs(entity: Entity, origin: Origin, from: string): readonly Pointer[] {
  const value = annotation(entity, TECHDOCS_REF)?.trim();
  if (!value) return [];
  const url = value.startsWith("url:") ? safeLink(value.slice("url:".length)) : null;
  if (url !== null) return [{ url, text: null, from }];
  const folder = value.replace(/^dir:/, "").replace(/^\.\/?/, "");
  const repository = repositories(entity, origin).find((each) => each.url !== null);
  const text = folder === "" ? "TechDocs in its repository" : `TechDocs in the folder ${folder} of its repository`;
  return [{ url: repository?.url ?? null, text, from }];
}

/** The docs of another entity, where an entity says that they are its own too. */
function techDocsElsewhere(entity: Entity, view: CatalogView): readonly Pointer[] {
  const value = annotation(entity, TECHDOCS_ENTITY)?.trim();
  if (!value) return [];
  const resolution = view.resolve(value, { limit: 1 });
  const other = resolution.status === "found" ? view.entity(resolution.ref) : undefined;
  const there =
    other && resolution.status === "found" ? techDocs(other, view.origin(resolution.ref), TECHDOCS_ENTITY) : [];
  return there.length > 0 ? there : [{ url: null, text: `TechDocs of ${value}`, from: TECHDOCS_ENTITY }];
}

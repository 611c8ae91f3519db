import { entityRule } from "./entity-rule.ts";

export const declaresNothing = entityRule({
  id: "declares-nothing",
  severity: "info",
  description: "An entity that is expected to say what it needs does not: a blind spot in every blast radius.",
  *findIn(stored, catalog) {
    if (catalog.needsOf(stored.ref).length > 0 || !catalog.kinds.named(stored.entity.kind)?.declaresDependencies)
      return;
    yield {
      stored,
      path: "/metadata/name",
      message: `metadata.name: ${stored.ref} says nothing about what it needs, so no blast radius reaches it. Add dependsOn or consumesApis.`,
    };
  },
});

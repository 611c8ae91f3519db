import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { builtInKinds, type KindDefinition, openCatalog } from "../../src/index.ts";
import { validateEntity } from "../../src/ingest/validate-entity.ts";
import { readKinds } from "../../src/kinds/read-kinds.ts";
import { kindRegistry } from "../../src/model/kind.ts";
import { memorySource } from "../documents.ts";
import { aiResourceKinds, corpus } from "./corpus.ts";

const kinds: readonly KindDefinition[] = [...builtInKinds, ...aiResourceKinds];

const aiResource = (name: string, spec: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: AiResource\nmetadata: { name: ${name} }\nspec: { lifecycle: production, owner: pay, ${spec} }\n`;

describe("the kinds file of AiResource", () => {
  it("is found under the name that the package exports, and is not built in", () => {
    const path = createRequire(import.meta.url).resolve("@callboard/core/kinds/ai-resource.yaml");
    expect(readKinds(readFileSync(path), path).map(({ kind }) => kind)).toEqual(["AiResource"]);
    expect(builtInKinds.map(({ kind }) => String(kind))).not.toContain("AiResource");
  });

  it("agrees with the newer processing of the reference implementation on every AiResource of the conformance data", () => {
    const registry = kindRegistry(kinds);
    const cases = corpus().filter(({ document }) => (document.value as { kind?: unknown })?.kind === "AiResource");
    expect(cases.length).toBeGreaterThanOrEqual(9);
    for (const { id, document, model } of cases) {
      const result = validateEntity(document, { kinds: registry, unknownKinds: "reject", location: id });
      expect(result.ok, id).toBe(model?.accepted);
      if (!result.ok) continue;
      const both = result.relations.flatMap(({ source, type, target }) => [
        `${source} ${type} ${target}`,
        `${target} ${registry.relation(type)?.relation.inverse} ${source}`,
      ]);
      expect(both.sort(), id).toEqual([...(model?.relations ?? [])].sort());
    }
  });

  it("wants what each type needs, and nothing more of a type of one's own", async () => {
    const files = [
      aiResource("rule", "type: rule, category: style"),
      aiResource("plugin", "type: plugin"),
      aiResource("marketplace", "type: marketplace"),
      aiResource("prompt", "type: prompt"),
    ];
    const source = memorySource("files", [{ location: "file:ai.yaml", content: files.join("---\n") }]);
    const catalog = await openCatalog({ providers: [source.provider], kinds, schedule: false });
    const errors = catalog.problems().filter(({ rule }) => rule === "kind/schema");
    expect(errors.map(({ path }) => path)).toEqual(["/spec/rationale", "/spec/skills", "/spec/plugins"]);
    expect(catalog.entity("airesource:prompt")?.metadata.name).toBe("prompt");
  });

  it("carries a blast radius from a skill to what depends on it, and from a plugin through its skills", async () => {
    const files = [
      aiResource("reading", "type: skill"),
      aiResource("review", "type: skill, dependsOn: [reading]"),
      aiResource("toolbox", "type: plugin, skills: [reading]"),
    ];
    const source = memorySource("files", [{ location: "file:ai.yaml", content: files.join("---\n") }]);
    const catalog = await openCatalog({ providers: [source.provider], kinds, schedule: false });
    for (const root of ["airesource:reading", "airesource:toolbox"]) {
      expect(catalog.blastRadius(root).affected.map(({ ref, effect }) => `${ref} ${effect}`)).toEqual([
        "airesource:default/review breaks",
      ]);
    }
    expect(catalog.entity("airesource:reading")?.relations).toContainEqual({
      type: "partOf",
      targetRef: "airesource:default/toolbox",
    });
  });
});

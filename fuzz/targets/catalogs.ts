import { type EntityProvider, openCatalog } from "@callboard/core";
import fc from "fast-check";
import { descriptorData, descriptorText } from "../descriptor-text.ts";
import { fuzzTarget } from "../fuzz-target.ts";

/** A whole catalog of damaged files: opens, and every read of every entity answers with data. */
export const catalogs = fuzzTarget({
  name: "catalogs",
  inputs: fc.record({
    files: fc.array(descriptorText, { maxLength: 3 }),
    entities: fc.array(descriptorData, { maxLength: 4 }),
  }),
  async run({ files, entities }) {
    const source: EntityProvider = {
      name: "fuzz",
      async *provide() {
        for (const [index, content] of files.entries()) yield { location: `file:${index}.yaml`, content };
        for (const [index, entity] of entities.entries()) yield { location: `made:${index}`, entity };
      },
    };
    const catalog = await openCatalog({ providers: [source], unknownKinds: "keep", schedule: false });
    try {
      const problems = catalog.problems();
      for (const { message } of problems)
        if (/[\p{Cc}\u202e]/u.test(message)) throw new Error(`Unprintable: ${message}`);
      for (const { kind, metadata } of catalog.query({ limit: 20 }).items) {
        const ref = { kind, namespace: metadata.namespace ?? "default", name: metadata.name };
        structuredClone([catalog.entity(ref), catalog.owner(ref), catalog.origin(ref)]);
        structuredClone([catalog.blastRadius(ref), catalog.dependencies(ref), catalog.dependents(ref)]);
      }
    } finally {
      await catalog.close();
    }
  },
});

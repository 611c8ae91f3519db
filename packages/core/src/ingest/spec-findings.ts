import type { z } from "zod";
import type { KindDefinition } from "../model/kind.ts";
import { compiledSchema } from "./compiled-schema.ts";
import type { Finding } from "./finding.ts";
import { schemaFindings } from "./schema-findings.ts";

/** What is wrong with the `spec` of an entity of a kind; a `spec` that is no mapping is the envelope's matter. */
export function specFindings(spec: unknown, kind: KindDefinition): readonly Finding[] {
  if (spec === undefined) return [missingSpec(kind)];
  const result = compiledSpec(kind).safeParse(spec);
  if (result.success) return [];
  return schemaFindings(result.error.issues, spec, {
    rule: RULE,
    base: ["spec"],
    help: (field) => (Object.hasOwn(kind.spec.shape, field) ? kind.spec.shape[field]?.description : undefined),
  });
}

const RULE = "kind/schema";

const compiledSpecs = new WeakMap<KindDefinition, z.ZodType>();

function compiledSpec(kind: KindDefinition): z.ZodType {
  const known = compiledSpecs.get(kind) ?? compiledSchema(kind.spec);
  compiledSpecs.set(kind, known);
  return known;
}

function missingSpec(kind: KindDefinition): Finding {
  const issues = kind.spec.safeParse({}).error?.issues ?? [];
  const fields = issues.map((issue) => String(issue.path[0])).join(", ");
  const message = `spec is missing. Kind ${kind.kind} needs ${fields ? `it with ${fields}` : "it, if only as spec: {}"}.`;
  return { severity: "error", rule: RULE, message, path: "/spec" };
}

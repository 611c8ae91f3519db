import { CatalogError, type Decision, type Policy, type Predicate, parseFilter, readDocuments } from "@callboard/core";
import { z } from "zod";

const decision = z.union([z.enum(["allow", "deny"]), z.strictObject({ when: z.record(z.string(), z.unknown()) })]);
const table = z.strictObject({ roles: z.record(z.string(), z.record(z.string(), decision)) });

type RoleTable = z.infer<typeof table>;

/**
 * Who may do what, by a table of roles in YAML. `*` is everybody. What any role allows is allowed; what several allow
 * under conditions is allowed where one of them holds; everything else is denied.
 *
 *     roles:
 *       "*":         { catalog.read: { when: { $not: { metadata.tags: secret } } } }
 *       engineers:   { catalog.read: allow, catalog.refresh: allow }
 *
 * @throws {CatalogError} `invalid-config` when the table cannot be read
 */
export function rolePolicy(yaml: string): Policy {
  const rows = new Map(
    Object.entries(readTable(yaml).roles).map(([role, row]) => [role, new Map(Object.entries(row))]),
  );
  return {
    async authorize({ roles }, permission) {
      const found = ["*", ...roles].flatMap((role) => rows.get(role)?.get(permission) ?? []);
      if (found.includes("allow")) return "allow";
      const conditions = found.flatMap((one): readonly Predicate[] => (typeof one === "object" ? [one.when] : []));
      const [first, ...others] = conditions;
      if (first === undefined) return "deny";
      return { when: others.length === 0 ? first : { $any: conditions } };
    },
  };
}

function readTable(yaml: string): { readonly roles: Readonly<Record<string, Readonly<Record<string, Decision>>>> } {
  const [document, ...others] = readDocuments(new TextEncoder().encode(yaml));
  const [problem] = document?.problems ?? [];
  if (!document || others.length > 0 || problem)
    throw wrong(problem ? `Line ${problem.line}: ${problem.message}` : "It has to be one YAML document.");
  const result = table.safeParse(document.value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw wrong(`${issue?.path.join(".")}: ${issue?.message}`);
  }
  return { roles: mapped(result.data.roles, (row) => mapped(row, readDecision)) };
}

function readDecision(written: RoleTable["roles"][string][string]): Decision {
  // The cast: that it is a predicate is what parseFilter checks.
  return typeof written === "string" ? written : { when: parseFilter(written.when as Predicate) };
}

function mapped<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function wrong(reason: string): CatalogError {
  return new CatalogError("invalid-config", `The table of roles cannot be used. ${reason}`);
}

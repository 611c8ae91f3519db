import { CatalogError, type Decision, type Policy, type Predicate, readDocuments } from "@callboard/core";
import { z } from "zod";
import { conditionOf, writtenCondition } from "./written-decision.ts";

const decision = z.union([z.enum(["allow", "deny"]), writtenCondition]);
const table = z.strictObject({ roles: z.record(z.string(), z.record(z.string(), decision)) });

type RoleTable = z.infer<typeof table>;

/**
 * Who may do what, by a table of roles in YAML. `*` is everybody. What any role allows is allowed; what several allow
 * under conditions is allowed where one of them holds; what is not allowed and any of them redacts is redacted;
 * everything else is denied.
 *
 *     roles:
 *       "*":         { catalog.read: { when: { $not: { metadata.tags: secret } }, redacted: { kind: component } } }
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
      const conditions = found.filter((one) => typeof one === "object");
      const when = anyOf(conditions.map((one) => one.when));
      const redacted = anyOf(conditions.flatMap(({ redacted }) => (redacted ? [redacted] : [])));
      return when ? { when, ...(redacted && { redacted }) } : "deny";
    },
  };
}

function anyOf(predicates: readonly Predicate[]): Predicate | null {
  const [first = null, ...others] = predicates;
  return others.length === 0 ? first : { $any: predicates };
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
  return typeof written === "string" ? written : conditionOf(written);
}

function mapped<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function wrong(reason: string): CatalogError {
  return new CatalogError("invalid-config", `The table of roles cannot be used. ${reason}`);
}

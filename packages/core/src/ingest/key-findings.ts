import { fieldName, jsonPointer } from "../model/problem.ts";
import { quoted } from "../model/quoted.ts";
import type { Finding } from "./finding.ts";
import { defaultReadLimits } from "./read-limits.ts";
import { isUnsafeKey } from "./unsafe-keys.ts";

/**
 * What is wrong with the keys of an entity at any depth: keys that are not allowed, which only an entity made in code
 * can still have here, and as warnings keys that differ by case alone, which look-ups by lower case mistake.
 */
export function keyFindings(value: unknown): readonly Finding[] {
  const findings: Finding[] = [];
  visit(value, "", 0);
  return findings;

  function visit(part: unknown, path: string, depth: number): void {
    if (typeof part !== "object" || part === null) return;
    if (depth > defaultReadLimits.maxDepth) {
      const message = `${fieldName(path)} is nested deeper than ${defaultReadLimits.maxDepth} levels. Flatten it.`;
      findings.push({ severity: "error", rule: "envelope/too-deep", message, path });
      return;
    }
    if (!Array.isArray(part)) checkKeys(Object.keys(part), path);
    for (const [key, child] of Object.entries(part)) {
      if (typeof child === "object") visit(child, `${path}${jsonPointer([key])}`, depth + 1);
    }
  }

  function checkKeys(keys: readonly string[], path: string): void {
    for (const key of keys.filter(isUnsafeKey)) {
      const message = `The key ${quoted(key)} is not allowed anywhere. Rename it.`;
      findings.push({
        severity: "error",
        rule: "envelope/unsafe-key",
        message,
        path: path + jsonPointer([key]),
        onKey: true,
      });
    }
    if (keys.every((key) => key === key.toLowerCase())) return;
    const firsts = new Map<string, string>();
    for (const key of keys) {
      const first = firsts.get(key.toLowerCase());
      if (first === undefined) {
        firsts.set(key.toLowerCase(), key);
        continue;
      }
      const message = `The keys ${quoted(first)} and ${quoted(key)} differ by case alone, so searches mix them up. Rename one.`;
      findings.push({
        severity: "warning",
        rule: "policy/case-collision",
        message,
        path: path + jsonPointer([key]),
        onKey: true,
      });
    }
  }
}

import type { Problem } from "@callboard/core";
import type { RecordedError } from "./recorded.ts";

/** Whether a problem of ours is the recorded one: the same rule, about the same value. */
export function isRecordedProblem(problem: Problem, error: RecordedError): boolean {
  if (problem.severity !== "error" || problem.rule !== ruleOf(error)) return false;
  if (error.key !== undefined) return problem.path?.endsWith(`/$${error.key}`) === true;
  if (error.path === undefined) return true;
  const path = error.rule === "schema" ? error.path : fieldPointer(error.path);
  if (error.property !== undefined) return problem.path === `${path}/${escaped(error.property)}`;
  // The record does not say which of the fields was one too many.
  if (error.keyword === "additionalProperties") return problem.path?.startsWith(`${path}/`) === true;
  return problem.path === path;
}

/** Our id of a recorded rule. */
export function ruleOf({ stage, rule }: RecordedError): string {
  return rule === undefined ? stage : `${stage}/${rule}`;
}

/** The JSON pointer of a field as the records name it: `metadata.name`, `labels.<key>`, `tags.<i>`, `links.<i>.url`. */
function fieldPointer(field: string): string {
  const dot = field.indexOf(".");
  const [first, rest] = dot < 0 ? [field, ""] : [field.slice(0, dot), field.slice(dot + 1)];
  if (first === "labels" || first === "annotations") return `/metadata/${first}/${escaped(rest)}`;
  const path = field.replaceAll(".", "/");
  return first === "tags" || first === "links" ? `/metadata/${path}` : `/${path}`;
}

function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

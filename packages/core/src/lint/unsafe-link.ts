import { fieldName, jsonPointer } from "../model/problem.ts";
import { quoted } from "../model/quoted.ts";
import { entityRule } from "./entity-rule.ts";
import type { LintFinding } from "./lint-rule.ts";

export const unsafeLink = entityRule({
  id: "unsafe-link",
  severity: "error",
  description: "A link is not http, https or mailto, so it is never shown as a link.",
  *findIn(stored) {
    const { links = [], annotations } = stored.entity.metadata;
    for (const [index, { url }] of links.entries()) {
      if (!LINK.test(url)) yield { stored, ...finding(["metadata", "links", index, "url"], url) };
    }
    for (const [name, value] of Object.entries(annotations ?? {})) {
      if (runsInBrowser(value)) yield { stored, ...finding(["metadata", "annotations", name], value) };
    }
  },
});

const LINK = /^(?:https?:\/\/|mailto:)/i;
/** Most annotations are no links at all: only what a browser would run, or take for another site, is an error there. */
const RUN_BY_BROWSERS = /^(?:javascript|vbscript|data|blob):/i;
// Browsers leave these out before they read a scheme (WHATWG URL), so "java\tscript:" is one.
const IGNORED_BY_BROWSERS = /[\p{Cc} ]+/gu;
const SCHEME_CHARACTERS = 100;
/** How all of these begin; hardly any annotation does, and the others need no further look. */
const MAY_BE_RUN = /^[\p{Cc} ]*[jvdb/\\]/iu;

function runsInBrowser(value: string): boolean {
  if (!MAY_BE_RUN.test(value)) return false;
  const start = value.slice(0, SCHEME_CHARACTERS).replace(IGNORED_BY_BROWSERS, "");
  return RUN_BY_BROWSERS.test(start) || /^[/\\]{2}/.test(start);
}

function finding(path: readonly PropertyKey[], url: string): Pick<LintFinding, "path" | "message"> {
  const pointer = jsonPointer(path);
  return {
    path: pointer,
    message: `${fieldName(pointer)}: ${quoted(url)} is not a link to http, https or mailto and is never shown as one. Write a full https:// address.`,
  };
}

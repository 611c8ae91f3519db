import { type EntityRef, entityRefParts } from "@callboard/core";
import { tierOfKind } from "../understand/intent-grammar.ts";
import { looksLikeName } from "../understand/name-words.ts";
import { namesIn } from "../understand/names-in.ts";
import type { Alert } from "./alert.ts";
import type { AlertSubject } from "./alert-subject.ts";
import { isWatcher } from "./label-roles.ts";
import type { MessageOf } from "./question-beside.ts";
import { workloadSubject } from "./resolve-alert.ts";
import { isPodName } from "./workload-names.ts";

/** The one thing that an alert without labels names in full, in its title or else in its text. */
export function namedInProse({ title, prose, labels }: Alert, messageOf: MessageOf): AlertSubject {
  for (const [text, isTitle] of [
    [title, true],
    [prose.join("\n"), false],
  ] as const) {
    const { items, reader } = messageOf(text.slice(0, LONGEST_PROSE).replace(CHECK_OF_HOST, "$1 / "));
    const names = namesIn(items, new Set(), PROSE_KINDS, reader);
    const found = names.flatMap((name) =>
      name.type === "found" &&
      RUNNING.has(entityRefParts(name.ref).kind) &&
      !isWatcher(name.text) &&
      (isTitle || looksLikeName(name.text))
        ? [{ ref: name.ref, text: name.text, isOutright: looksLikeName(name.text) }]
        : [],
    );
    const outright = found.filter(({ isOutright }) => isOutright);
    const [only, ...others] = likeliestKind(outright.length > 0 ? outright : found);
    if (only && others.length === 0) return { type: "found", ...only, because: "Its text names it." };
    if (only) {
      const { view } = reader;
      const candidates = [only, ...others].slice(0, 5).map(({ ref, text: name }) => {
        const entityTitle = view.entity(ref)?.metadata.title ?? null;
        return {
          ref,
          title: entityTitle,
          match: "name" as const,
          score: 1,
          reason: `Its text says ${JSON.stringify(name)}.`,
        };
      });
      return { type: "several", text: "", candidates };
    }
    const pods = [...new Set(text.slice(0, LONGEST_PROSE).match(WORD) ?? [])].filter(isPodName);
    const [pod] = pods;
    if (pod !== undefined && pods.length <= MAX_PODS) {
      const subjects = pods.map((value) => workloadSubject(value, labels, reader.view));
      const [subject] = subjects;
      const isOne = new Set(subjects.map((each) => (each.type === "found" ? each.ref : each.type))).size === 1;
      if (subject && isOne) return subject;
    }
  }
  const quoted =
    /["“']([^"”']{2,100})["”']/.exec(title)?.[1] ?? /(?<![\w-])[a-z][a-z\d]*(?:-[a-z\d]+)+(?![\w-])/i.exec(title)?.[0];
  return quoted === undefined ? { type: "unnamed" } : { type: "unknown", text: quoted, candidates: [] };
}

/** "cart (shop)": of a service and the system that it is in, the service. */
function likeliestKind<Name extends { readonly ref: EntityRef }>(names: readonly Name[]): readonly Name[] {
  const tier = ({ ref }: Name) => tierOfKind(entityRefParts(ref).kind, PROSE_KINDS);
  const best = Math.min(...names.map(tier));
  return names.filter((name) => tier(name) === best);
}

/** A text of so many characters is no title. */
export const LONGEST_PROSE = 2_000;
const MAX_PODS = 8;
/** "cart-db/heartbeat": a host and what is checked of it. */
const CHECK_OF_HOST = /(?<![\w./:-])([a-z\d][a-z\d-]{1,80})\/(?=[\w-]{1,80}(?![\w./-]))/gi;
const WORD = /(?<![\w.-])[a-z\d][a-z\d-]{3,252}(?![\w.-])/g;
const PROSE_KINDS = [["component"], ["resource"], ["api"], ["system"], ["domain"], ["*"], ["group"], ["user"]];
const RUNNING: ReadonlySet<string> = new Set(["component", "resource", "api", "system"]);

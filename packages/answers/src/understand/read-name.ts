import type { Candidate, CatalogView, EntityRef, Resolution } from "@callboard/core";
import { entityRefParts } from "@callboard/core";
import { foldValue } from "./filter-values.ts";
import { formsOfName, holdsWords, partsOf } from "./forms-of-name.ts";
import { type KindTiers, tierOfKind } from "./intent-grammar.ts";
import { areOpposites } from "./opposites.ts";

/** What a name in a question turned out to be. `candidates` lists the most likely first. */
export type NameReading =
  | { readonly type: "found"; readonly text: string; readonly ref: EntityRef; readonly because: string }
  | { readonly type: "several"; readonly text: string; readonly candidates: readonly Candidate[] }
  | {
      readonly type: "unknown";
      readonly text: string;
      readonly candidates: readonly Candidate[];
      readonly incompleteSources: readonly string[];
      /** True where it is a word for a sort of thing, and the candidates are those that there are: "the database". */
      readonly isSort?: boolean;
    };

/** Looks names up, each text once, so many at most. */
export interface NameReader {
  /** The entity that is called exactly so, if it is clear which one; the kinds decide between several. */
  exact(text: string, kinds: KindTiers): Extract<NameReading, { type: "found" }> | undefined;
  /** The entities that share a name, or all of its words but the last: "sorter" of "sorter-a" and "sorter-b". */
  shared(text: string, kinds: KindTiers): Extract<NameReading, { type: "several" }> | undefined;
  /** What was meant, misspelt or not. */
  read(text: string, kinds: KindTiers): NameReading;
  /** What was meant by the name of a thing: where only a person or a team is called so, it may be part of another name. */
  readThing(text: string, kinds: KindTiers): NameReading;
  /** The former names, as written, by which entities were found so far. */
  readonly formerNames: ReadonlyMap<EntityRef, string>;
}

/** A reader over a view. `said` are the words of the message: a namespace among them decides between namespaces. */
export function nameReader(view: CatalogView, said: ReadonlySet<string>): NameReader {
  const known = new Map<string, Resolution>();
  const formerNames = new Map<EntityRef, string>();

  function resolve(text: string, kinds: readonly string[] | null = null, inFull = false): Resolution {
    const key = `${inFull ? "=" : ""}${kinds?.join() ?? ""}|${text}`;
    const before = known.get(key);
    if (before) return before;
    if (known.size >= MAX_LOOKUPS) return { status: "not-found", reason: "", candidates: [], incompleteSources: [] };
    const result = view.resolve(text, { limit: LOOKED_AT, inFull, ...(kinds && { kinds }) });
    known.set(key, result);
    for (const { ref, match } of result.candidates) if (match === "former-name") formerNames.set(ref, text);
    return result;
  }

  function decide(text: string, kinds: KindTiers): NameReading | undefined {
    const resolution = resolve(text, null, true);
    if (resolution.status === "not-found") return undefined;
    const exact = resolution.candidates.filter(isExact);
    const [first] = exact;
    if (!first) return undefined;
    // "component:payments-db", of which there is only a resource: close, but not what was named.
    const isElsewhere = resolution.status === "ambiguous" && /[:/]/.test(text) && exact.every(isByName);
    if (isElsewhere) return { type: "several", text, candidates: exact.slice(0, OFFERED) };
    const best = Math.min(...exact.map(({ ref }) => tierOf(ref, kinds)));
    const likely = exact.filter(({ ref }) => tierOf(ref, kinds) === best);
    const winner =
      resolution.status === "found" && likely.some(({ ref }) => ref === resolution.ref)
        ? resolution
        : (onlyOne(likely) ?? onlyOne(likely.filter(({ ref }) => said.has(entityRefParts(ref).namespace))));
    if (winner) return { type: "found", text, ref: winner.ref, because: winner.reason };
    return { type: "several", text, candidates: likely.slice(0, OFFERED) };
  }

  /** Of a misspelt name: what may be meant of a likelier kind. "who owns ticket" is hardly about the group "tickets". */
  function likelier(text: string, ref: EntityRef, kinds: KindTiers): readonly Candidate[] {
    const unlikely = tierOf(ref, kinds);
    if (unlikely === 0) return [];
    const present = view.facets(["kind"]).kind?.map(({ value }) => value.toLowerCase()) ?? [];
    const others = present.filter((kind) => tierOfKind(kind, kinds) < unlikely);
    const resolution = others.length > 0 ? resolve(text, others) : undefined;
    return resolution && resolution.status !== "not-found" ? byTier(resolution.candidates, kinds) : [];
  }

  /** Whatever has each word of a text in its name or title, in the plural or not; and what it was read as. */
  function partOf(text: string, read: EntityRef | undefined, kinds: KindTiers): readonly Candidate[] {
    const kind = read && entityRefParts(read).kind;
    const present = view.facets(["kind"]).kind?.map(({ value }) => value.toLowerCase()) ?? [];
    const others =
      kind &&
      resolve(
        text,
        present.filter((each) => each !== kind && each !== "user"),
      );
    const found = [...resolve(text).candidates, ...(others ? others.candidates : [])];
    const named = found.filter(({ ref, title }, at) => {
      const isFirst = found.findIndex((each) => each.ref === ref) === at;
      return isFirst && (ref === read || holdsWords(`${entityRefParts(ref).name} ${title ?? ""}`, text));
    });
    return byTier(named, kinds);
  }

  const reader: NameReader = {
    formerNames,
    readThing(text, kinds) {
      const exact = decide(text, kinds);
      const reading = exact ?? reader.read(text, kinds);
      if (exact?.type === "found") {
        const others = likelier(text, exact.ref, kinds);
        return others.length > 0 ? { type: "several", text, candidates: others.slice(0, OFFERED) } : exact;
      }
      const parts = exact ? [] : partOf(text, reading.type === "found" ? reading.ref : undefined, kinds);
      const isOpen = reading.type === "unknown" ? parts.length > 0 : parts.length > 1;
      return isOpen ? { type: "several", text, candidates: parts.slice(0, OFFERED) } : reading;
    },
    exact(text, kinds) {
      const reading = decide(text, kinds);
      return reading?.type === "found" ? reading : undefined;
    },
    shared(text, kinds) {
      const reading = decide(text, kinds);
      if (reading) return reading.type === "several" ? reading : undefined;
      const candidates = resolve(text).candidates.filter(({ ref }) => beginsWith(entityRefParts(ref).name, text));
      return candidates.length > 1 ? { type: "several", text, candidates: candidates.slice(0, OFFERED) } : undefined;
    },
    read(text, kinds) {
      const exact = decide(text, kinds);
      const wanted = wantedKinds(kinds);
      if (exact?.type === "found" && wanted && !wanted.includes(entityRefParts(exact.ref).kind)) {
        // "what does booking own": the system is called so, but the group "bookings" may well be meant.
        const near = resolve(text, wanted).candidates.filter((each) => isFormOf(each, text));
        if (near.length === 0) return exact;
        const named = resolve(text).candidates.filter(({ ref }) => ref === exact.ref);
        return { type: "several", text, candidates: [...near.slice(0, OFFERED - 1), ...named] };
      }
      if (exact) return exact;
      const [form, ...others] = new Set(
        formsOfName(text)
          .flatMap((each) => decide(each, kinds) ?? [])
          .flatMap(refOf),
      );
      if (form && others.length === 0 && tierOf(form, kinds) === 0)
        return {
          type: "found",
          text,
          ref: form,
          because: `It is called so in another form than ${JSON.stringify(text)}.`,
        };
      const among = wanted ? resolve(text, wanted) : undefined;
      const resolution = among && among.status !== "not-found" ? among : resolve(text);
      if (resolution.status === "found" && !meansOpposite(resolution, text)) {
        const others = likelier(text, resolution.ref, kinds);
        return others.length > 0
          ? { type: "several", text, candidates: [...others, ...resolution.candidates].slice(0, OFFERED) }
          : { type: "found", text, ref: resolution.ref, because: resolution.reason };
      }
      const candidates = byTier(resolution.candidates, kinds).slice(0, OFFERED);
      if (resolution.status === "ambiguous" && candidates.length > 1) return { type: "several", text, candidates };
      const incompleteSources = view
        .sources()
        .filter(({ state }) => state !== "complete" && state !== "refused")
        .map(({ name }) => name);
      return { type: "unknown", text, candidates, incompleteSources };
    },
  };
  return reader;
}

/** "lot-exporter" is no misspelt "lot-importer". */
function meansOpposite({ ref, match }: { ref: EntityRef; match: Candidate["match"] }, text: string): boolean {
  const named = partsOf(entityRefParts(ref).name.toLowerCase());
  const said = partsOf(text.toLowerCase());
  return match === "typo" && said.some((word, at) => areOpposites(word, named[at] ?? word));
}

function refOf(reading: NameReading): EntityRef | [] {
  return reading.type === "found" ? reading.ref : [];
}

/** True when the name was typed in full, not in part and not misspelt. */
function isExact({ match }: Candidate): boolean {
  return match !== "prefix" && match !== "typo";
}

function isByName({ match }: Candidate): boolean {
  return match === "name";
}

/** "bookings" and "booking-crew" of "booking"; a name that merely resembles one that was typed in full is another. */
function isFormOf({ ref, title }: Candidate, text: string): boolean {
  const key = foldValue(text);
  return [entityRefParts(ref).name, title ?? ""].some((name) => foldValue(name).startsWith(key));
}

/** "sorter-a" begins with the words of "Sorter". */
function beginsWith(name: string, text: string): boolean {
  const folded = (each: string) => each.toLowerCase().replace(/[\s_]/g, "-");
  return folded(name).startsWith(`${folded(text)}-`);
}

function onlyOne<Thing>(things: readonly Thing[]): Thing | undefined {
  return things.length === 1 ? things[0] : undefined;
}

function tierOf(ref: EntityRef, kinds: KindTiers): number {
  return tierOfKind(entityRefParts(ref).kind, kinds);
}

/** The kinds that are expected where all others come last; null where anything may be meant. */
function wantedKinds(kinds: KindTiers): readonly string[] | null {
  return kinds.at(-1)?.includes("*") && kinds.length > 1 ? kinds.slice(0, -1).flat() : null;
}

/** The likelier kinds first; of those that are as likely the nearer names, and of those the services. */
function byTier(candidates: readonly Candidate[], kinds: KindTiers): Candidate[] {
  const nearness = ({ score }: Candidate) => Math.floor(score * 10);
  const isService = ({ ref }: Candidate) => Number(entityRefParts(ref).kind === "component");
  return [...candidates].sort(
    (left, right) =>
      tierOf(left.ref, kinds) - tierOf(right.ref, kinds) ||
      nearness(right) - nearness(left) ||
      isService(right) - isService(left),
  );
}

/** How many an answer offers. */
const OFFERED = 5;
/** How many are looked at, so that kinds can decide among them. */
const LOOKED_AT = 12;
/** A long message asks for no more than this. */
const MAX_LOOKUPS = 120;

import { CatalogError } from "../errors.ts";
import type { Problem } from "../model/problem.ts";
import { quoted, visible } from "../model/quoted.ts";
import type { StoredDocument, StoredEntity } from "../model/stored-entity.ts";
import { entityKind } from "./entity-kind.ts";
import type { FurtherFiles } from "./further-files.ts";
import type { IngestContext } from "./ingest-document.ts";
import { locationCycles } from "./location-cycles.ts";
import { type LocationTarget, locationTargets } from "./location-targets.ts";
import { reasonText } from "./reason-text.ts";
import { hasScheme, locationParts } from "./resolve-location.ts";
import type { AwaitedFiles } from "./source-record.ts";
import type { Pause } from "./time-slices.ts";

/** What is needed to follow the targets of Location entities. */
export interface FollowContext {
  readonly files: FurtherFiles;
  readonly kinds: IngestContext["kinds"];
  readonly pause: Pause;
  /** Makes a document of a target's text; `scope` is that of the document that names it. */
  ingestTarget(location: string, content: string, scope: string | null): Promise<StoredDocument>;
  /** The documents at a location, or below it, as they were last read. */
  previous(location: string): readonly StoredDocument[];
}

/** What Location entities led to. */
export interface FollowedLocations {
  readonly documents: readonly StoredDocument[];
  /** What is wrong with targets, by the location of the document that names them. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  /** Targets that may be there but could not be read, with the reason. */
  readonly unreadable: ReadonlyMap<string, unknown>;
  /** What would be read, too, if it were there. */
  readonly awaited: AwaitedFiles;
}

/** How many Location entities may lie between a file and the source. */
const MAX_DEPTH = 10;
/** How many targets one Location entity may name. */
const MAX_TARGETS = 1_000;

/**
 * Reads what the Location entities in documents point to, and what is pointed to from there, 10 steps far. Each
 * location is read once, those of the documents themselves not at all.
 */
export async function followLocations(
  documents: Iterable<StoredDocument>,
  context: FollowContext,
): Promise<FollowedLocations> {
  const { files, pause } = context;
  const found: StoredDocument[] = [];
  const problems = new Map<string, Problem[]>();
  const unreadable = new Map<string, unknown>();
  const awaited = { locations: new Set<string>(), patterns: new Set<string>() };
  const namings = new Map<string, Map<string, Naming>>();
  const patterns = new Map<string, readonly string[]>();
  let level: readonly StoredDocument[] = [...documents];
  const isKnown = new Set(level.map(({ location }) => location));

  function report(
    rule: TargetRule,
    { from, target }: Naming,
    message: string,
    severity: Problem["severity"] = "error",
  ): void {
    const { location, ref, positions } = from;
    const { path } = target;
    const [line, column] = positions[path] ?? [from.line, null];
    const problem: Problem = { severity, rule, message, location, line, column, entity: ref, path };
    const others = problems.get(location) ?? [];
    others.push(problem);
    problems.set(location, others);
  }

  /** Reports why a target, or the folder in which a pattern is looked for, is not read, and gives what it held. */
  function notRead(location: string, naming: Naming, reason: unknown): readonly StoredDocument[] {
    const isRefused = reason instanceof CatalogError && reason.code === "invalid-argument";
    const message = `${quoted(naming.target.target)} is not read: ${reasonText(reason)}.`;
    report("location/target", naming, message, isRefused ? "warning" : "error");
    if (isRefused) return [];
    unreadable.set(location, reason);
    const kept = context.previous(location).filter((one) => one.location === location || !isKnown.has(one.location));
    for (const document of kept) isKnown.add(document.location);
    return kept;
  }

  /** The documents at one location that a target stands for, unless they are known. */
  async function documentsAt(location: string, naming: Naming, step: Step): Promise<readonly StoredDocument[]> {
    if (isKnown.has(location)) return [];
    if (step.depth > MAX_DEPTH) {
      report("location/depth", naming, tooDeep(naming.target));
      return [];
    }
    isKnown.add(location);
    try {
      const content = await files.read(location, naming.from.location);
      if (content === undefined) {
        awaited.locations.add(location);
        if (!naming.target.optional) report("location/target", naming, noFile(naming.target));
        return [];
      }
      const document = await context.ingestTarget(location, content, step.scope);
      found.push(document);
      return [document];
    } catch (reason) {
      return notRead(location, naming, reason);
    }
  }

  async function follow(naming: Naming, step: Step): Promise<readonly StoredDocument[]> {
    const { from, target } = naming;
    const location = locationOf(naming);
    if (!isPattern(target)) {
      const others = namings.get(from.location) ?? new Map<string, Naming>();
      namings.set(from.location, others.set(location, naming));
      return documentsAt(location, naming, step);
    }
    awaited.patterns.add(location);
    try {
      const locations = patterns.get(location) ?? (await files.list(location, from.location));
      patterns.set(location, locations);
      if (locations.length === 0 && !target.optional) report("location/target", naming, noFile(target));
      const documents: StoredDocument[] = [];
      for (const one of locations) documents.push(...(await documentsAt(one, naming, step)));
      return documents;
    } catch (reason) {
      return notRead(folderOf(location), naming, reason);
    }
  }

  /** The targets of a document that may be followed. */
  function* targetsOf(document: StoredDocument): Generator<Naming> {
    for (const from of document.claims) {
      const fields = entityKind(from.entity, context.kinds)?.pointsTo;
      if (!fields) continue;
      const targets = locationTargets(from.entity, fields, document.location);
      for (const [index, target] of targets.entries()) {
        const naming = { from, target };
        const refusal = refusedType(naming);
        if (refusal !== undefined) report("location/type", naming, refusal);
        else if (index < MAX_TARGETS) yield naming;
        else report("location/target", naming, `A location may have ${MAX_TARGETS} targets. Split it.`);
        if (refusal !== undefined || index >= MAX_TARGETS) break;
      }
    }
  }

  for (let depth = 1; level.length > 0; depth += 1) {
    const next: StoredDocument[] = [];
    for (const document of level) {
      const turn = pause();
      if (turn) await turn;
      for (const naming of targetsOf(document)) next.push(...(await follow(naming, { scope: document.scope, depth })));
    }
    level = next;
  }
  for (const [from, to, way] of locationCycles(namings)) {
    const naming = namings.get(from)?.get(to);
    if (naming) report("location/cycle", naming, `This leads in a circle: ${inShort(way)}. Remove it.`);
  }
  return { documents: found, problems, unreadable, awaited };
}

/** True for a document with entities that name further files of the catalog. */
export function hasTargets({ claims }: StoredDocument, kinds: IngestContext["kinds"]): boolean {
  return claims.some(({ entity }) => entityKind(entity, kinds)?.pointsTo);
}

const TARGET_RULES = ["location/type", "location/target", "location/depth", "location/cycle"] as const;

type TargetRule = (typeof TARGET_RULES)[number];

/** True for a problem that is found anew whenever targets are followed. */
export function isTargetProblem({ rule }: Problem): boolean {
  return TARGET_RULES.some((one) => one === rule);
}

/** An entity and one of the targets it names. */
interface Naming {
  readonly from: StoredEntity;
  readonly target: LocationTarget;
}

/** How a document was come to: from one of this scope, over this many Locations. */
interface Step {
  readonly scope: string | null;
  readonly depth: number;
}

const PATTERN = /[*{]/;

function isPattern({ target }: LocationTarget): boolean {
  return PATTERN.test(target);
}

/** Where a target is read: a web address on its host, and a path where the document itself was read. */
function locationOf({ from, target: { target } }: Naming): string {
  return `${hasScheme(target) ? "url" : locationParts(from.location).type}:${target}`;
}

/** The folder in which a pattern is looked for, without a slash at its end; `file:` is the root. */
function folderOf(pattern: string): string {
  const start = pattern.slice(0, pattern.search(PATTERN));
  return start.includes("/") ? start.slice(0, start.lastIndexOf("/")) : `${locationParts(pattern).type}:`;
}

function refusedType({ from, target: { type } }: Naming): string | undefined {
  const own = locationParts(from.location).type;
  if (type === own || type === "url") return undefined;
  if (type === "file") return "A remote location cannot point to files of this machine. Remove the type.";
  return `Locations of type ${quoted(type)} are not read here. Remove the type, or read that source with a provider.`;
}

function noFile({ target }: LocationTarget): string {
  return `There is no file ${quoted(target)}. Correct it, or write presence: optional.`;
}

function tooDeep({ target }: LocationTarget): string {
  return `${quoted(target)} is more than ${MAX_DEPTH} locations away from the source. Point to it from a nearer one.`;
}

/** The locations of a way, of a long one only the ends. */
function inShort(way: readonly string[]): string {
  const shown = way.length > 12 ? [...way.slice(0, 6), "…", ...way.slice(-5)] : way;
  return shown.map(visible).join(" → ");
}

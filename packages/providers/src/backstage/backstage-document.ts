import { createHash } from "node:crypto";
import { entityRef, escapeHidden, type ReadProblem } from "@callboard/core";
import type { BackstageEntity } from "./entity-pages.ts";

/** An entity of Backstage as a document of ours. */
export interface BackstageDocument {
  readonly document: {
    readonly key: string;
    readonly location: string;
    readonly viewUrl?: string;
    readonly version: string;
    readonly documents: readonly [
      {
        readonly value: unknown;
        readonly line: 1;
        readonly column: 1;
        readonly problems: readonly ReadProblem[];
        readonly positions: Readonly<Record<string, never>>;
      },
    ];
  };
  /** The locations that led to it, as location refs. */
  readonly origins: readonly string[];
  readonly isOrphan: boolean;
  readonly hasErrors: boolean;
}

/** @param base the address of the catalog, for an entity that does not say where it was read */
export function backstageDocument(entity: BackstageEntity, base: string): BackstageDocument {
  const { relations: _relations, status: _status, ...root } = entity;
  const { uid: _uid, etag, ...metadata } = entity.metadata;
  const annotations = new Map(Object.entries(metadata.annotations ?? {}));
  const [location, origin] = [annotations.get(MANAGED_BY), annotations.get(ORIGIN)];
  const viewUrl = annotations.get(VIEW_URL);
  const isOrphan = annotations.get(ORPHAN) === "true";
  const errors = (entity.status?.items ?? []).filter(({ level }) => level === "error");
  for (const name of STAMPED) annotations.delete(name);
  const value = {
    ...root,
    metadata: { ...metadata, ...(metadata.annotations && { annotations: Object.fromEntries(annotations) }) },
  };
  const { kind } = entity;
  const { name, namespace = "default" } = entity.metadata;
  const ref = entityRef({ kind, namespace, name });
  const problems = [
    ...(isOrphan ? [orphanProblem(ref)] : []),
    ...errors.slice(0, MAX_ERRORS).map(({ message = "" }) => processingProblem(ref, message)),
  ];
  return {
    document: {
      key: ref,
      location: location ?? `url:${base}/entities/by-name/${encodeURI(ref.replace(":", "/"))}`,
      ...(viewUrl !== undefined && /^https?:/.test(viewUrl) && { viewUrl }),
      version: etag ?? createHash("sha256").update(JSON.stringify(entity)).digest("hex"),
      documents: [{ value, line: 1, column: 1, problems, positions: {} }],
    },
    origins: [location, origin].flatMap((one) => one ?? []),
    isOrphan,
    hasErrors: errors.length > 0,
  };
}

/** True for an entity that only leads to others, which are imported themselves. */
export function isBookkeeping({ kind }: BackstageEntity): boolean {
  return kind.toLowerCase() === "location";
}

const MANAGED_BY = "backstage.io/managed-by-location";
const ORIGIN = "backstage.io/managed-by-origin-location";
const ORPHAN = "backstage.io/orphan";
const VIEW_URL = "backstage.io/view-url";

/** Annotations that the catalog of Backstage writes. */
const STAMPED = [MANAGED_BY, ORIGIN, ORPHAN];

const MAX_ERRORS = 10;
const MAX_MESSAGE = 300;

const place = { severity: "warning", line: 1, column: 1 } as const;

function orphanProblem(ref: string): ReadProblem {
  return {
    ...place,
    rule: "backstage/orphan",
    message: `${ref} is an orphan: in Backstage nothing leads to it any more. Delete it there, or register its location again.`,
    path: `/metadata/annotations/${ORPHAN.replace("/", "~1")}`,
  };
}

function processingProblem(ref: string, text: string): ReadProblem {
  const shown = escapeHidden(text.length > MAX_MESSAGE ? `${text.slice(0, MAX_MESSAGE)}…` : text).replace(/\.$/, "");
  const message = `Backstage cannot process the newest version of ${ref} and shows an older one: ${shown}. Correct it at its location.`;
  return { ...place, rule: "backstage/processing", message, path: "/status" };
}

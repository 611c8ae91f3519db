import type { Place } from "./evidence.ts";

/** An entity that was inferred. */
export interface InferredEntity {
  /** In full and in lower case, for example `component:default/orders`. */
  readonly ref: string;
  /** The entity as a descriptor says it. */
  readonly entity: EntityDocument;
  /** What shows that it is there. */
  readonly place: Place;
  readonly owner: InferredOwner | null;
  /** The descriptor it goes into, relative to the folder. */
  readonly file: string;
}

/** Who seems to own an entity, and where that is said. */
export interface InferredOwner {
  readonly ref: string;
  readonly place: Place;
  readonly because: "CODEOWNERS" | "label" | "manifest" | "used by one owner";
}

/** A descriptor's document. */
export interface EntityDocument {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly description?: string;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** A relation that was inferred. */
export interface InferredEdge {
  readonly from: string;
  readonly relation: "dependsOn" | "providesApi" | "consumesApi";
  readonly to: string;
  readonly place: Place;
  /** What is written there, for example `PAYMENTS_URL`. */
  readonly because: string;
}

/** A descriptor that would be written. */
export interface DescriptorFile {
  /** Relative to the folder. */
  readonly path: string;
  readonly content: string;
  readonly refs: readonly string[];
}

/** Something that could mean several things, or nothing. */
export interface Undecided {
  readonly place: Place;
  readonly what: string;
}

/** What a folder shows. Everything in it is inferred. */
export interface ScanResult {
  /** As it was given. */
  readonly root: string;
  /** Files that were read. */
  readonly filesRead: number;
  /** Without those that descriptors of the folder describe already. */
  readonly entities: readonly InferredEntity[];
  /** Refs of what was found and is described by descriptors already. */
  readonly described: readonly string[];
  /** Edges of `entities`. */
  readonly edges: readonly InferredEdge[];
  /** Edges of entities that descriptors describe, which the descriptors lack. */
  readonly suggestions: readonly InferredEdge[];
  readonly undecided: readonly Undecided[];
  readonly files: readonly DescriptorFile[];
  /** What is there and was not read, by path. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

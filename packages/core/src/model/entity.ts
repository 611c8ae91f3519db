import type { EntityRef } from "./entity-ref.ts";
import type { JsonObject, JsonValue } from "./json.ts";

/** A described thing, in the shape of a `catalog-info.yaml` document. */
export interface Entity<Kind extends string = string, Spec = JsonObject> {
  readonly apiVersion: string;
  readonly kind: Kind;
  readonly metadata: EntityMetadata;
  readonly spec?: Spec;
  /** Both directions, sorted by type then target; worked out by the catalog, never written by hand. */
  readonly relations?: readonly EntityRelation[];
}

export interface EntityMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly title?: string;
  readonly description?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>> | null;
  readonly tags?: readonly string[];
  readonly links?: readonly EntityLink[];
  readonly [key: string]: JsonValue | readonly EntityLink[] | undefined;
}

export interface EntityLink {
  readonly url: string;
  readonly title?: string;
  readonly icon?: string;
  readonly type?: string;
}

export interface EntityRelation {
  readonly type: string;
  readonly targetRef: EntityRef;
}

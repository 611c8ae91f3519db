/** Stable reasons for which Callboard throws. Branch on these, never on the message. */
export type CatalogErrorCode =
  | "invalid-entity-ref"
  | "invalid-argument"
  | "invalid-kind"
  | "invalid-config"
  | "invalid-query"
  | "entity-not-found"
  | "limit-exceeded"
  | "nothing-readable"
  | "source-not-found"
  | "source-unreachable"
  | "nothing-to-confirm"
  | "not-in-quarantine"
  | "catalog-closed"
  | "package-missing"
  | "snapshot-corrupt"
  | "snapshot-too-new"
  | "store-locked"
  | "store-failed";

/** What a thrown error knows beyond its message; every field is plain data. */
export interface CatalogErrorDetails {
  readonly cause?: unknown;
  /** Refs or names that were probably meant, the best first. */
  readonly suggestions?: readonly string[];
  /** Sources that have not been read completely, so that an absence proves nothing. */
  readonly incompleteSources?: readonly string[];
}

/** Everything that Callboard throws on purpose. The message says what happened, to what, and what to do next. */
export class CatalogError extends Error {
  override readonly name = "CatalogError";
  readonly code: CatalogErrorCode;
  readonly suggestions: readonly string[];
  readonly incompleteSources: readonly string[];

  constructor(code: CatalogErrorCode, message: string, details: CatalogErrorDetails = {}) {
    super(message, "cause" in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.suggestions = details.suggestions ?? [];
    this.incompleteSources = details.incompleteSources ?? [];
  }
}

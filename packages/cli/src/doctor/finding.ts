/** One thing that a person should know, and what to do about it. */
export interface Finding {
  /** `error`: answers are wrong or missing. `warning`: they may be. `info`: they could be better. */
  readonly severity: "error" | "warning" | "info";
  readonly about: "source" | "store" | "configuration" | "catalog";
  /** The name of a source; null where it is about none. */
  readonly source: string | null;
  readonly message: string;
  readonly remedy: string;
}

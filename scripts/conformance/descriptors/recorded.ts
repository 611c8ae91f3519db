/** A line of `expected.jsonl`. */
export interface RecordedFile {
  /** Path of the descriptor, from the folder of `expected.jsonl`. */
  readonly file: string;
  /** One for each document that is not empty, up to the one at which the reader gave up. */
  readonly docs: readonly RecordedDocument[];
}

export interface RecordedDocument {
  readonly accepted: boolean;
  readonly error?: RecordedError;
  readonly ref?: string;
  /** `"<source> <type> <target>"`, both ways, sorted. */
  readonly relations?: readonly string[];
  readonly entity?: unknown;
  readonly reads?: readonly RecordedRead[];
  readonly indexable?: false;
}

/** The first problem of a document that was refused. */
export interface RecordedError {
  readonly stage: string;
  readonly rule?: string;
  /** A JSON pointer where `rule` is `schema`, else the name of a field. */
  readonly path?: string;
  readonly keyword?: string;
  readonly property?: string;
  /** The placeholder that could not be replaced, without its `$`. */
  readonly key?: string;
}

/** A target that a Location document has read. */
export interface RecordedRead {
  readonly type: string;
  readonly target: string;
  readonly optional: boolean;
}

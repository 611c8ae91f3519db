/** A request as it is sent: a path from the base path of the catalog, with the query. */
export interface AskedRequest {
  readonly method: string;
  readonly path: string;
  /** JSON, or a text that is sent without saying what it is. */
  readonly body?: unknown;
}

/** A line of `query-expected.jsonl`: a request, and what it answered. */
export interface RecordedQuery extends AskedRequest {
  readonly id: string;
  readonly status: number;
  /** The name of the error that came back. */
  readonly error?: string;
  /** The names of what is wrong with an entity. */
  readonly errors?: readonly { readonly name: string }[];
  /** What came back; refs in place of entities unless the request asks for fields. */
  readonly result?: unknown;
  /** Refs on each page, followed through the cursor. */
  readonly pages?: readonly (readonly string[])[];
  readonly totalItems?: number;
  /** Whether the first page has one after and before it. */
  readonly next?: boolean;
  readonly prev?: boolean;
  /** Whether each of the following pages has one before it. */
  readonly prevOnFollowing?: readonly boolean[];
  /** The header that leads to the next page. */
  readonly nextLink?: string;
}

/** What a request answered here, in the same form. */
export type ObservedAnswer = Omit<RecordedQuery, "id" | "method" | "path" | "body">;

import type { Predicate } from "@callboard/core";

/** A line of `query-expected.jsonl`: a request, and what it answered. */
export interface RecordedQuery {
  readonly id: string;
  readonly method: string;
  /** From the base path of the catalog, with the query. */
  readonly path: string;
  readonly body?: RecordedBody;
  readonly status: number;
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

/** The body of a POST, of the routes that read entities. */
interface RecordedBody {
  readonly query?: Predicate;
  readonly facets?: readonly string[];
  readonly orderBy?: readonly { readonly field: string; readonly order?: string }[];
  readonly limit?: number;
  readonly offset?: number;
  readonly cursor?: string;
}

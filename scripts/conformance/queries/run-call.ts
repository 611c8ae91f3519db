import { CatalogError, type CatalogView, type Facets, type QueryResult } from "@callboard/core";
import { refOf } from "../ref-of.ts";
import type { LibraryCall } from "./read-request.ts";

/** What a call answers. */
export type ObservedAnswer =
  | { readonly type: "refused"; readonly message: string }
  | { readonly type: "entity"; readonly ref: string | null }
  | { readonly type: "facets"; readonly facets: Facets }
  | ObservedPages;

/** All pages of a query, followed through the cursor. */
export interface ObservedPages {
  readonly type: "pages";
  /** Refs on each page. */
  readonly pages: readonly (readonly string[])[];
  readonly total: number;
  readonly next: boolean;
  readonly prev: boolean;
  /** Whether each of the following pages has one before it. */
  readonly prevOnFollowing: readonly boolean[];
}

/** Makes a call, and follows it to its last page. */
export function runCall(view: CatalogView, call: LibraryCall): ObservedAnswer {
  try {
    switch (call.type) {
      case "entity": {
        const entity = view.entity(call.ref);
        return { type: "entity", ref: entity ? refOf(entity) : null };
      }
      case "facets":
        return { type: "facets", facets: view.facets(call.fields, call.filter) };
      case "query":
        return allPages(view, view.query(call.options), call.options.limit);
    }
  } catch (reason) {
    if (reason instanceof CatalogError) return { type: "refused", message: reason.message };
    throw reason;
  }
}

function allPages(view: CatalogView, first: QueryResult, limit: number | undefined): ObservedPages {
  const pages = [first.items.map(refOf)];
  const prevOnFollowing: boolean[] = [];
  for (let { next } = first; next !== null; ) {
    const page = view.query({ cursor: next, ...(limit !== undefined && { limit }) });
    pages.push(page.items.map(refOf));
    prevOnFollowing.push(page.previous !== null);
    next = page.next;
  }
  return {
    type: "pages",
    pages,
    total: first.total,
    next: first.next !== null,
    prev: first.previous !== null,
    prevOnFollowing,
  };
}

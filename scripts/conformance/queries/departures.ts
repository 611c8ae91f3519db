import type { Entity } from "@callboard/core";
import type { Departure } from "../part.ts";
import { sameButForOrder } from "./compare-answer.ts";
import type { LibraryCall } from "./read-request.ts";
import type { RecordedQuery } from "./recorded.ts";
import type { ObservedAnswer } from "./run-call.ts";

/** What is asked, and of which entities. */
export interface QueryInput {
  readonly call: LibraryCall;
  readonly entities: readonly Entity[];
}

type QueryDeparture = Departure<QueryInput, RecordedQuery, ObservedAnswer>;

const noOrder: QueryDeparture = {
  rule: "no-order",
  reason:
    "Where no order is asked for, entities come by ref. In the reference implementation they come by a random id.",
  ceiling: 0.25,
  covers: ({ call }) => call.type === "query" && ordersOf(call).length === 0,
  explains: sameButForOrder,
  examples: {
    covered: { call: query(), entities: [] },
    notCovered: { call: query("metadata.name,asc"), entities: [] },
  },
};

const missingLast: QueryDeparture = {
  rule: "missing-last",
  reason:
    "Entities that lack the field of an order come last. In the reference implementation a query leaves them out.",
  ceiling: 0.1,
  covers: ({ call, entities }) =>
    ordersOf(call).some((field) => entities.some((entity) => valueAt(entity, field) === undefined)),
  explains(recorded, observed) {
    const { first, all } = refsOf(recorded, observed);
    return all.length > first.length && sameRefs(all.slice(0, first.length), first);
  },
  examples: {
    covered: { call: query("metadata.title,asc"), entities: [entity({ title: "Web" }), entity({})] },
    notCovered: { call: query("metadata.title,asc"), entities: [entity({ title: "Web" }), entity({ title: "Api" })] },
  },
};

const severalOrders: QueryDeparture = {
  rule: "several-orders",
  reason: "Several orders count one after the other. In the reference implementation only the first one does.",
  ceiling: 0.05,
  covers: ({ call }) => ordersOf(call).length > 1,
  explains: sameButForOrder,
  examples: {
    covered: { call: query("kind,asc", "metadata.name,desc"), entities: [] },
    notCovered: { call: query("kind,asc"), entities: [] },
  },
};

const ties: QueryDeparture = {
  rule: "ties-by-ref",
  reason: "Entities with the same value come by ref. In the reference implementation they come by a random id.",
  ceiling: 0.1,
  covers({ call, entities }) {
    const [field, ...more] = ordersOf(call);
    if (field === undefined || more.length > 0) return false;
    const values = entities.map((one) => String(valueAt(one, field)).toLowerCase());
    return new Set(values).size < values.length;
  },
  explains: sameButForOrder,
  examples: {
    covered: { call: query("metadata.title,asc"), entities: [entity({ title: "Web" }), entity({ title: "WEB" })] },
    notCovered: { call: query("metadata.title,asc"), entities: [entity({ title: "Web" }), entity({ title: "Api" })] },
  },
};

/** What Callboard does differently with queries, on purpose. */
export const queryDepartures = [noOrder, missingLast, severalOrders, ties] as const;

/** The fields that a call orders by. */
function ordersOf(call: LibraryCall): readonly string[] {
  const orders = call.type === "query" ? (call.options.order ?? []) : [];
  return orders.map((order) => (typeof order === "string" ? order.replace(/,[^,]*$/, "") : order.field));
}

function valueAt(entity: Entity, field: string): unknown {
  let value: unknown = entity;
  for (const part of field.toLowerCase().split(".")) {
    const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
    value = entries.find(([key]) => key.toLowerCase() === part)?.[1];
  }
  return value;
}

/** The refs on the recorded pages, and ours on all pages. */
function refsOf({ pages, result }: RecordedQuery, observed: ObservedAnswer) {
  const first = pages?.flat() ?? (Array.isArray(result) ? result.map(String) : []);
  return { first, all: observed.type === "pages" ? observed.pages.flat() : [] };
}

function sameRefs(left: readonly string[], right: readonly string[]): boolean {
  return [...left].sort().join() === [...right].sort().join();
}

function query(...order: string[]): LibraryCall {
  return { type: "query", options: { order } };
}

function entity(metadata: { readonly title?: string }): Entity {
  return { apiVersion: "backstage.io/v1alpha1", kind: "Component", metadata: { name: "web", ...metadata } };
}

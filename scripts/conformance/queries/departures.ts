import { type Entity, entityRef } from "@callboard/core";
import type { Departure } from "../part.ts";
import { sameButForOrder } from "./compare-answer.ts";
import type { AskedRequest, ObservedAnswer, RecordedQuery } from "./recorded.ts";

/** What is asked, of which entities, and what was asked before. */
export interface QueryInput {
  readonly asked: AskedRequest;
  readonly entities: readonly Entity[];
  readonly earlier: readonly AskedRequest[];
}

type QueryDeparture = Departure<QueryInput, RecordedQuery, ObservedAnswer>;

const noOrder: QueryDeparture = {
  rule: "no-order",
  reason:
    "Where no order is asked for, entities come by ref. In the reference implementation they come by a random id.",
  ceiling: 0.25,
  covers: ({ asked }) => isList(asked) && ordersOf(asked).length === 0,
  explains: sameButForOrder,
  examples: {
    covered: input(query()),
    notCovered: input(query("metadata.name,asc")),
  },
};

const missingLast: QueryDeparture = {
  rule: "missing-last",
  reason:
    "Entities that lack the field of an order come last. In the reference implementation a query leaves them out.",
  ceiling: 0.1,
  covers: ({ asked, entities }) =>
    ordersOf(asked).some((field) => entities.some((entity) => valueAt(entity, field) === undefined)),
  explains(recorded, observed) {
    const { first, all } = refsOf(recorded, observed);
    return all.length > first.length && sameRefs(all.slice(0, first.length), first);
  },
  examples: {
    covered: input(query("metadata.title,asc"), [entity({ title: "Web" }), entity({})]),
    notCovered: input(query("metadata.title,asc"), [entity({ title: "Web" }), entity({ title: "Api" })]),
  },
};

const severalOrders: QueryDeparture = {
  rule: "several-orders",
  reason: "Several orders count one after the other. In the reference implementation only the first one does.",
  ceiling: 0.05,
  covers: ({ asked }) => ordersOf(asked).length > 1,
  explains: sameButForOrder,
  examples: {
    covered: input(query("kind,asc", "metadata.name,desc")),
    notCovered: input(query("kind,asc")),
  },
};

const ties: QueryDeparture = {
  rule: "ties-by-ref",
  reason: "Entities with the same value come by ref. In the reference implementation they come by a random id.",
  ceiling: 0.1,
  covers({ asked, entities }) {
    const [field, ...more] = ordersOf(asked);
    if (field === undefined || more.length > 0) return false;
    const values = entities.map((one) => String(valueAt(one, field)).toLowerCase());
    return new Set(values).size < values.length;
  },
  explains: sameButForOrder,
  examples: {
    covered: input(query("metadata.title,asc"), [entity({ title: "Web" }), entity({ title: "WEB" })]),
    notCovered: input(query("metadata.title,asc"), [entity({ title: "Web" }), entity({ title: "Api" })]),
  },
};

const literalText: QueryDeparture = {
  rule: "text-is-literal",
  reason: "In a full text % and _ are what they are. In the reference implementation they stand for anything.",
  ceiling: 0.05,
  covers: ({ asked }) => /[%_]/.test(textOf(asked)),
  explains(recorded, observed) {
    const { first, all } = refsOf(recorded, observed);
    return observed.status === recorded.status && all.every((ref) => first.includes(ref));
  },
  examples: {
    covered: input(get("/entities/by-query?fullTextFilterTerm=_")),
    notCovered: input(get("/entities/by-query?fullTextFilterTerm=a")),
  },
};

const normalRefs: QueryDeparture = {
  rule: "refs-in-any-case",
  reason:
    "Entities are found by refs in any case and form. The reference implementation finds none by others than its own.",
  ceiling: 0.05,
  covers: ({ asked }) =>
    isAt(asked, "/entities/by-refs") && refsIn(asked).some((ref) => isRef(ref) && entityRef(ref) !== ref),
  explains(recorded, observed) {
    const [expected, actual] = [itemsOf(recorded.result), itemsOf(observed.result)];
    return expected.length === actual.length && expected.every((ref, index) => ref === null || ref === actual[index]);
  },
  examples: {
    covered: input(post("/entities/by-refs", { entityRefs: ["Component:default/Web"] })),
    notCovered: input(post("/entities/by-refs", { entityRefs: ["component:default/web", "::"] })),
  },
};

const noParents: QueryDeparture = {
  rule: "ancestry-of-locations",
  reason: "Only a registered location is a parent. The reference implementation also keeps what emitted an entity.",
  ceiling: 0.02,
  covers: ({ asked }) => asked.path.endsWith("/ancestry"),
  explains: (recorded, observed) =>
    observed.status === recorded.status && rootOf(observed.result) === rootOf(recorded.result),
  examples: {
    covered: input(get("/entities/by-name/component/default/web/ancestry")),
    notCovered: input(get("/entities/by-name/component/default/web")),
  },
};

const badTarget: QueryDeparture = {
  rule: "bad-location",
  reason:
    "A location that cannot be read is a 400, and is not kept. In the reference implementation it is a 500, and is.",
  ceiling: 0.05,
  covers: ({ asked, earlier }) => isBadLocation(asked) || (isLocationList(asked) && earlier.some(isBadLocation)),
  explains(recorded, observed) {
    if (recorded.status === 500) return observed.status === 400;
    const known = locationsIn(recorded.result).filter((target) => !isBadTarget(target));
    return observed.status === recorded.status && known.join() === locationsIn(observed.result).join();
  },
  examples: {
    covered: input(post("/locations", { type: "url", target: "" })),
    notCovered: input(post("/locations", { type: "url", target: "https://git.example.com/one.yaml" })),
  },
};

const ownedBySource: QueryDeparture = {
  rule: "source-keeps-entity",
  reason: "An entity goes when its source lets it go. The reference implementation drops it until it is read again.",
  ceiling: 0.02,
  covers: ({ asked, earlier }) => isDeletion(asked) || (isList(asked) && earlier.some(isDeletion)),
  explains(recorded, observed) {
    if (recorded.status === 204) return observed.status === 403;
    const { first, all } = refsOf(recorded, observed);
    return observed.status === recorded.status && first.every((ref) => all.includes(ref));
  },
  examples: {
    covered: input({ method: "DELETE", path: "/entities/by-uid/00000000-0000-4000-8000-000000000001" }),
    notCovered: input(get("/entities/by-uid/00000000-0000-4000-8000-000000000001")),
  },
};

/** What Callboard does differently with requests, on purpose. */
export const queryDepartures = [
  noOrder,
  missingLast,
  severalOrders,
  ties,
  literalText,
  normalRefs,
  noParents,
  badTarget,
  ownedBySource,
] as const;

/** The fields that a request orders by. */
function ordersOf(asked: AskedRequest): readonly string[] {
  const { searchParams } = urlOf(asked);
  const written = searchParams.getAll("orderField").map((order) => order.replace(/,[^,]*$/, ""));
  const turned = searchParams.getAll("order").map((order) => order.replace(/^[^:]*:/, ""));
  return [...written, ...turned, ...listIn(asked, "orderBy").map((order) => String(fieldOf(order, "field")))];
}

function isList(asked: AskedRequest): boolean {
  return isAt(asked, "/entities") || isAt(asked, "/entities/by-query");
}

function isAt(asked: AskedRequest, pathname: string): boolean {
  return urlOf(asked).pathname === pathname;
}

function urlOf({ path }: AskedRequest): URL {
  return new URL(path, "http://catalog");
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}

function listIn({ body }: AskedRequest, name: string): readonly unknown[] {
  const value = fieldOf(body, name);
  return Array.isArray(value) ? value : [];
}

function textOf(asked: AskedRequest): string {
  const inBody = fieldOf(fieldOf(asked.body, "fullTextFilter"), "term");
  return urlOf(asked).searchParams.get("fullTextFilterTerm") ?? (typeof inBody === "string" ? inBody : "");
}

function refsIn(asked: AskedRequest): readonly string[] {
  return listIn(asked, "entityRefs").map(String);
}

function isRef(text: string): boolean {
  try {
    return entityRef(text) !== "";
  } catch {
    return false;
  }
}

function itemsOf(result: unknown): readonly unknown[] {
  const items = fieldOf(result, "items");
  return Array.isArray(items) ? items : [];
}

function rootOf(result: unknown): unknown {
  return fieldOf(result, "rootEntityRef");
}

function isLocationList(asked: AskedRequest): boolean {
  return isAt(asked, "/locations/by-query") || (asked.method === "GET" && isAt(asked, "/locations"));
}

function isBadLocation(asked: AskedRequest): boolean {
  const target = fieldOf(asked.body, "target");
  return asked.method === "POST" && isAt(asked, "/locations") && typeof target === "string" && isBadTarget(target);
}

function isBadTarget(target: string): boolean {
  return target === "" || target.startsWith("javascript:");
}

/** The targets of a list of locations, of either form. */
function locationsIn(result: unknown): readonly string[] {
  const rows: readonly unknown[] = Array.isArray(result) ? result.map((row) => fieldOf(row, "data")) : itemsOf(result);
  return rows.map((row) => String(fieldOf(row, "target"))).sort();
}

function isDeletion({ method, path }: AskedRequest): boolean {
  return method === "DELETE" && /^\/entities\/by-uid\/[0-9a-f-]{36}$/.test(path);
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
function refsOf(recorded: RecordedQuery, observed: ObservedAnswer) {
  const all = ({ pages, result }: ObservedAnswer) => pages?.flat() ?? (Array.isArray(result) ? result.map(String) : []);
  return { first: all(recorded), all: all(observed) };
}

function sameRefs(left: readonly string[], right: readonly string[]): boolean {
  return [...left].sort().join() === [...right].sort().join();
}

function input(asked: AskedRequest, entities: readonly Entity[] = []): QueryInput {
  return { asked, entities, earlier: [] };
}

function get(path: string): AskedRequest {
  return { method: "GET", path };
}

function post(path: string, body: unknown): AskedRequest {
  return { method: "POST", path, body };
}

function query(...orders: string[]): AskedRequest {
  return get(
    `/entities/by-query?${new URLSearchParams(orders.map((order): [string, string] => ["orderField", order]))}`,
  );
}

function entity(metadata: { readonly title?: string }): Entity {
  return { apiVersion: "backstage.io/v1alpha1", kind: "Component", metadata: { name: "web", ...metadata } };
}

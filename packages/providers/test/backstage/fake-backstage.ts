import { createHash } from "node:crypto";
import type { SourceFault } from "@callboard/core/testing";
import { type Loopback, loopback } from "../loopback.ts";

/** An entity as the catalog of Backstage keeps it. */
export interface FakeEntity {
  readonly kind?: string;
  readonly name: string;
  /** Where it was read; made from the name unless given. */
  readonly location?: string;
  /** Where that was registered; the location unless given. */
  readonly origin?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly string[];
}

export interface FakeBackstage {
  readonly server: Loopback;
  readonly entities: Map<string, FakeEntity>;
  /** What `GET /locations` lists. */
  readonly locations: Set<string>;
  fail(fault: SourceFault | null): void;
}

/** How a Backstage pages: with cursors, with `after` links, or by place only. */
export type Age = "new" | "old" | "oldest";

/** The catalog API of a Backstage that gives at most two entities a page. */
export async function fakeBackstage(token: string | null, age: Age = "new"): Promise<FakeBackstage> {
  const entities = new Map<string, FakeEntity>();
  const locations = new Set<string>();
  const inOrder = () => [...entities.values()].map(stitched).sort((a, b) => (a.metadata.uid < b.metadata.uid ? -1 : 1));

  const server = await loopback(({ url, headers }) => {
    if (token !== null && headers.authorization !== `Bearer ${token}`) return { status: 401, body: { headers } };
    const { searchParams: query } = url;
    const path = url.pathname.replace("/api/catalog", "");
    const kinds = query.getAll("filter").map((filter) => /^kind=(\w+)$/.exec(filter)?.[1]?.toLowerCase());
    if (path === "/locations") {
      const data = [...locations].map((ref) => ({
        type: ref.slice(0, ref.indexOf(":")),
        target: ref.slice(ref.indexOf(":") + 1),
      }));
      return { body: data.map((one, index) => ({ data: { id: String(index), ...one } })) };
    }
    if (path === "/entities/by-query" && age === "new") {
      const cursor = query.get("cursor");
      const frozen = cursor ? JSON.parse(Buffer.from(cursor, "base64").toString()) : { after: "", kinds };
      const rest = chosen(inOrder(), frozen.kinds).filter(({ metadata }) => metadata.uid > frozen.after);
      const items = rest.slice(0, PAGE);
      const next = { ...frozen, after: items.at(-1)?.metadata.uid, page: (frozen.page ?? 1) + 1 };
      const nextCursor = Buffer.from(JSON.stringify(next)).toString("base64");
      return { body: { items, totalItems: rest.length, pageInfo: rest.length > PAGE ? { nextCursor } : {} } };
    }
    if (path === "/entities" && age !== "new") {
      const after = query.get("after");
      const all = chosen(inOrder(), kinds);
      const rest = after
        ? all.filter(({ metadata }) => metadata.uid > after)
        : all.slice(Number(query.get("offset") ?? 0));
      const items = rest.slice(0, Math.min(PAGE, Number(query.get("limit"))));
      const last = items.at(-1)?.metadata.uid ?? "";
      const link = `<https://backstage.example.com/api/catalog/entities?limit=2&after=${last}>; rel="next"`;
      return { body: items, ...(age === "old" && rest.length > PAGE && { headers: { link } }) };
    }
    return { status: 404, body: { error: { name: "NotFoundError" } } };
  });

  return {
    server,
    entities,
    locations,
    fail: (fault) => server.fail(fault, ({ url }) => pageOf(url) >= 7),
  };
}

const PAGE = 2;

function pageOf({ searchParams }: URL): number {
  const cursor = searchParams.get("cursor");
  return cursor ? JSON.parse(Buffer.from(cursor, "base64").toString()).page : 1;
}

type Stitched = ReturnType<typeof stitched>;

function chosen(entities: readonly Stitched[], kinds: readonly (string | undefined)[]): readonly Stitched[] {
  return kinds.length === 0 ? entities : entities.filter(({ kind }) => kinds.includes(kind.toLowerCase()));
}

function stitched(entity: FakeEntity) {
  const {
    kind = "Group",
    name,
    location = locationOf(name),
    origin = location,
    annotations,
    metadata,
    spec,
    errors,
  } = entity;
  const hash = (text: string) => createHash("sha1").update(text).digest("hex");
  return {
    apiVersion: "backstage.io/v1alpha1",
    kind,
    metadata: {
      namespace: "default",
      annotations: {
        "backstage.io/managed-by-location": location,
        "backstage.io/managed-by-origin-location": origin,
        ...annotations,
      },
      name,
      uid: hash(`${kind}/${name}`),
      etag: hash(JSON.stringify(entity)),
      ...metadata,
    },
    spec: spec ?? { type: "team", children: [] },
    relations: [{ type: "childOf", targetRef: "group:default/everybody" }],
    ...(errors && {
      status: {
        items: errors.map((message) => ({ type: "backstage.io/catalog-processing", level: "error", message })),
      },
    }),
  };
}

export function locationOf(name: string): string {
  return `url:https://git.example.com/acme/${name}/blob/main/catalog-info.yaml`;
}

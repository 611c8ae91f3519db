import { CatalogError } from "@callboard/core";
import { z } from "zod";
import { jsonOf, refusal, schemaChecked, type WebService } from "../net/web-service.ts";

const entity = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    etag: z.string().optional(),
    annotations: z.record(z.string(), z.string()).nullish(),
  }),
  status: z
    .looseObject({
      items: z.array(z.looseObject({ level: z.string().optional(), message: z.string().optional() })).nullish(),
    })
    .nullish(),
});

/** An entity as Backstage gives it; what is not named here is as somebody wrote it. */
export type BackstageEntity = z.infer<typeof entity>;

const page = z.object({
  items: z.array(entity),
  pageInfo: z.object({ nextCursor: z.string().min(1).optional() }),
});

interface PagesOptions {
  readonly filters: readonly string[];
  readonly pageSize: number;
  readonly signal: AbortSignal;
}

/**
 * All entities in pages, by cursor; by place in the list where Backstage is too old for cursors.
 *
 * @throws {CatalogError} `source-unreachable` for a page that cannot be read, or that leads back to an earlier one
 */
export async function* backstageEntities(
  service: WebService,
  { filters, pageSize, signal }: PagesOptions,
): AsyncGenerator<readonly BackstageEntity[]> {
  const query = new URLSearchParams([["limit", String(pageSize)]]);
  for (const filter of filters) query.append("filter", filter);
  const accept = { headers: { accept: "application/json" }, maxBytes: MAX_PAGE_BYTES, timeoutMs: PAGE_TIMEOUT_MS };
  const first = await service.request(`/entities/by-query?${query}`, accept);
  if (first.status === 404) {
    yield* entitiesByPlace(service, query, pageSize, signal);
    return;
  }
  const cursors = new Set<string>();
  for (let reply = first; ; ) {
    if (reply.status !== 200) throw refusal(NAME, reply.status);
    const { items, pageInfo } = schemaChecked(NAME, page, jsonOf(NAME, reply));
    yield items;
    const { nextCursor: cursor } = pageInfo;
    if (cursor === undefined) return;
    if (cursors.has(cursor)) throw repeated();
    cursors.add(cursor);
    signal.throwIfAborted();
    const next = new URLSearchParams({ limit: String(pageSize), cursor });
    reply = await service.request(`/entities/by-query?${next}`, accept);
  }
}

const NAME = "Backstage";
const MAX_PAGE_BYTES = 64 * 2 ** 20;
const PAGE_TIMEOUT_MS = 60_000;

/** The pages of `/entities`: the link to the next page where there is one, else counted. */
async function* entitiesByPlace(
  service: WebService,
  query: URLSearchParams,
  pageSize: number,
  signal: AbortSignal,
): AsyncGenerator<readonly BackstageEntity[]> {
  const seen = new Set<string>();
  let read = 0;
  for (let address = `/entities?${query}`; ; ) {
    const reply = await service.request(address, { maxBytes: MAX_PAGE_BYTES, timeoutMs: PAGE_TIMEOUT_MS });
    if (reply.status !== 200) throw refusal(NAME, reply.status);
    const items = schemaChecked(NAME, z.array(entity), jsonOf(NAME, reply));
    yield items;
    read += items.length;
    const link = /<([^<>]*)>; *rel="next"/.exec(reply.headers.get("link") ?? "")?.[1];
    if (link === undefined && items.length < pageSize) return;
    const after = link === undefined ? undefined : new URLSearchParams(link.slice(link.indexOf("?") + 1)).get("after");
    query.set(after ? "after" : "offset", after ?? String(read));
    address = `/entities?${query}`;
    if (seen.has(address) || items.length === 0) throw repeated();
    seen.add(address);
    signal.throwIfAborted();
  }
}

function repeated(): CatalogError {
  return new CatalogError("source-unreachable", `${NAME} leads from one page of entities to the same again`);
}

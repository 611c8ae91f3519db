import { CatalogError } from "@callboard/core";
import { z } from "zod";
import { schemaChecked } from "../net/web-service.ts";
import { NAME } from "./gitlab-client.ts";

const pageSchema = z.object({
  data: z.unknown().optional(),
  paginationInfo: z.object({ total: z.number().or(z.nan()), next: z.number().nullable() }).optional(),
  status: z.number().optional(),
});

type Page = z.infer<typeof pageSchema>;

/** One page of a list, as GitLab's client gives it expanded. */
type AskPage = (page: number) => Promise<unknown>;

/**
 * All items of a list that is read page by page. When it changes meanwhile, a page can begin behind its first item: so
 * the list is read again until it held still, three times at most.
 *
 * @param what is listed, for messages
 * @throws {CatalogError} `invalid-argument` for a list that is not there or not for the token, `source-unreachable`
 */
export async function allPages<Schema extends z.ZodType>(
  schema: Schema,
  what: string,
  ask: AskPage,
): Promise<readonly z.infer<Schema>[]> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { items, totals } = await readPages(schema, what, ask);
    const heldStill = totals.size === 0 || (totals.size === 1 && totals.has(items.length));
    if (heldStill) return items;
  }
  throw new CatalogError("source-unreachable", `${NAME} has another number of ${what} on each page`);
}

const ATTEMPTS = 3;
const MAX_PAGES = 10_000;

async function readPages<Schema extends z.ZodType>(schema: Schema, what: string, ask: AskPage) {
  const items: z.infer<Schema>[] = [];
  const totals = new Set<number>();
  for (let page = 1; ; ) {
    const { data, paginationInfo, status }: Page = schemaChecked(NAME, pageSchema, await ask(page));
    if (!paginationInfo) {
      const why = status === 403 ? "the token may not read them" : "there is no such group, or the token cannot see it";
      throw new CatalogError("invalid-argument", `${NAME} does not list the ${what}: ${why}`);
    }
    items.push(...schemaChecked(NAME, z.array(schema), data));
    const { total, next } = paginationInfo;
    if (!Number.isNaN(total)) totals.add(total);
    if (next === null) return { items, totals };
    if (next <= page || next > MAX_PAGES)
      throw new CatalogError("source-unreachable", `${NAME} does not come to an end with the ${what}`);
    page = next;
  }
}

import { CatalogError } from "../errors.ts";
import { visible } from "../model/quoted.ts";
import { type GuardedRequestContext, guardedRequest } from "./guarded-request.ts";

/** What a guarded fetch works with. */
export type GuardedFetchContext = Omit<GuardedRequestContext, "origins">;

/**
 * The text at a web address that somebody wrote into a descriptor; undefined when there is none (404, 410). It is asked
 * for as {@link guardedRequest} does, without credentials.
 *
 * @throws {CatalogError} as `guardedRequest`, and `source-unreachable` for an answer that is not right
 */
export async function guardedFetch(address: string, context: GuardedFetchContext): Promise<string | undefined> {
  const { status, body } = await guardedRequest(address, context);
  if (status === 404 || status === 410) return undefined;
  if (status >= 200 && status < 300) return new TextDecoder().decode(body);
  throw new CatalogError("source-unreachable", visible(`${new URL(address).host} answered with status ${status}`));
}

import {
  CatalogError,
  type GuardedRequest,
  type GuardedRequestContext,
  type GuardedResponse,
  guardedRequest,
} from "@callboard/core";
import { TemplateError, type TemplateErrorCode } from "../template-error.ts";

/**
 * An answer from the web by core's `guardedRequest`, in the words of templates.
 *
 * @throws {TemplateError} `not-allowed`, `unreachable`, `limit-exceeded`
 */
export async function webRequest(
  address: string,
  { fetch, clock, signal, allowedHosts, origins }: GuardedRequestContext,
  request: GuardedRequest = {},
): Promise<GuardedResponse> {
  const context = { fetch, clock, signal, allowedHosts, ...(origins && { origins }) };
  try {
    return await guardedRequest(address, context, request);
  } catch (cause) {
    if (!(cause instanceof CatalogError)) throw cause;
    throw new TemplateError(CODES[cause.code] ?? "unreachable", cause.message, { cause });
  }
}

const CODES: Partial<Record<CatalogError["code"], TemplateErrorCode>> = {
  "invalid-argument": "not-allowed",
  "source-unreachable": "unreachable",
  "limit-exceeded": "limit-exceeded",
};

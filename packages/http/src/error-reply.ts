import { CatalogError, type CatalogErrorCode } from "@callboard/core";
import { type RefusalStatus, RequestError } from "./request-error.ts";

/** How an error becomes a reply. What it says of our own failures names nothing inside. */
export type ErrorReply = (reason: unknown, request: Request) => Response;

/** The body that the official client of Backstage reads: `{ error, request, response }`. */
export const compatibleErrorReply: ErrorReply = (reason, request) => {
  const { status, message, code, headers } = refusalOf(reason);
  const { pathname, search } = new URL(request.url);
  return Response.json(
    {
      error: { name: NAMES[status], message, ...(code && { code }) },
      request: { method: request.method, url: `${pathname}${search}` },
      response: { statusCode: status },
    },
    { status, headers },
  );
};

/** Problem details as RFC 9457 has them, with the code of a `CatalogError` and what was probably meant. */
export const problemReply: ErrorReply = (reason) => {
  const { status, message, code, headers } = refusalOf(reason);
  const suggestions = reason instanceof CatalogError ? reason.suggestions : [];
  const incompleteSources = reason instanceof CatalogError ? reason.incompleteSources : [];
  return Response.json(
    {
      type: "about:blank",
      title: NAMES[status].replace(/Error$/, "").replace(/(?<=[a-z])(?=[A-Z])/g, " "),
      status,
      detail: message,
      ...(code && { code }),
      ...(suggestions.length > 0 && { suggestions }),
      ...(incompleteSources.length > 0 && { incompleteSources }),
    },
    { status, headers: { ...headers, "content-type": "application/problem+json" } },
  );
};

/** True for what is wrong here, not with the request. */
export function isOwnFailure(reason: unknown): boolean {
  return refusalOf(reason).status === 500;
}

/** The names of Backstage's errors, by the status they stand for. */
const NAMES: Readonly<Record<RefusalStatus, string>> = {
  400: "InputError",
  401: "AuthenticationError",
  403: "NotAllowedError",
  404: "NotFoundError",
  405: "MethodNotAllowedError",
  409: "ConflictError",
  413: "PayloadTooLargeError",
  415: "UnsupportedMediaTypeError",
  421: "MisdirectedRequestError",
  429: "TooManyRequestsError",
  500: "InternalServerError",
  501: "NotImplementedError",
  503: "ServiceUnavailableError",
};

const STATUS_OF_CODE: Readonly<Partial<Record<CatalogErrorCode, RefusalStatus>>> = {
  "invalid-entity-ref": 400,
  "invalid-argument": 400,
  "invalid-query": 400,
  "limit-exceeded": 400,
  "entity-not-found": 404,
  "source-not-found": 404,
  "nothing-to-confirm": 409,
  "not-in-quarantine": 409,
  "source-unreachable": 503,
  "catalog-closed": 503,
};

interface Refusal {
  readonly status: RefusalStatus;
  readonly message: string;
  readonly code?: string;
  readonly headers: Readonly<Record<string, string>>;
}

function refusalOf(reason: unknown): Refusal {
  if (reason instanceof RequestError) return reason;
  const status = reason instanceof CatalogError ? STATUS_OF_CODE[reason.code] : undefined;
  if (reason instanceof CatalogError && status !== undefined)
    return { status, message: reason.message, code: reason.code, headers: {} };
  return {
    status: 500,
    message: "Something failed here. The log has the reason, under the request's id.",
    headers: {},
  };
}

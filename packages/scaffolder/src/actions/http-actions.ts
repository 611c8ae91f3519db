import { z } from "zod";
import type { Action, ActionContext } from "../action/action.ts";
import { defineAction } from "../action/define-action.ts";
import { webRequest } from "../fetch/web-request.ts";
import { TemplateError } from "../template-error.ts";

export interface HttpActionsOptions {
  /** Hosts that `http:request` may call: `hooks.acme.example`, `*.acme.example`; none unless given. */
  readonly allowedHosts?: readonly string[];
  /** Where the paths of `http:backstage:request` start; it may call nothing unless given. */
  readonly backstage?: {
    /** `https://backstage.acme.example/api` */
    readonly baseUrl: string;
    readonly token?: string;
  };
}

const METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"] as const;

const requestInput = {
  method: z.enum(METHODS),
  headers: z.record(z.string(), z.string()).optional(),
  params: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe("Its query."),
  body: z.json().optional().describe("A text as it is, anything else as JSON."),
  continueOnBadResponse: z.boolean().optional().describe("Whether a status from 400 on is no fault."),
  timeout: z.number().min(1).max(60_000).optional().describe("In milliseconds; 10 s unless given."),
};

const output = z.object({
  code: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.json().describe("JSON as it is, any other text as `{ message }`."),
});

type RequestInput = z.output<z.ZodObject<typeof requestInput>>;
type RequestContext = ActionContext<RequestInput, z.input<typeof output>>;

/**
 * `http:request` and `http:backstage:request`, for what the operator allows. Nothing else is called, over redirects
 * either; an answer is 5 MiB at most. A request that changes something is sent again when a crash came before its answer.
 */
export function httpActions({ allowedHosts = [], backstage }: HttpActionsOptions = {}): readonly Action[] {
  return [
    defineAction({
      id: "http:request",
      description: "Calls a web service at a host that is allowed.",
      input: z.object({ ...requestInput, url: z.string().min(1) }),
      output,
      dryRun: (context) => tell(context, withParams(context.input.url, context.input)),
      async run(context) {
        await call(context, withParams(context.input.url, context.input), { allowedHosts });
      },
    }),
    defineAction({
      id: "http:backstage:request",
      description: "Calls an API of the Backstage that is configured.",
      input: z.object({ ...requestInput, path: z.string().min(1) }),
      output,
      dryRun: (context) => tell(context, withParams(belowBase(context.input.path, backstage), context.input)),
      async run(context) {
        const url = withParams(belowBase(context.input.path, backstage), context.input);
        await call(context, url, { origins: new Set([url.origin]), token: backstage?.token });
      },
    }),
  ];
}

function tell({ input, effect }: RequestContext, url: URL): void {
  effect({ verb: "call", what: `${input.method} ${url.origin}${url.pathname}` });
}

interface Permission {
  readonly allowedHosts?: readonly string[];
  readonly origins?: ReadonlySet<string>;
  readonly token?: string | undefined;
}

async function call(
  context: RequestContext,
  url: URL,
  { allowedHosts = [], origins, token }: Permission,
): Promise<void> {
  const { input, output, log } = context;
  const { method, timeout, continueOnBadResponse = false } = input;
  const body = bodyText(input.body);
  const headers = sentHeaders(input, token);
  log(`${method} ${url.origin}${url.pathname}`);
  const response = await webRequest(
    url.href,
    { ...context, allowedHosts, ...(origins && { origins }) },
    { method, headers, ...(body !== undefined && { body }), ...(timeout !== undefined && { timeoutMs: timeout }) },
  );
  const { status } = response;
  if (method !== "GET" && method !== "HEAD" && method !== "OPTIONS") tell(context, url);
  if (status >= 400 && !continueOnBadResponse) {
    throw new TemplateError("unreachable", `${url.host} answered ${method} with status ${status}.`);
  }
  output("code", status);
  output("headers", Object.fromEntries(response.headers));
  output("body", parsedBody(response.body, response.headers.get("content-type") ?? ""));
}

/** Headers that belong to the connection; `host` would choose another service behind an allowed name. */
const REFUSED_HEADERS: ReadonlySet<string> = new Set(["host", "connection", "content-length", "transfer-encoding"]);

function sentHeaders({ headers = {}, body }: RequestInput, token: string | undefined): Record<string, string> {
  const refused = Object.keys(headers).find((name) => REFUSED_HEADERS.has(name.toLowerCase()));
  if (refused) throw new TemplateError("not-allowed", `A template may not set the header ${refused}. Leave it out.`);
  const given = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const isJson = body !== undefined && typeof body !== "string" && !given.has("content-type");
  return {
    ...headers,
    ...(isJson && { "content-type": "application/json" }),
    ...(token !== undefined && !given.has("authorization") && { authorization: `Bearer ${token}` }),
  };
}

function bodyText(body: RequestInput["body"]): string | undefined {
  return body === undefined || typeof body === "string" ? body : JSON.stringify(body);
}

function parsedBody(bytes: Uint8Array, type: string): z.input<typeof output>["body"] {
  const text = new TextDecoder().decode(bytes);
  if (!/^application\/([a-z0-9.-]{1,100}\+)?json\b/i.test(type)) return { message: text };
  try {
    return JSON.parse(text);
  } catch {
    return { message: text };
  }
}

function withParams(address: string | URL, { params = {} }: RequestInput): URL {
  if (!URL.canParse(String(address)))
    throw new TemplateError("invalid-values", `${JSON.stringify(address)} is no web address.`);
  const url = new URL(address);
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, String(value));
  return url;
}

function belowBase(path: string, backstage: HttpActionsOptions["backstage"]): URL {
  if (!backstage) {
    throw new TemplateError("not-allowed", "No Backstage is configured that http:backstage:request could call.");
  }
  const base = new URL(`${backstage.baseUrl.replace(/\/$/, "")}/`);
  const url = new URL(path.replace(/^\/+/, "./"), base);
  if (url.origin === base.origin && url.pathname.startsWith(base.pathname)) return url;
  throw new TemplateError("not-allowed", `${JSON.stringify(path)} leads out of ${base.href}. Use a path below it.`);
}

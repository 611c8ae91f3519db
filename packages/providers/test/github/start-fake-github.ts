import { createVerify, type KeyObject } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { packTar } from "modern-tar";
import { answerQuery } from "./fake-github-queries.ts";
import { blobOid, commitOid, type FakeGithubState, type FakeRepository, fakeGithubState } from "./fake-github-state.ts";

export interface FakeRequest {
  readonly method: string;
  /** Path and query as they came over the wire. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly query?: string; readonly variables?: Readonly<Record<string, unknown>> };
}

/** A way in which services fail. */
export type Fault =
  | "truncated"
  | "malformed"
  | "reset"
  | "drip"
  | "bomb"
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown };

export interface FakeGithub extends FakeGithubState {
  readonly port: number;
  /** The address of its REST API, as that of a GitHub Enterprise Server. */
  readonly baseUrl: string;
  readonly webUrl: string;
  readonly requests: FakeRequest[];
  /** How many of them were queries. */
  readonly queries: number;
  readonly isIdle: () => boolean;
  /** Fails requests that match, so many times. */
  fail(fault: Fault, matches?: (request: FakeRequest) => boolean, times?: number): void;
  /** Answers well from now on. */
  recover(): void;
  close(): void;
  /** A fetch for which this is github.com, with its hosts for the API, queries and archives. */
  readonly asGithubDotCom: typeof fetch;
}

export interface FakeGithubOptions {
  readonly token?: string;
  readonly app?: { readonly id: number; readonly publicKey: KeyObject };
}

/** A GitHub on a socket of this machine, until it is closed. */
export async function startFakeGithub({ token = "ghp_fake", app }: FakeGithubOptions = {}): Promise<FakeGithub> {
  const state = fakeGithubState();
  const requests: FakeRequest[] = [];
  const faults: { fault: Fault; matches: (request: FakeRequest) => boolean; left: number }[] = [];
  let active = 0;
  let remaining = 5_000;

  const server = createServer((incoming, response) => {
    active += 1;
    response.on("close", () => {
      active -= 1;
    });
    void receive(incoming, response).catch((error: unknown) => response.writeHead(599).end(String(error)));
  });

  async function receive(incoming: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece);
    const text = Buffer.concat(pieces).toString();
    const { method = "GET", url: target = "/", headers } = incoming;
    const request: FakeRequest = { method, target, headers, body: text === "" ? {} : JSON.parse(text) };
    requests.push(request);
    const failing = faults.find(({ matches, left }) => left > 0 && matches(request));
    if (failing) {
      failing.left -= 1;
      return misbehave(response, failing.fault, headers);
    }
    const { pathname, searchParams } = new URL(target, "http://fake");
    if (pathname.startsWith("/_codeload/")) return sendArchive(response, pathname, searchParams, headers);
    remaining -= 1;
    response.setHeader("x-ratelimit-remaining", remaining);
    response.setHeader("x-ratelimit-limit", 5_000);
    response.setHeader("x-ratelimit-reset", 1_800_000_000);
    const path = pathname
      .replace(/^\/api\/(v3\/)?/, "")
      .split("/")
      .map(decodeURIComponent);
    const isByApp = isJwtOf(headers.authorization ?? "", app);
    if (app && path[0] === "app" && isByApp)
      return sendJson(response, 201, { token: `ghs_${path[2]}`, expires_at: "2099-01-01T00:00:00Z", permissions: {} });
    if (app && path[2] === "installation" && isByApp) {
      const account = state.accounts.find(({ login }) => login === path[1]);
      return account ? sendJson(response, 200, { id: account.id }) : sendJson(response, 404, { message: "Not Found" });
    }
    const credentials = [
      `token ${token}`,
      `bearer ${token}`,
      ...state.accounts.map(({ id }) => (app ? `token ghs_${id}` : "-")),
    ];
    if (!credentials.includes((headers.authorization ?? "").replace(/^Bearer/, "bearer")))
      return sendJson(response, 401, { message: "Bad credentials", headers });
    if (path[0] === "graphql" && method === "POST")
      return sendJson(response, 200, await answerQuery(state, request.body.query ?? "", request.body.variables ?? {}));
    return sendRest(response, path, searchParams, headers);
  }

  function sendRest(
    response: ServerResponse,
    path: readonly string[],
    query: URLSearchParams,
    headers: IncomingHttpHeaders,
  ): unknown {
    const notFound = () => sendJson(response, 404, { message: "Not Found" });
    if (path[0] === "organizations") {
      const account = state.accounts.find(({ id }) => String(id) === path[1]);
      return account ? sendJson(response, 200, { login: account.login, id: account.id }) : notFound();
    }
    if (path[0] === "orgs") {
      const account = state.accounts.find(
        ({ login, formerLogins }) => login === path[1] || formerLogins.includes(path[1] ?? ""),
      );
      if (!account) return notFound();
      if (account.login === path[1]) return sendJson(response, 200, { login: account.login, id: account.id });
      return response.writeHead(301, { location: `${baseUrl()}/organizations/${account.id}` }).end("{}");
    }
    const [, owner, name, what, kind] = path;
    const repository = state.repositories.find((one) => one.owner === owner && one.name === name);
    if (path[0] !== "repos" || !repository) return notFound();
    const commit = commitOid(repository);
    const at = path.at(-1) ?? "";
    const isHead = at === commit || at === repository.branch || at === "HEAD";
    if (what === "commits") return isHead ? sendJson(response, 200, { sha: commit }) : notFound();
    if (what === "tarball") return response.writeHead(302, { location: archiveAddress(repository, headers) }).end();
    if (what === "git" && kind === "trees") {
      if (!isHead) return notFound();
      const tree = [...repository.files].map(([file, content]) => ({
        path: file,
        type: "blob",
        sha: blobOid(content),
        size: Buffer.byteLength(content),
      }));
      return sendJson(response, 200, { sha: commit, truncated: tree.length > 5_000, tree });
    }
    const content =
      what === "contents"
        ? repository.files.get(path.slice(4).join("/"))
        : [...repository.files.values()].find((one) => blobOid(one) === at);
    const ref = query.get("ref") ?? "HEAD";
    if (content === undefined || (what === "contents" && ref !== "HEAD" && ref !== repository.branch))
      return notFound();
    return response.writeHead(200, { "content-type": "application/vnd.github.raw+json; charset=utf-8" }).end(content);
  }

  function archiveAddress({ owner, name }: FakeRepository, headers: IncomingHttpHeaders): string {
    const host =
      headers["x-fake-host"] === "api.github.com"
        ? "https://codeload.github.com"
        : `http://127.0.0.1:${port}/_codeload`;
    return `${host}/${owner}/${name}?token=ARCHIVEKEY`;
  }

  async function sendArchive(
    response: ServerResponse,
    pathname: string,
    query: URLSearchParams,
    headers: IncomingHttpHeaders,
  ): Promise<unknown> {
    const [, , owner = "", name = ""] = pathname.split("/");
    if (query.get("token") !== "ARCHIVEKEY" || headers.authorization !== undefined)
      return response.writeHead(403).end();
    const files = [...state.find(`${owner}/${name}`).files];
    const tar = await packTar(
      files.map(([path, content]) => ({
        header: { name: `${owner}-${name}-abc/${path}`, size: Buffer.byteLength(content) },
        body: content,
      })),
    );
    return response.writeHead(200, { "content-type": "application/x-gzip" }).end(gzipSync(tar));
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const baseUrl = () => `http://127.0.0.1:${port}/api/v3`;

  return {
    ...state,
    port,
    baseUrl: baseUrl(),
    webUrl: `http://127.0.0.1:${port}`,
    requests,
    get queries() {
      return requests.filter(({ target }) => target === "/api/graphql").length;
    },
    isIdle: () => active === 0,
    fail: (fault, matches = () => true, times = Number.POSITIVE_INFINITY) =>
      void faults.push({ fault, matches, left: times }),
    recover: () => void faults.splice(0),
    close() {
      server.closeAllConnections();
      server.close();
    },
    asGithubDotCom: (input, init) => {
      const url = new URL(String(input));
      const path = {
        "api.github.com": url.pathname === "/graphql" ? "/api" : "/api/v3",
        "codeload.github.com": "/_codeload",
      }[url.host];
      if (path === undefined || url.protocol !== "https:")
        return Promise.reject(new Error(`There is no ${url.host} here.`));
      const headers = new Headers(init?.headers);
      headers.set("x-fake-host", url.host);
      return fetch(`http://127.0.0.1:${port}${path}${url.pathname}${url.search}`, { ...init, headers });
    },
  };
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}

/** Error pages repeat what came in, as those of careless services do. */
function misbehave(response: ServerResponse, fault: Fault, headers: IncomingHttpHeaders): void {
  const json = { "content-type": "application/json; charset=utf-8" };
  if (typeof fault === "object")
    response
      .writeHead(fault.status, { ...json, ...fault.headers })
      .end(JSON.stringify(fault.body ?? { message: "failed", headers }));
  else if (fault === "truncated")
    response.writeHead(200, { ...json, "content-length": "9000" }).write('{"data', () => response.destroy());
  else if (fault === "malformed") response.writeHead(200, json).end(`{"data": [${JSON.stringify(headers)}`);
  else if (fault === "reset") response.destroy();
  else if (fault === "drip") response.writeHead(200, json).write("{");
  else response.writeHead(200, { ...json, "content-encoding": "gzip" }).end(gzipSync(`"${"a".repeat(50 * 2 ** 20)}"`));
}

function isJwtOf(authorization: string, app: FakeGithubOptions["app"]): boolean {
  const [head, claims, signature] = authorization.replace(/^bearer /i, "").split(".");
  if (!app || !head || !claims || !signature) return false;
  const { iss } = JSON.parse(Buffer.from(claims, "base64url").toString());
  const verify = createVerify("RSA-SHA256").update(`${head}.${claims}`);
  return String(iss) === String(app.id) && verify.verify(app.publicKey, signature, "base64url");
}

import { createHash } from "node:crypto";
import { promises } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { CatalogError } from "@callboard/core";
import type { HttpClient, PromiseFsClient } from "isomorphic-git";
import { loadClient } from "../net/load-client.ts";
import { refusal, type ServiceContext, type WebService, webService } from "../net/web-service.ts";
import { memoryFileSystem } from "./memory-file-system.ts";

/** Where a repository is, and what lets one in. */
export interface GitAccess {
  /** Its https address, such as `https://git.example.com/acme/catalog.git`. */
  readonly url: string;
  /** The branch to read; the one that HEAD names unless given. */
  readonly branch?: string;
  /** The name that goes with the token; most hosts take any. `git` unless given. */
  readonly username?: string;
  /** A token or password, sent to the host of `url` and to no other. */
  readonly token?: string | (() => string | Promise<string>);
  /** A folder that keeps what was fetched over restarts; in memory unless given. */
  readonly cacheFolder?: string;
  /** The most that one fetch may transfer. 100 MiB unless given. */
  readonly maxFetchBytes?: number;
}

/** One commit of a branch with everything in it. */
export interface Repository {
  readonly commit: string;
  readonly branch: string;
  /** All files in the order of their paths. */
  files(): Promise<readonly RepositoryFile[]>;
  /** The bytes of a file by the id of its content. @throws {CatalogError} `source-unreachable` */
  content(blob: string): Promise<Uint8Array>;
}

export interface RepositoryFile {
  readonly path: string;
  readonly blob: string;
  readonly isLink: boolean;
}

/**
 * The newest commit of a branch. Nothing is fetched when that is still `last`.
 *
 * @throws {CatalogError} `package-missing`, `source-unreachable`, `limit-exceeded`
 */
export async function newestCommit(
  access: GitAccess,
  last: Repository | undefined,
  context: ServiceContext,
): Promise<Repository> {
  const git = await loadClient("isomorphic-git", () => import("isomorphic-git"));
  const { url, maxFetchBytes = MAX_FETCH_BYTES } = access;
  const http = httpClient(serviceOf(access, context), maxFetchBytes);

  /** What git does, with failures in words of ours: its own may hold what the server answered. */
  async function done<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await work;
    } catch (reason) {
      context.signal.throwIfAborted();
      throw reason instanceof CatalogError ? reason : notGit(reason);
    }
  }

  const refs = await done(git.listServerRefs({ http, url, symrefs: true, prefix: prefixOf(access) }));
  const head = access.branch === undefined ? refs.find(({ ref }) => ref === "HEAD") : undefined;
  const ref = access.branch === undefined ? (head?.target ?? "HEAD") : `${BRANCHES}${access.branch}`;
  const commit = head?.oid ?? refs.find((one) => one.ref === ref)?.oid;
  if (commit === undefined)
    throw new CatalogError("source-unreachable", `The repository has no branch ${access.branch ?? "yet"}`);
  const branch = ref.startsWith(BRANCHES) ? ref.slice(BRANCHES.length) : ref;
  if (last?.commit === commit && last.branch === branch) return last;

  const { fs, gitdir } = await storageOf(access);
  await done(git.init({ fs, gitdir, bare: true }));
  await done(git.addRemote({ fs, gitdir, remote: "origin", url, force: true }));
  const isHere = await git.readCommit({ fs, gitdir, oid: commit }).then(
    () => true,
    () => false,
  );
  const what = { ref: branch, singleBranch: true, depth: 1, tags: false };
  const fetched = isHere ? null : await done(git.fetch({ fs, gitdir, http, remote: "origin", ...what }));
  const oid = fetched?.fetchHead ?? commit;
  const cache = {};

  return {
    commit: oid,
    branch,
    async files() {
      const found: RepositoryFile[] = [];
      const trees = [git.TREE({ ref: oid })];
      await done(
        git.walk({
          fs,
          gitdir,
          cache,
          trees,
          async map(path, [entry]) {
            if (path === "." || (await entry?.type()) !== "blob") return;
            const [blob, mode] = [await entry?.oid(), await entry?.mode()];
            if (blob !== undefined) found.push({ path, blob, isLink: mode === LINK });
          },
        }),
      );
      return found.sort((left, right) => (left.path < right.path ? -1 : 1));
    },
    async content(blob) {
      return (await done(git.readBlob({ fs, gitdir, cache, oid: blob }))).blob;
    },
  };
}

const MAX_FETCH_BYTES = 100 * 2 ** 20;
const FETCH_TIMEOUT_MS = 5 * 60_000;
const BRANCHES = "refs/heads/";
const LINK = 0o120000;
const NAME = "The git server";

function prefixOf({ branch }: GitAccess): string {
  return branch === undefined ? "HEAD" : `${BRANCHES}${branch}`;
}

function serviceOf({ url, username = "git", token }: GitAccess, context: ServiceContext): WebService {
  const headers = async (): Promise<Record<string, string>> => {
    const value = typeof token === "function" ? await token() : token;
    if (value === undefined) return {};
    return { authorization: `Basic ${Buffer.from(`${username}:${value}`).toString("base64")}` };
  };
  return webService({ name: NAME, baseUrl: new URL(url).origin, headers }, context);
}

/** How isomorphic-git reaches the network: the way of all requests of providers. */
function httpClient(service: WebService, maxBytes: number): HttpClient {
  return {
    async request({ url, method = "GET", headers = {}, body }) {
      const pieces: Uint8Array[] = [];
      for await (const piece of body ?? []) pieces.push(piece);
      const sent = pieces.length > 0 && { body: new Uint8Array(Buffer.concat(pieces)) };
      const limits = { maxBytes, timeoutMs: FETCH_TIMEOUT_MS };
      const reply = await service.request(url, { method, headers, ...sent, ...limits });
      if (reply.status !== 200) throw refusal(NAME, reply.status);
      return {
        url,
        method,
        statusCode: reply.status,
        statusMessage: "OK",
        headers: Object.fromEntries(reply.headers),
        body: inOnePiece(reply.bytes),
      };
    },
  };
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** More packs than this in a cache are thrown away: each fetch adds one, and nothing joins them. */
const MOST_PACKS = 20;

async function storageOf({ url, cacheFolder }: GitAccess): Promise<{ fs: PromiseFsClient; gitdir: string }> {
  if (cacheFolder === undefined) return { fs: memoryFileSystem(), gitdir: "/repository" };
  const gitdir = join(cacheFolder, `${createHash("sha256").update(url).digest("hex").slice(0, 16)}.git`);
  const packs = await readdir(join(gitdir, "objects/pack")).catch(() => []);
  if (packs.filter((name) => name.endsWith(".pack")).length > MOST_PACKS) await rm(gitdir, { recursive: true });
  return { fs: { promises }, gitdir };
}

function notGit(reason: unknown): CatalogError {
  const code = reason instanceof Error && "code" in reason && typeof reason.code === "string" ? reason.code : "";
  const shown = /^[A-Za-z]{1,60}$/.test(code) ? ` (${code})` : "";
  const what = `${NAME} answered with something that is not what git expects`;
  return new CatalogError("source-unreachable", `${what}${shown}. Check the address`);
}

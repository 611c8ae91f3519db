import { createHash } from "node:crypto";
import type { SourceFault } from "@callboard/core/testing";
import git from "isomorphic-git";
import { memoryFileSystem } from "../../src/git/memory-file-system.ts";
import { type Loopback, type LoopbackReply, loopback } from "../loopback.ts";

/** A repository behind the smart HTTP protocol of git, which gives shallow fetches only. */
export interface FakeGitServer {
  readonly server: Loopback;
  readonly url: string;
  /** Commits files, by path; null takes one away, and a text that starts with `-> ` makes a link. */
  commit(files: Readonly<Record<string, string | null>>, branch?: string): Promise<void>;
  /** How many packs were sent. */
  fetches(): number;
  fail(fault: SourceFault | null): void;
}

const AUTHOR = { name: "Ana", email: "ana@example.com", timestamp: 1_795_000_000, timezoneOffset: 0 };
const UPLOAD_PACK = "/acme/catalog.git/git-upload-pack";

export async function fakeGitServer(password: string | null = null): Promise<FakeGitServer> {
  const repository = { fs: memoryFileSystem(), gitdir: "/origin" };
  const branches = new Map<string, Map<string, string>>();
  const refs = new Map<string, string>();
  const packs = new Map<string, Uint8Array>();
  await git.init({ ...repository, bare: true, defaultBranch: "main" });

  const authorization = `Basic ${Buffer.from(`git:${password}`).toString("base64")}`;
  const server = await loopback(({ url, headers, body }) => {
    if (password !== null && headers.authorization !== authorization) return { status: 401, body: { headers } };
    if (url.pathname === "/acme/catalog.git/info/refs") return advertisement(refs);
    return url.pathname === UPLOAD_PACK ? shallowPack(Buffer.from(body).toString(), packs) : { status: 404 };
  });

  return {
    server,
    url: `${server.origin}/acme/catalog.git`,
    async commit(changes, branch = "main") {
      const files = new Map(branches.get(branch));
      for (const [path, content] of Object.entries(changes)) {
        if (content === null) files.delete(path);
        else files.set(path, content);
      }
      branches.set(branch, files);
      const oids: string[] = [];
      const tree = await writeTree(repository, files, oids);
      const object = { message: `${oids.length} objects\n`, tree, parent: [], author: AUTHOR, committer: AUTHOR };
      const oid = await git.writeCommit({ ...repository, commit: object });
      refs.set(branch, oid);
      const { packfile } = await git.packObjects({ ...repository, oids: [...new Set([oid, ...oids])] });
      packs.set(oid, packfile ?? new Uint8Array());
    },
    fetches: () => server.requests.filter(({ url }) => url.pathname === UPLOAD_PACK).length,
    fail: (fault) => server.fail(fault, ({ url }) => url.pathname === UPLOAD_PACK),
  };
}

type Repository = { readonly fs: ReturnType<typeof memoryFileSystem>; readonly gitdir: string };

async function writeTree(repository: Repository, files: ReadonlyMap<string, string>, oids: string[]): Promise<string> {
  const below = new Map<string, Map<string, string>>();
  const tree: { mode: string; path: string; oid: string; type: "blob" | "tree" }[] = [];
  for (const [path, content] of files) {
    const slash = path.indexOf("/");
    if (slash >= 0) {
      const folder = below.get(path.slice(0, slash)) ?? new Map<string, string>();
      below.set(path.slice(0, slash), folder.set(path.slice(slash + 1), content));
      continue;
    }
    const isLink = content.startsWith("-> ");
    const blob = new TextEncoder().encode(isLink ? content.slice(3) : content);
    tree.push({
      mode: isLink ? "120000" : "100644",
      path,
      oid: await git.writeBlob({ ...repository, blob }),
      type: "blob",
    });
  }
  for (const [path, folder] of below)
    tree.push({ mode: "040000", path, oid: await writeTree(repository, folder, oids), type: "tree" });
  const oid = await git.writeTree({ ...repository, tree });
  oids.push(oid, ...tree.filter(({ type }) => type === "blob").map((entry) => entry.oid));
  return oid;
}

function advertisement(refs: ReadonlyMap<string, string>): LoopbackReply {
  const head = refs.get("main") ?? "";
  const abilities = "shallow side-band-64k ofs-delta no-progress symref=HEAD:refs/heads/main agent=git/fake";
  const lines = [...refs].map(([branch, oid]) => line(`${oid} refs/heads/${branch}\n`));
  const body = [line("# service=git-upload-pack\n"), FLUSH, line(`${head} HEAD\0${abilities}\n`), ...lines, FLUSH];
  return {
    headers: { "content-type": "application/x-git-upload-pack-advertisement" },
    body: Buffer.concat(body),
  };
}

function shallowPack(request: string, packs: ReadonlyMap<string, Uint8Array>): LoopbackReply {
  const oid = /want ([0-9a-f]{40})/.exec(request)?.[1] ?? "";
  const pack = packs.get(oid);
  if (!pack || !request.includes("deepen 1")) return { status: 400, body: "Only shallow fetches of branches." };
  const pieces = [line(`shallow ${oid}\n`), FLUSH, line("NAK\n")];
  for (let at = 0; at < pack.length; at += PIECE)
    pieces.push(line(Buffer.concat([Uint8Array.of(1), pack.subarray(at, at + PIECE)])));
  return {
    headers: { "content-type": "application/x-git-upload-pack-result" },
    body: Buffer.concat([...pieces, FLUSH]),
  };
}

const PIECE = 60_000;
const FLUSH = Buffer.from("0000");

function line(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, "0")), bytes]);
}

/** The id that git gives a file of this content. */
export function blobId(content: string): string {
  return createHash("sha1")
    .update(`blob ${Buffer.byteLength(content)}\0${content}`)
    .digest("hex");
}

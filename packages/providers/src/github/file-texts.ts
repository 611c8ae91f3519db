import { createHash } from "node:crypto";
import { CatalogError } from "@callboard/core";
import { z } from "zod";
import { sizeText } from "../net/bounded-request.ts";
import { withinTime } from "../net/deadline.ts";
import type { ServiceContext } from "../net/web-service.ts";
import { readAhead } from "../read-ahead.ts";
import { archiveLimits, readArchive } from "./archive.ts";
import { type GithubClient, isTooMuch } from "./github-client.ts";
import type { GithubHost } from "./github-host.ts";
import type { Repository, RepositoryFile } from "./repository.ts";

/** A file whose content is to be read. */
export interface WantedFile {
  readonly repository: Pick<Repository, "id" | "owner" | "name" | "commit">;
  readonly file: RepositoryFile;
}

/** The content of a file, or why it could not be read. */
export type FileText = string | CatalogError;

export interface TextContext extends ServiceContext {
  readonly client: GithubClient;
  readonly host: GithubHost;
}

/** From so many files of one repository on, its archive is read instead of each of them. */
const MOST_SINGLE_FILES = 50;
const FILES_A_QUERY = 100;
const READ_AT_ONCE = 5;

/**
 * The content of files, in their order: 100 with one query, or those of one repository with its archive when they are
 * more than 50. What neither gives is read by itself.
 */
export async function readTexts(wanted: readonly WantedFile[], context: TextContext): Promise<readonly FileText[]> {
  const texts = new Map<WantedFile, FileText>();
  const isLeft = (one: WantedFile) => !texts.has(one);
  for (const one of wanted) {
    const { text, size } = one.file;
    if (text !== undefined) texts.set(one, text);
    else if ((size ?? 0) > MAX_FILE_BYTES) texts.set(one, tooLarge());
  }
  const byRepository = new Map<string, WantedFile[]>();
  for (const one of wanted.filter(isLeft)) {
    const { id } = one.repository;
    const files = byRepository.get(id) ?? [];
    byRepository.set(id, files);
    files.push(one);
  }
  for (const files of byRepository.values()) {
    if (files.length <= MOST_SINGLE_FILES) continue;
    for (const [one, text] of await archiveTexts(files, context)) texts.set(one, text);
  }
  const left = wanted.filter(isLeft);
  for (let at = 0; at < left.length; at += FILES_A_QUERY) {
    const queried = await queryTexts(left.slice(at, at + FILES_A_QUERY), context);
    for (const [one, text] of queried) texts.set(one, text);
  }
  const single = wanted.filter(isLeft);
  const read = readAhead(single, READ_AT_ONCE, async (one) => [one, await singleText(one, context)] as const);
  for await (const [one, text] of read) texts.set(one, text);
  return wanted.map(
    (one) => texts.get(one) ?? new CatalogError("source-unreachable", "GitHub does not give its content"),
  );
}

const MAX_FILE_BYTES = archiveLimits.maxFileBytes;

const blob = z.object({
  object: z
    .object({ isBinary: z.boolean().nullish(), isTruncated: z.boolean().nullish(), text: z.string().nullish() })
    .nullable(),
});

/** What a query gives whole. */
async function queryTexts(
  wanted: readonly WantedFile[],
  context: TextContext,
): Promise<ReadonlyMap<WantedFile, string>> {
  const fields = wanted.map(
    (_, at) =>
      `f${at}: node(id: $i${at}) { ...on Repository { object(oid: $o${at}) { ...on Blob { isBinary isTruncated text } } } }`,
  );
  const declarations = wanted.map((_, at) => `$i${at}: ID!, $o${at}: GitObjectID!`).join(", ");
  const variables = wanted.flatMap(({ repository, file }, at) => [
    [`i${at}`, repository.id],
    [`o${at}`, file.oid],
  ]);
  const found = new Map<WantedFile, string>();
  try {
    const query = `query (${declarations}) { ${fields.join(" ")} }`;
    const { data } = await context.client.query(z.looseObject({}), query, Object.fromEntries(variables));
    for (const [at, one] of wanted.entries()) {
      const object = blob.safeParse(data[`f${at}`]).data?.object;
      if (typeof object?.text === "string" && !object.isTruncated && !object.isBinary) found.set(one, object.text);
    }
    return found;
  } catch (reason) {
    if (!isTooMuch(reason)) throw reason;
    if (wanted.length === 1) return found;
    const half = Math.ceil(wanted.length / 2);
    const first = await queryTexts(wanted.slice(0, half), context);
    return new Map([...first, ...(await queryTexts(wanted.slice(half), context))]);
  }
}

/** What the REST API gives of a file that is binary, or large. */
async function singleText({ repository, file }: WantedFile, { client, signal }: TextContext): Promise<FileText> {
  const { owner, name } = repository;
  try {
    const route = "GET /repos/{owner}/{repo}/git/blobs/{file_sha}";
    const text = await client.findText(route, { owner, repo: name, file_sha: file.oid });
    if (text === undefined)
      return new CatalogError("source-unreachable", "GitHub does not give its content (status 404)");
    return text.length > MAX_FILE_BYTES ? tooLarge() : text;
  } catch (reason) {
    signal.throwIfAborted();
    if (reason instanceof CatalogError) return reason;
    throw reason;
  }
}

function tooLarge(): CatalogError {
  return new CatalogError("limit-exceeded", `it is larger than ${sizeText(MAX_FILE_BYTES)}. Split it`);
}

const ARCHIVE_TIMEOUT_MS = 60_000;

/** What the archive of a repository gives of its files; nothing when there is no archive to be had. */
async function archiveTexts(
  wanted: readonly WantedFile[],
  context: TextContext,
): Promise<ReadonlyMap<WantedFile, string>> {
  const found = new Map<WantedFile, string>();
  const [first] = wanted;
  if (!first?.repository.commit) return found;
  try {
    const { owner, name, commit } = first.repository;
    const route = "GET /repos/{owner}/{repo}/tarball/{ref}";
    const address = await context.client.findRedirect(route, { owner, repo: name, ref: commit });
    if (address === undefined) return found;
    const paths = new Set(wanted.map(({ file }) => file.path));
    const files = await downloadArchive(archiveUrl(address, context.host), paths, context);
    for (const one of wanted) {
      const bytes = files.get(one.file.path);
      // Attributes of the repository may change what is packed. Then the file is read by itself.
      if (bytes && blobId(bytes, one.file.oid) === one.file.oid) found.set(one, new TextDecoder().decode(bytes));
    }
  } catch (reason) {
    context.signal.throwIfAborted();
    if (!(reason instanceof CatalogError)) throw reason;
  }
  return found;
}

/** The address of an archive holds its own key, and leads to GitHub itself or a host below it: no credentials are sent. */
function archiveUrl(address: string, { webUrl }: GithubHost): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  const web = new URL(webUrl);
  const isOwn = url?.host === web.host || url?.host.endsWith(`.${web.host}`);
  if (url && isOwn && url.protocol === web.protocol && url.username === "" && url.password === "") return url;
  throw new CatalogError("source-unreachable", "GitHub keeps its archives at another host, which is not followed");
}

function downloadArchive(
  url: URL,
  paths: ReadonlySet<string>,
  context: TextContext,
): Promise<ReadonlyMap<string, Uint8Array>> {
  return withinTime(ARCHIVE_TIMEOUT_MS, url.host, context, async (signal) => {
    const init: RequestInit = { signal, redirect: "manual", credentials: "omit", referrerPolicy: "no-referrer" };
    const response = await context.fetch(url.href, init).catch(() => undefined);
    if (!response?.ok || !response.body) throw new CatalogError("source-unreachable", `${url.host} gives no archive`);
    return readArchive(response.body, paths);
  });
}

/** The id that git gives to content, by the algorithm of another id. */
function blobId(bytes: Uint8Array, like: string): string {
  const hash = createHash(like.length === 64 ? "sha256" : "sha1");
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

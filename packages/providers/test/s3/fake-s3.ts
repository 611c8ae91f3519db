import { createHash } from "node:crypto";
import type { SourceFault } from "@callboard/core/testing";
import { type Loopback, loopback } from "../loopback.ts";

/** A bucket that lists two objects a page. */
export interface FakeS3 {
  readonly server: Loopback;
  readonly objects: Map<string, string>;
  /** Keys that may not be read, though they are listed. */
  readonly forbidden: Set<string>;
  fail(fault: SourceFault | null): void;
}

export async function fakeS3(bucket: string): Promise<FakeS3> {
  const objects = new Map<string, string>();
  const forbidden = new Set<string>();
  const server = await loopback(({ url, headers }) => {
    if (!headers.authorization?.startsWith("AWS4-HMAC-SHA256 Credential=")) return error(403, "AccessDenied");
    const [, name, ...rest] = url.pathname.split("/");
    if (name !== bucket) return error(404, "NoSuchBucket");
    const key = rest.map(decodeURIComponent).join("/");
    if (key === "") return listing(bucket, objects, url.searchParams);
    const content = objects.get(key);
    if (forbidden.has(key)) return error(403, "AccessDenied");
    return content === undefined ? error(404, "NoSuchKey") : { headers: { etag: etagOf(content) }, body: content };
  });
  return {
    server,
    objects,
    forbidden,
    fail: (fault) => server.fail(fault, ({ url }) => Number(url.searchParams.get("continuation-token")) >= 12),
  };
}

const PAGE = 2;

function listing(bucket: string, objects: ReadonlyMap<string, string>, query: URLSearchParams) {
  const prefix = query.get("prefix") ?? "";
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  const start = Number(query.get("continuation-token") ?? 0);
  const contents = keys.slice(start, start + PAGE).map((key) => {
    const content = objects.get(key) ?? "";
    const time = "2026-11-20T06:00:00.000Z";
    return `<Contents><Key>${key}</Key><LastModified>${time}</LastModified><ETag>${etagOf(content)}</ETag><Size>${content.length}</Size></Contents>`;
  });
  const isTruncated = start + PAGE < keys.length;
  const next = isTruncated ? `<NextContinuationToken>${start + PAGE}</NextContinuationToken>` : "";
  return xml(
    200,
    `<ListBucketResult><Name>${bucket}</Name><Prefix>${prefix}</Prefix><KeyCount>${contents.length}</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>${isTruncated}</IsTruncated>${next}${contents.join("")}</ListBucketResult>`,
  );
}

function etagOf(content: string): string {
  return `"${createHash("md5").update(content).digest("hex")}"`;
}

function error(status: number, code: string) {
  return xml(status, `<Error><Code>${code}</Code><Message>No.</Message></Error>`);
}

function xml(status: number, body: string) {
  const headers = { "content-type": "application/xml" };
  return { status, headers, body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}` };
}

import { createHash } from "node:crypto";
import type { SourceFault } from "@callboard/core/testing";
import { type Loopback, loopback } from "../loopback.ts";

/** Files on a web server with ETags, which lets in who has the token. */
export interface FakeFiles {
  readonly server: Loopback;
  /** Puts a file at a path; null leaves word that it is gone. */
  put(path: string, content: string | null): void;
  fail(fault: SourceFault | null, path?: string): void;
}

export async function fakeFiles(token?: string): Promise<FakeFiles> {
  const files = new Map<string, string | null>();
  const server = await loopback(({ url, headers }) => {
    if (token !== undefined && headers.authorization !== `Bearer ${token}`) return { status: 401, body: { headers } };
    const content = files.get(url.pathname);
    if (content === undefined) return { status: 404, body: "Not here." };
    if (content === null) return { status: 410, body: "Gone." };
    const etag = `"${createHash("sha256").update(content).digest("hex").slice(0, 12)}"`;
    if (headers["if-none-match"] === etag) return { status: 304, headers: { etag } };
    return { headers: { etag }, body: content };
  });
  return {
    server,
    put: (path, content) => void files.set(path, content),
    fail: (fault, path) => server.fail(fault, ({ url }) => path === undefined || url.pathname === path),
  };
}

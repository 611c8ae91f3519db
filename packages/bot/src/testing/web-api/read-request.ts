import type { IncomingMessage } from "node:http";
import { isJsonObject, type Json, type JsonObject } from "../../limits/json.ts";

/** The bytes of a request, or null when there are too many. */
export async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const MAX_BYTES = 30 * 1024 * 1024;

/** Fields that came in the query and in the body, as a form or as JSON; null when the JSON is none. */
export async function readFields(request: IncomingMessage, url: URL, body: Buffer): Promise<JsonObject | null> {
  const type = request.headers["content-type"] ?? "";
  const query = Object.fromEntries(url.searchParams);
  if (type.startsWith("application/json")) {
    const json = body.length === 0 ? {} : parseObject(body.toString());
    return json && { ...query, ...json };
  }
  if (type.startsWith("multipart/form-data")) {
    const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
    const texts = [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
    return { ...query, ...Object.fromEntries(texts) };
  }
  return { ...query, ...Object.fromEntries(new URLSearchParams(body.toString())) };
}

/** The bytes of an uploaded file, sent as they are or as the only file of a form. */
export async function readUpload(request: IncomingMessage, body: Buffer): Promise<Uint8Array> {
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) return body;
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  const file = [...form.values()].find((value) => typeof value !== "string");
  return file === undefined || typeof file === "string" ? new Uint8Array() : new Uint8Array(await file.arrayBuffer());
}

/** The token of a call: in the header, or in a form. */
export function tokenOf(request: IncomingMessage, fields: JsonObject): string | null {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (bearer) return bearer;
  // Slack reads no token from JSON.
  const isJson = request.headers["content-type"]?.startsWith("application/json") ?? false;
  return !isJson && typeof fields.token === "string" ? fields.token : null;
}

function parseObject(text: string): JsonObject | null {
  try {
    const json: Json = JSON.parse(text);
    return isJsonObject(json) ? json : null;
  } catch {
    return null;
  }
}

import type { ListObjectsV2CommandOutput, S3Client } from "@aws-sdk/client-s3";
import { CatalogError, type ReadContext } from "@callboard/core";
import { z } from "zod";
import { boundedBytes } from "../net/bounded-request.ts";
import { withinTime } from "../net/deadline.ts";
import { loadClient } from "../net/load-client.ts";
import { retries } from "../net/retries.ts";

/** Where a bucket is, and what lets one in. */
export interface S3Access {
  readonly bucket: string;
  /** Unless given the one that the SDK is set up with, or `us-east-1` with `endpoint`. */
  readonly region?: string;
  /** The address of a service that is not Amazon's, such as MinIO, R2 or Ceph. */
  readonly endpoint?: string;
  /** Whether the bucket is a part of the path instead of the host; true with `endpoint` unless given. */
  readonly forcePathStyle?: boolean;
  /** Sent to no other host. Unless given, those that the SDK finds: environment, shared files, role of the machine. */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/** An object as a listing tells of it. */
export interface S3Object {
  readonly key: string;
  readonly etag: string | undefined;
  readonly bytes: number;
  readonly modified: string | undefined;
}

/** A bucket for one read. */
export interface Bucket {
  /** All objects below a prefix. @throws {CatalogError} `source-unreachable` for a page that cannot be read */
  list(prefix: string): AsyncGenerator<S3Object>;
  /** One object; undefined when it is not there. @throws {CatalogError} `source-unreachable`, `limit-exceeded`, `invalid-argument` */
  get(key: string, maxBytes: number): Promise<{ readonly text: string; readonly etag: string | undefined } | undefined>;
  close(): void;
}

type BucketContext = Pick<ReadContext, "clock" | "signal">;

/** @throws {CatalogError} `package-missing` */
export async function openBucket(access: S3Access, context: BucketContext): Promise<Bucket> {
  const { S3Client, ListObjectsV2Command, GetObjectCommand } = await loadClient(
    "@aws-sdk/client-s3",
    () => import("@aws-sdk/client-s3"),
  );
  const { bucket, region, endpoint, forcePathStyle = endpoint !== undefined, credentials } = access;
  const client: S3Client = new S3Client({
    ...(region !== undefined || endpoint !== undefined ? { region: region ?? ELSEWHERE } : {}),
    forcePathStyle,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
    maxAttempts: 1, // tried again below, as requests of all providers are
    followRegionRedirects: endpoint === undefined,
    // Others do not know the newest checksums.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });

  const again = retries(context);

  /** One request with its answer, whose failures are said in words of ours: those of the SDK hold headers. */
  async function within<Result>(work: (abortSignal: AbortSignal) => Promise<Result>): Promise<Result> {
    const answer = await again.run(async () => {
      try {
        const result = await withinTime(TIMEOUT_MS, `the bucket ${bucket}`, context, work);
        return { status: 200, headers: new Headers(), result };
      } catch (reason) {
        context.signal.throwIfAborted();
        const status = statusOf(reason);
        if (reason instanceof CatalogError || status === undefined || status === 200)
          throw reason instanceof CatalogError ? reason : failureOf(reason, bucket);
        return { status, headers: headersOf(reason), reason };
      }
    });
    if ("reason" in answer) throw failureOf(answer.reason, bucket);
    return answer.result;
  }

  return {
    async *list(prefix) {
      const tokens = new Set<string>();
      for (let token: string | undefined; ; ) {
        const input = { Bucket: bucket, Prefix: prefix, ...(token !== undefined && { ContinuationToken: token }) };
        const page: ListObjectsV2CommandOutput = await within((abortSignal) =>
          client.send(new ListObjectsV2Command(input), { abortSignal }),
        );
        // An answer in another form would read as an empty last page.
        if (page.Name !== bucket || page.IsTruncated === undefined)
          throw unreachable(`${NAME} ${bucket} ${NO_LISTING}`);
        for (const { Key: key, ETag: etag, Size: bytes = 0, LastModified: time } of page.Contents ?? []) {
          if (key === undefined || key.endsWith("/")) continue;
          const modified = time && !Number.isNaN(time.getTime()) ? time.toISOString() : undefined;
          yield { key, etag, bytes, modified };
        }
        if (!page.IsTruncated) return;
        token = page.NextContinuationToken;
        if (token === undefined || tokens.has(token))
          throw unreachable(`${NAME} ${bucket} does not say how its listing goes on`);
        tokens.add(token);
      }
    },
    async get(key, maxBytes) {
      return within(async (abortSignal) => {
        const request = client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal });
        const object = await request.catch((reason: unknown) => {
          const name = nameOf(reason);
          if (name === "NoSuchKey") return undefined;
          const words = WORDS_OF_OBJECTS.get(name);
          throw words === undefined ? reason : new CatalogError("invalid-argument", `${words} (${name})`);
        });
        if (!object) return undefined;
        const stream = object.Body?.transformToWebStream();
        const bytes = stream ? await boundedBytes(stream, maxBytes, "it") : new Uint8Array();
        if (object.ContentLength !== undefined && !object.ContentEncoding && bytes.length !== object.ContentLength)
          throw unreachable(`${NAME} ${bucket} broke off its answer`);
        return { text: new TextDecoder().decode(bytes), etag: object.ETag };
      });
    },
    close: () => client.destroy(),
  };
}

const NAME = "The bucket";
const NO_LISTING = "answered with something that is no listing of it";
const TIMEOUT_MS = 60_000;
/** A region that services take which have none. */
const ELSEWHERE = "us-east-1";

/** An error of the SDK in words. Only its name is taken over: messages and causes may hold what was sent. */
function failureOf(reason: unknown, bucket: string): CatalogError {
  const name = nameOf(reason);
  const words = WORDS.get(name);
  if (words !== undefined) return unreachable(`${NAME} ${bucket} ${words} (${name})`);
  if (reason instanceof Error && reason.message.startsWith("Region is missing"))
    return unreachable(`${NAME} ${bucket} has no region. Name one, or set one up for the SDK`);
  const status = statusOf(reason);
  const shown = /^[A-Za-z]{1,60}$/.test(name) && name !== "Error" ? ` (${name})` : "";
  const what =
    status === undefined || status === 200
      ? "cannot be reached, or broke off its answer"
      : `answered with status ${status}`;
  return unreachable(`${NAME} ${bucket} ${what}${shown}`);
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ["NoSuchBucket", "does not exist. Check its name and region"],
  ["AccessDenied", "does not let these credentials read this. They need s3:ListBucket and s3:GetObject"],
  ["Forbidden", "does not let these credentials read this. They need s3:ListBucket and s3:GetObject"],
  ["InvalidAccessKeyId", "does not know the access key"],
  ["SignatureDoesNotMatch", "does not accept the secret access key"],
  ["ExpiredToken", "does not accept the session token: it has expired"],
  ["CredentialsProviderError", "cannot be asked: no credentials were found. Give some, or set them up for the SDK"],
  ["SlowDown", "asks for fewer requests"],
]);

/** What is wrong with a single object, and says nothing about the bucket. */
const WORDS_OF_OBJECTS: ReadonlyMap<string, string> = new Map([
  ["AccessDenied", "these credentials may not read it. They need s3:GetObject"],
  ["InvalidObjectState", "it is kept in an archive. Restore it, or leave it out"],
]);

function nameOf(reason: unknown): string {
  return reason instanceof Error ? reason.name : "";
}

/** What the answer behind an error of the SDK was; undefined when there was none. */
function statusOf(reason: unknown): number | undefined {
  const answer = answers.safeParse(reason);
  return answer.success ? answer.data.$metadata.httpStatusCode : undefined;
}

function headersOf(reason: unknown): Headers {
  const retryAfter = answers.safeParse(reason).data?.$response?.headers["retry-after"];
  return new Headers(retryAfter === undefined ? {} : { "retry-after": retryAfter });
}

const answers = z.object({
  $metadata: z.object({ httpStatusCode: z.number().optional() }),
  $response: z
    .object({ headers: z.record(z.string(), z.string()) })
    .optional()
    .catch(undefined),
});

function unreachable(what: string): CatalogError {
  return new CatalogError("source-unreachable", what);
}

import { openCatalog } from "@callboard/core";
import { describeProvider, fastClock, providerContext, runProvider } from "@callboard/core/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { type S3ProviderOptions, s3Provider } from "../../src/s3.ts";
import { CANARY, descriptor, names } from "../descriptors.ts";
import { loopback } from "../loopback.ts";
import { fakeS3 } from "./fake-s3.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: CANARY, sessionToken: "canary-session/Tq9+x==" };

describeProvider({ describe, it }, "s3Provider", async () => {
  const { server, objects, forbidden, fail } = await fakeS3("catalog");
  const keys = names(20).map((name) => `teams/${name}/catalog-info.yaml`);
  for (const [index, key] of keys.entries()) objects.set(key, descriptor(`team-${index + 1}`));
  const keyOf = (location: string) => location.slice("s3:catalog/".length);
  return {
    provider: s3Provider({ bucket: "catalog", endpoint: server.origin, credentials }),
    fetch, // the SDK has sockets of its own; this says that they are real
    locations: keys.map((key) => `s3:catalog/${key}`),
    entities: 20,
    secrets: [credentials.secretAccessKey, credentials.sessionToken],
    remove: async (location) => void objects.delete(keyOf(location)),
    change: async (location) => void objects.set(keyOf(location), descriptor("changed")),
    breakDocument: async (location) => void forbidden.add(keyOf(location)),
    breakSource: server.close,
    failMidway: async (fault) => fail(fault),
    recover: async () => fail(null),
    dispose: server.close,
  };
});

const network = { clock: fastClock(20) };

async function bucketWith(...keys: readonly string[]) {
  const s3 = await fakeS3("catalog");
  onTestFinished(s3.server.close);
  for (const key of keys) s3.objects.set(key, descriptor("team"));
  const provider = (options: Partial<S3ProviderOptions> = {}) =>
    s3Provider({ bucket: "catalog", endpoint: s3.server.origin, credentials, ...options });
  const locations = async (options?: Partial<S3ProviderOptions>) => {
    const { documents } = await runProvider(provider(options), network);
    return documents.map(({ location }) => location);
  };
  return { ...s3, provider, locations };
}

describe("s3Provider", () => {
  it("yields what an object holds, when it last changed, and its ETag as version", async () => {
    const { provider, objects } = await bucketWith();
    objects.set("catalog-info.yaml", "kind: Component\n");
    const { documents } = await runProvider(provider(), network);
    expect(documents).toEqual([
      {
        location: "s3:catalog/catalog-info.yaml",
        content: "kind: Component\n",
        modified: "2026-11-20T06:00:00.000Z",
        version: expect.stringMatching(/^"[0-9a-f]{32}"$/),
      },
    ]);
  });

  it("lists only its prefixes, each object once, and reads what include names and exclude does not", async () => {
    const { locations, server } = await bucketWith(
      "a/catalog-info.yaml",
      "a/old/catalog-info.yaml",
      "a/other.yaml",
      "b/catalog-info.yaml",
      "c/catalog-info.yaml",
      "c/",
    );
    expect(await locations({ prefixes: ["a/", "a/o", "b/"], exclude: ["a/old"] })).toEqual([
      "s3:catalog/a/catalog-info.yaml",
      "s3:catalog/b/catalog-info.yaml",
    ]);
    const asked = server.requests.map(({ url }) => url.searchParams.get("prefix")).filter(Boolean);
    expect([...new Set(asked)]).toEqual(["a/", "a/o", "b/"]);
    expect(await locations({ include: ["a/*.yaml"] })).toEqual([
      "s3:catalog/a/catalog-info.yaml",
      "s3:catalog/a/other.yaml",
    ]);
  });

  it("transfers only objects that have changed", async () => {
    const { provider, objects, server } = await bucketWith(...names(20).map((name) => `${name}/catalog-info.yaml`));
    for (const key of objects.keys()) objects.set(key, descriptor(key.split("/")[0] ?? ""));
    const catalog = await openCatalog({ providers: [provider()], runtime: network, schedule: false });
    const before = server.requests.length;
    objects.set("team-3/catalog-info.yaml", descriptor("team-3", "Changed."));
    const [report] = await catalog.refresh();
    expect([report?.added, report?.changed, report?.removed]).toEqual([0, 1, 0]);
    const fetched = server.requests.slice(before).filter(({ url }) => !url.searchParams.has("list-type"));
    expect(fetched.map(({ url }) => url.pathname)).toEqual(["/catalog/team-3/catalog-info.yaml"]);
    await catalog.close();
  });

  it("skips objects that may not be read, however many, and keys named outright that are not there", async () => {
    const keys = names(10).map((name) => `${name}/catalog-info.yaml`);
    const { provider, forbidden } = await bucketWith(...keys);
    for (const key of keys.slice(1)) forbidden.add(key);
    const run = await runProvider(provider({ include: ["*/catalog-info.yaml", "org.yaml"] }), network);
    expect(run.documents).toHaveLength(1);
    expect(new Set(run.skipped.map(({ reason }) => reason))).toEqual(
      new Set([
        "these credentials may not read it. They need s3:GetObject (AccessDenied)",
        "it is named in include but is not there. Take its name out if that is as it should be",
      ]),
    );
    expect(run.skipped).toHaveLength(10);
  });

  it("S17: skips an object over the limit without reading it, and one that turns out to be larger", async () => {
    const { provider, objects, server } = await bucketWith();
    objects.set("a/catalog-info.yaml", "x".repeat(2_001));
    const { skipped } = await runProvider(provider({ maxBytes: 2_000 }), network);
    expect(skipped).toEqual([
      { location: "s3:catalog/a/catalog-info.yaml", reason: "it is larger than maxBytes, which is 2000 bytes" },
    ]);
    expect(server.requests).toHaveLength(1);
    await expect(
      provider({ maxBytes: 2_000 }).read?.("s3:catalog/a/catalog-info.yaml", providerContext(network)),
    ).rejects.toMatchObject({ code: "limit-exceeded" });
  });

  it("R05: throws for a page that reads as no listing, such as the page of a proxy, so that nothing is taken for gone", async () => {
    const pages = [
      "<html><body>Please sign in.</body></html>",
      "<ListBucketResult></ListBucketResult>",
      "<ListBucketResult><Name>catalog</Name><IsTruncated>true</IsTruncated></ListBucketResult>",
      "",
    ];
    for (const body of pages) {
      const server = await loopback(() => ({ headers: { "content-type": "application/xml" }, body }));
      const provider = s3Provider({ bucket: "catalog", endpoint: server.origin, credentials });
      await expect(runProvider(provider, network), body).rejects.toMatchObject({ code: "source-unreachable" });
      await server.close();
    }
  });

  it("says what is wrong with the bucket and its credentials", async () => {
    const { provider, server } = await bucketWith("catalog-info.yaml");
    await expect(runProvider(provider({ bucket: "catalogue" }), network)).rejects.toThrow(
      "The bucket catalogue does not exist. Check its name and region (NoSuchBucket)",
    );
    const denied = await loopback(() => ({ status: 403, body: "<Error><Code>SignatureDoesNotMatch</Code></Error>" }));
    onTestFinished(denied.close);
    await expect(runProvider(provider({ endpoint: denied.origin }), network)).rejects.toThrow(
      "The bucket catalog does not accept the secret access key (SignatureDoesNotMatch)",
    );
    expect(server.requests).toHaveLength(1);
  });

  it("S14: reads further objects of its bucket below its prefixes only, and lists them by pattern", async () => {
    const { provider, server } = await bucketWith(
      "a/catalog-info.yaml",
      "a/apis/x.json",
      "a/apis/y.json",
      "b/secret.txt",
    );
    const own = provider({ prefixes: ["a/"] });
    const context = providerContext(network);
    expect(await own.read?.("s3:catalog/a/apis/x.json", context)).toContain("kind: Group");
    expect(await own.read?.("s3:catalog/a/apis/none.json", context)).toBeUndefined();
    expect(await own.list?.("s3:catalog/a/**/*.json", context)).toEqual([
      "s3:catalog/a/apis/x.json",
      "s3:catalog/a/apis/y.json",
    ]);
    const before = server.requests.length;
    for (const key of ["catalog/b/secret.txt", "catalog/a/../b/secret.txt", "other/a/x.json", "catalog/"])
      await expect(own.read?.(`s3:${key}`, context), key).rejects.toMatchObject({ code: "invalid-argument" });
    expect(server.requests).toHaveLength(before);
  });

  it("S40: takes credentials from its options only where there are some, whatever the environment holds", async () => {
    const { provider, server } = await bucketWith("catalog-info.yaml");
    await runProvider(provider(), network);
    expect(server.requests[0]?.headers.authorization).toContain("Credential=AKIDEXAMPLE/");
    expect(server.requests[0]?.headers["x-amz-security-token"]).toBe(credentials.sessionToken);
  });
});

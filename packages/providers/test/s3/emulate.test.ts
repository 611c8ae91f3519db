import { openCatalog } from "@callboard/core";
import { createEmulator, type Emulator } from "emulate";
import { expect, it, onTestFinished } from "vitest";
import { s3Provider } from "../../src/s3.ts";
import { descriptor } from "../descriptors.ts";

it("s3Provider reads a bucket of emulate 0.12.2: ETags, changes and removals", { timeout: 30_000 }, async () => {
  const emulator: Emulator = await createEmulator({
    service: "aws",
    port: 0,
    seed: { aws: { s3: { buckets: [{ name: "catalog" }] } } },
  });
  onTestFinished(() => emulator.close());
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
  const endpoint = emulator.url; // at /s3, too, but there without the slash that the SDK puts behind the bucket
  const put = async (key: string, body: string) => {
    const { S3Client, PutObjectCommand, DeleteObjectCommand } = await import("@aws-sdk/client-s3");
    const client = new S3Client({ endpoint, credentials, region: "us-east-1", forcePathStyle: true });
    const place = { Bucket: "catalog", Key: key };
    await client.send(body === "" ? new DeleteObjectCommand(place) : new PutObjectCommand({ ...place, Body: body }));
    client.destroy();
  };
  await put("teams/a/catalog-info.yaml", descriptor("a"));
  await put("teams/b/catalog-info.yaml", descriptor("b"));
  await put("other/catalog-info.yaml", descriptor("other"));
  const provider = s3Provider({ bucket: "catalog", endpoint, credentials, prefixes: ["teams/"] });
  const catalog = await openCatalog({ providers: [provider], schedule: false });
  onTestFinished(() => catalog.close());
  const found = () => catalog.query().items.map(({ metadata }) => metadata.name);
  expect(found()).toEqual(["a", "b"]);
  await put("teams/b/catalog-info.yaml", descriptor("b", "Changed."));
  await put("teams/c/catalog-info.yaml", descriptor("c"));
  expect(await catalog.refresh()).toMatchObject([{ reason: null, added: 1, changed: 1, removed: 0 }]);
  await put("teams/a/catalog-info.yaml", "");
  expect(await catalog.refresh()).toMatchObject([{ reason: null, added: 0, changed: 0, removed: 1 }]);
  expect(found()).toEqual(["b", "c"]);
});

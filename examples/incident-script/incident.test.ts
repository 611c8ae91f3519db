import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { exportSnapshot, openCatalog } from "@callboard/core";
import { fileProvider } from "@callboard/providers/file";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);

describe("incident.ts", () => {
  let folder: string;
  let snapshot: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "callboard-incident-"));
    snapshot = join(folder, "catalog.snapshot");
    const root = fileURLToPath(new URL("../acme", import.meta.url));
    const catalog = await openCatalog({ providers: [fileProvider({ root })], schedule: false });
    await writeFile(snapshot, exportSnapshot(catalog));
    await catalog.close();
  });

  afterAll(() => rm(folder, { recursive: true }));

  it("says from a file alone what breaks and whom to call", async () => {
    const script = fileURLToPath(new URL("./incident.ts", import.meta.url));
    const { stdout } = await run(
      process.execPath,
      ["--conditions=@callboard/source", "--import", "tsx", script, snapshot],
      { cwd: process.cwd() },
    );
    expect(stdout).toContain("resource:payments-db is down: 11 break, 4 degrade.");
    expect(stdout).toContain("api:default/checkout-api breaks: it is provided by checkout-service");
    expect(stdout).toMatch(/group:default\/payments \(\d+ broken\): .*#payments/);
  });
});

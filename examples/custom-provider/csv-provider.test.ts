import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCatalog } from "@callboard/core";
import { describeProvider } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { csvProvider } from "./csv-provider.ts";

async function spreadsheet(...rows: string[]): Promise<{ path: string; dispose: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "callboard-csv-"));
  const path = join(folder, "services.csv");
  await writeFile(path, ["name,owner", ...rows, ""].join("\n"));
  return { path, dispose: () => rm(folder, { recursive: true, force: true }) };
}

describe("csvProvider", () => {
  it("has fewer than 20 lines", async () => {
    const source = await readFile(new URL("./csv-provider.ts", import.meta.url), "utf8");
    expect(source.trim().split("\n").length).toBeLessThan(20);
  });

  it("makes one entity of each row, and reports a bad row without losing the others", async () => {
    const { path, dispose } = await spreadsheet("billing,group:money", "not a name!,group:money", "mailer,group:money");
    const catalog = await openCatalog({ providers: [csvProvider(path)], schedule: false });
    expect(catalog.query().items.map(({ metadata }) => (metadata as { name: string }).name)).toEqual([
      "billing",
      "mailer",
    ]);
    expect(catalog.problems()).toEqual(
      expect.arrayContaining([expect.objectContaining({ location: "csv:services#3", path: "/metadata/name" })]),
    );
    await dispose();
  });
});

describeProvider({ describe, it }, "csvProvider", async () => {
  const { path, dispose } = await spreadsheet("billing,group:money", "mailer,group:money");
  return {
    provider: csvProvider(path),
    locations: ["csv:services#2", "csv:services#3"],
    dispose,
    breakSource: dispose.bind(null),
  };
});

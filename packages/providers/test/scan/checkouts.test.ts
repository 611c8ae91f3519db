import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { scanFolder } from "../../src/scan.ts";
import { scoreOf } from "./score.ts";

const checkout = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

const FLOORS = [
  ["harbour", { entities: [0.95, 0.95], owners: [0.95, 0.95], edges: [0.95, 0.95] }],
  ["northgate", { entities: [0.95, 0.95], owners: [0.95, 0.95], edges: [0.95, 0.95] }],
  ["orchard", { entities: [0.95, 0.95], owners: [0.95, 0.95], edges: [0.95, 0.95] }],
  ["boutique", { entities: [1, 1], owners: [1, 1], edges: [1, 1] }],
  ["voting", { entities: [1, 1], owners: [1, 1], edges: [1, 1] }],
  ["lumen", { entities: [1, 0.95], owners: [1, 1], edges: [0.88, 1] }],
] as const;

const SECRETS = ["s3cr3t-orders", "t3rr4form-s3cret", "Sup3r-S3cret"];

describe("scanFolder on checkouts of whole companies", () => {
  it.each(FLOORS)("finds what the engineers of %s would write down", async (name, floors) => {
    const folder = checkout(name);
    const scores = scoreOf(await scanFolder({ root: folder }), folder);
    for (const part of ["entities", "owners", "edges"] as const) {
      const [recall, precision] = floors[part];
      expect(scores[part].recall, `recall of ${part}`).toBeGreaterThanOrEqual(recall);
      expect(scores[part].precision, `precision of ${part}`).toBeGreaterThanOrEqual(precision);
    }
  });

  it.each(FLOORS.map(([name]) => name))(
    "gives every entity, owner and edge of %s a line that is there",
    async (name) => {
      const folder = checkout(name);
      const { entities, edges, undecided } = await scanFolder({ root: folder });
      const places = [...entities, ...edges, ...undecided, ...entities.flatMap(({ owner }) => owner ?? [])].map(
        ({ place }) => place,
      );
      for (const { path, line } of places) {
        const lines = readFileSync(join(folder, path), "utf8").split("\n");
        expect(lines[line - 1]?.trim(), `${path}:${line}`).toBeTruthy();
      }
    },
  );

  it.each(FLOORS.map(([name]) => name))("S36: keeps the passwords in %s to itself", async (name) => {
    const text = JSON.stringify(await scanFolder({ root: checkout(name) }));
    for (const secret of SECRETS) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/\/\/[^/\s"]+@/);
  });

  it("infers the same again", async () => {
    const root = checkout("orchard");
    expect(await scanFolder({ root })).toEqual(await scanFolder({ root }));
  });
});

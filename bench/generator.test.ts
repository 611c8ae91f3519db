import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { planCatalog } from "./generator/plan-catalog.ts";
import { catalogFiles, writeCatalog } from "./generator.ts";

const SERVICES = 2_000;
const plan = planCatalog({ services: SERVICES });

function textOf(options: { services: number; seed?: number }): string {
  return JSON.stringify([...catalogFiles(planCatalog(options))]);
}

describe("planCatalog", () => {
  it("plans 60,600 entities for 20,000 services", () => {
    expect(planCatalog({ services: 20_000 }).entities).toBe(60_600);
  });

  it("plans APIs, resources, users, groups and systems in fixed proportions", () => {
    expect(plan.services.filter(({ api }) => api !== null)).toHaveLength(0.6 * SERVICES);
    expect(plan.services.filter(({ resource }) => resource !== null)).toHaveLength(0.5 * SERVICES);
    expect(plan.users).toHaveLength(0.8 * SERVICES);
    expect(plan.groups).toHaveLength(Math.ceil(SERVICES / 12));
    expect(plan.systems).toHaveLength(SERVICES / 25);
  });

  it("gives every entity of a kind a name of its own", () => {
    const large = planCatalog({ services: 60_000 });
    for (const named of [large.services, large.groups, large.users, large.systems, large.domains]) {
      expect(new Set(named.map(({ name }) => name)).size).toBe(named.length);
    }
  });

  it("gives services four dependencies on average, each once", () => {
    const total = plan.services.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
    expect(total / SERVICES).toBeGreaterThan(3.8);
    expect(total / SERVICES).toBeLessThan(4.2);
    for (const { dependencies } of plan.services) {
      expect(new Set(dependencies.map(({ target }) => target)).size).toBe(dependencies.length);
    }
  });

  it("lets a few things be needed far more often than most", () => {
    const counts = new Map<string, number>();
    for (const { target } of plan.services.flatMap(({ dependencies }) => dependencies)) {
      counts.set(target, (counts.get(target) ?? 0) + 1);
    }
    const sorted = [...counts.values()].sort((a, b) => b - a);
    const top = sorted.slice(0, Math.ceil(sorted.length / 100)).reduce((sum, count) => sum + count, 0);
    const all = sorted.reduce((sum, count) => sum + count, 0);
    expect(top / all).toBeGreaterThan(0.1);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(3);
  });

  it("breaks owners and dependencies of one service in a hundred, and nothing else", () => {
    const groups = new Set(plan.groups.map(({ name }) => name));
    const refs = new Set(
      plan.services.flatMap(({ name, api, resource }) => [
        `component:default/${name}`,
        `api:default/${api}`,
        `resource:default/${resource}`,
      ]),
    );
    const badOwners = plan.services.filter(({ owner }) => !groups.has(owner)).map(({ name }) => name);
    const dangling = plan.services
      .filter(({ dependencies }) => dependencies.some(({ target }) => !refs.has(target)))
      .map(({ name }) => name);
    expect(badOwners.sort()).toEqual([...plan.faults.badOwners].sort());
    expect(dangling.sort()).toEqual([...plan.faults.danglingDependencies].sort());
    expect(badOwners.length + dangling.length).toBe(0.01 * SERVICES);
  });

  it("makes one service in two hundred part of a cycle of two", () => {
    const needs = new Set(
      plan.services.flatMap(({ name, dependencies }) =>
        dependencies.map(({ target }) => `${name} ${target.replace("component:default/", "")}`),
      ),
    );
    expect(plan.faults.cycles).toHaveLength(0.005 * SERVICES);
    for (const [a, b] of plan.faults.cycles) {
      expect(needs.has(`${a} ${b}`) && needs.has(`${b} ${a}`), `${a} and ${b}`).toBe(true);
    }
  });

  it("writes notes on about a third of the edges", () => {
    const dependencies = plan.services.flatMap((service) => service.dependencies);
    const share = dependencies.filter(({ note }) => note !== null).length / dependencies.length;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.4);
    for (const field of ["needs", "when", "anyOf", "in"] as const) {
      expect(
        dependencies.some(({ note }) => note?.[field] !== undefined),
        field,
      ).toBe(true);
    }
  });
});

describe("catalogFiles", () => {
  it("yields the same bytes for the same seed and others for another", () => {
    expect(textOf({ services: 200, seed: 7 })).toBe(textOf({ services: 200, seed: 7 }));
    expect(textOf({ services: 200, seed: 7 })).not.toBe(textOf({ services: 200, seed: 8 }));
  });

  it("yields service files of about 3.5 kB", () => {
    const sizes = [...catalogFiles(plan)]
      .filter(({ path }) => path.startsWith("services/"))
      .map(({ content }) => content.length);
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    expect(sizes).toHaveLength(SERVICES);
    expect(mean).toBeGreaterThan(3_300);
    expect(mean).toBeLessThan(3_700);
  });

  it("yields YAML without errors that describes every planned entity", () => {
    const small = planCatalog({ services: 200 });
    const documents = [...catalogFiles(small)].flatMap(({ content }) => parseAllDocuments(content));
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
    expect(documents).toHaveLength(small.entities);
  });
});

describe("writeCatalog", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "callboard-generator-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("writes every file and says how many and how large", async () => {
    const written = await writeCatalog(folder, { services: 200 });
    const expected = [...catalogFiles(written.plan)];
    const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith(".yaml"));
    const contents = await Promise.all(expected.map(({ path }) => readFile(join(folder, path), "utf8")));
    expect(paths).toHaveLength(expected.length);
    expect(contents).toEqual(expected.map(({ content }) => content));
    expect(written).toMatchObject({
      files: expected.length,
      bytes: expected.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0),
    });
  });
});

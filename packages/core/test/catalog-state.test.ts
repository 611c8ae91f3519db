import { setImmediate as turnOfLoop } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { defineLintRule, type LintRule, openCatalog } from "../src/index.ts";
import { componentYaml, groupFile, memorySource } from "./documents.ts";

/** Each needs the one before it, which is not there for the first. */
const services = (count: number, lifecycle: string) => [
  groupFile("shop"),
  ...Array.from({ length: count }, (_, index) => ({
    location: `file:${index}.yaml`,
    content: componentYaml(`service-${index}`, { lifecycle, dependsOn: [`component:service-${index - 1}`] }),
  })),
];

/** A rule that finds the lifecycle of every entity, and tells how often it was asked. */
function countedRule(): { readonly rule: LintRule; asked(): number } {
  let asked = 0;
  const rule = defineLintRule({
    id: "lifecycle-told",
    severity: "info",
    description: "A service has a lifecycle.",
    *check({ entities }) {
      asked += 1;
      for (const stored of entities) yield { stored, path: "/spec", message: String(stored.entity.spec?.lifecycle) };
    },
  });
  return { rule, asked: () => asked };
}

const open = (source: ReturnType<typeof memorySource>, rule: LintRule) =>
  openCatalog({
    providers: [source.provider],
    schedule: false,
    lint: { extra: [rule] },
    guard: { maxLostShare: 1, maxOwned: 10_000 },
    // Each look at it takes a millisecond, so that everything takes many turns.
    runtime: { clock: { now: lookedAt(), setTimer: () => () => {} } },
  });

function lookedAt(): () => number {
  let looks = Date.parse("2026-11-20T10:00:00Z");
  return () => looks++;
}

describe("catalogState", () => {
  it("has what problems() tells ready when it is prepared", async () => {
    const { rule, asked } = countedRule();
    const source = memorySource("files", services(30, "production"));
    const catalog = await open(source, rule);
    await catalog.prepare();
    const told = () =>
      catalog
        .snapshot()
        .problems()
        .filter(({ rule: id }) => id === rule.id).length;
    expect([asked(), told(), asked()]).toEqual([1, 31, 1]);
    source.documents = services(31, "production");
    await catalog.refresh();
    await Promise.all([catalog.prepare(), catalog.prepare()]);
    expect([asked(), told(), asked()]).toEqual([2, 32, 2]);
  });

  it("has it ready after a large change where it was asked for before, and else does not work it out", async () => {
    const { rule, asked } = countedRule();
    const source = memorySource("files", services(600, "production"));
    const catalog = await open(source, rule);
    source.documents = services(600, "experimental");
    await catalog.refresh();
    expect(asked()).toBe(0);
    catalog.problems();
    source.documents = services(600, "deprecated");
    await catalog.refresh();
    expect(asked()).toBe(2);
    expect(catalog.problems().filter(({ message }) => message === "deprecated")).toHaveLength(600);
    expect(asked()).toBe(2);
  });

  it("tells what is so when it changes while it is prepared, and before", async () => {
    const { rule } = countedRule();
    const source = memorySource("files", services(40, "production"));
    const catalog = await open(source, rule);
    await catalog.prepare();
    for (let turns = 0; turns < 12; turns += 1) {
      const lifecycle = `edition-${turns}`;
      const [, ...others] = services(40, "production").slice(1);
      source.documents = [...services(1, lifecycle), ...others];
      const pinned = turns % 2 === 0 ? catalog.snapshot() : undefined;
      const told = pinned?.problems();
      const preparing = catalog.prepare();
      for (let turn = 0; turn < turns; turn += 1) await turnOfLoop();
      await catalog.refresh();
      await preparing;
      expect(catalog.problems()).toEqual((await open(source, rule)).problems());
      expect(catalog.problems().filter(({ message }) => message === lifecycle)).toHaveLength(1);
      expect(pinned?.problems()).toEqual(told);
    }
  });

  it("leaves what a rule throws to who asks for problems", async () => {
    const rule = defineLintRule({
      id: "throws",
      severity: "info",
      description: "Nothing can be said.",
      check() {
        throw new Error("The rule is broken.");
      },
    });
    const source = memorySource("files", services(600, "production"));
    const catalog = await open(source, rule);
    await catalog.prepare();
    expect(() => catalog.problems()).toThrow("The rule is broken.");
    source.documents = services(600, "deprecated");
    expect(await catalog.refresh()).toMatchObject([{ state: "complete", changed: 600 }]);
    expect(() => catalog.problems()).toThrow("The rule is broken.");
  });

  it("resolves when the catalog is closed while it is prepared", async () => {
    const catalog = await open(memorySource("files", services(40, "production")), countedRule().rule);
    const preparing = catalog.prepare();
    await catalog.close();
    await preparing;
    expect(catalog.query().total).toBe(41);
  });
});

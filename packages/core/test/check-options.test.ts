import { describe, expect, expectTypeOf, it } from "vitest";
import { openCatalog } from "../src/catalog.ts";
import { checkOptions } from "../src/check-options.ts";
import type { KindDefinition } from "../src/model/kind.ts";
import type { OpenCatalogOptions } from "../src/open-catalog-options.ts";

const provider = { name: "test", async *provide() {} };

/** Values that no program in TypeScript gives, by option, and what is said of them. */
const WRONG = {
  providers: [
    [{}, "providers is an object. Give a list."],
    [["files"], 'providers[0] is "files". Give an object.'],
    [[provider, { provide: provider.provide }], "providers[1].name is not given. Give a text."],
    [[{ name: "files" }], "providers[0].provide is not given. Give a function."],
  ],
  kinds: [["Component", 'kinds is "Component". Give a list.']],
  unknownKinds: [
    ["maybe", 'unknownKinds is "maybe". Give "reject" or "keep".'],
    [true, 'unknownKinds is true. Give "reject" or "keep".'],
  ],
  start: [["cold", 'start is "cold". Give "cached" or "fresh".']],
  schedule: [
    [true, "schedule is true. Give an object, or false to read nothing again."],
    [{ everyMs: "5m" }, 'schedule.everyMs is "5m". Give a number from 0.'],
    [{ everyMs: Number.NaN }, "schedule.everyMs is NaN. Give a number from 0."],
    [{ concurrency: "all" }, 'schedule.concurrency is "all". Give a number.'],
    [{ jitter: 10 }, "schedule.jitter is 10. Give a number from 0 to 1."],
    [{ sources: { test: { watch: "yes" } } }, 'schedule.sources["test"].watch is "yes". Give true or false.'],
  ],
  guard: [[{ maxLostShare: 20 }, "guard.maxLostShare is 20. Give a number from 0 to 1."]],
  limits: [[{ maxBytes: "1 MiB" }, 'limits.maxBytes is "1 MiB". Give a number from 0.']],
  allowedHosts: [["example.com", 'allowedHosts is "example.com". Give a list.']],
  rules: [
    [[{ kinds: ["Component"] }], "rules[0].allow is not given. Give a list."],
    [[{ allow: [], source: 7 }], "rules[0].source is 7. Give a text."],
  ],
  lint: [["off", 'lint is "off". Give an object.']],
  policy: [[() => "allow", "policy is a function. Give an object."]],
  runtime: [
    [{ clock: Date }, "runtime.clock is a function. Give an object."],
    [{ logger: { info() {} } }, "runtime.logger.debug is not given. Give a function."],
    [{ store: {} }, "runtime.store.load is not given. Give a function."],
  ],
  onProgress: [[null, "onProgress is null. Give a function."]],
} satisfies Record<string, readonly (readonly [value: unknown, message: string])[]>;

describe("checkOptions", () => {
  const cases = Object.entries(WRONG).flatMap(([option, wrong]) =>
    wrong.map(([value, message]) => [message, { providers: [provider], [option]: value }] as const),
  );

  it.each(cases)("says: %s", (message, options) => {
    expect(() => checkOptions(options)).toThrow(expect.objectContaining({ code: "invalid-argument", message }));
  });

  it("knows every option", () => {
    expectTypeOf<keyof typeof WRONG>().toEqualTypeOf<keyof OpenCatalogOptions<readonly KindDefinition[]>>();
  });

  it("says what is missing where nothing was given", () => {
    expect(() => checkOptions(undefined)).toThrow("openCatalog is not given. Give an object with options");
    expect(() => checkOptions({})).toThrow("providers is not given. Give a list of them.");
  });

  it("takes what is undefined as not given", () => {
    const absent = Object.fromEntries(Object.keys(WRONG).map((option) => [option, undefined]));
    expect(() => checkOptions({ ...absent, providers: [] })).not.toThrow();
  });

  it("shows nothing of what is in an object", () => {
    const options = { providers: { token: "canary" }, limits: ["canary"] };
    expect(() => checkOptions(options)).toThrow(expect.not.objectContaining({ message: /canary/ }));
    expect(() => checkOptions(options)).not.toThrow("canary");
  });
});

describe("openCatalog", () => {
  it("rejects with what is wrong with an option, and with the values it may have", async () => {
    const options = { providers: [provider], unknownKinds: "maybe" };
    // As a program in JavaScript calls it.
    await expect(Reflect.apply(openCatalog, undefined, [options])).rejects.toMatchObject({
      code: "invalid-argument",
      suggestions: ["reject", "keep"],
    });
  });
});

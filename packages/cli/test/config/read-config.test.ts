import { join } from "node:path";
import { CatalogError } from "@callboard/core";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { Config } from "../../src/config/config-schema.ts";
import { readConfig } from "../../src/config/read-config.ts";
import { catalogFolder } from "../catalog-folder.ts";

interface Given {
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly file?: string;
}

async function read(yaml: string, { files = {}, env = {}, file }: Given = {}) {
  const cwd = await catalogFolder({ "callboard.yaml": yaml, ...files });
  const result = await readConfig({ cwd, env, ...(file !== undefined && { file }) });
  if (!result) throw new Error("nothing was found");
  return result;
}

/** The message of what `readConfig` throws. */
async function fault(yaml: string, given: Given = {}): Promise<string> {
  const reason = await read(yaml, given).then(
    () => "it was read",
    (error: unknown) => error,
  );
  if (!(reason instanceof CatalogError)) throw reason;
  expect(reason.code).toBe("invalid-config");
  return reason.message;
}

describe("readConfig", () => {
  it("fills in defaults, which are those of openCatalog", async () => {
    const { config, files } = await read("sources: [{ type: file, root: ./catalog }]");
    expect(files).toEqual(["callboard.yaml"]);
    expect(config).toEqual({
      sources: [{ type: "file", root: "./catalog", exclude: [], rules: [] }],
      kinds: [],
      unknownKinds: "reject",
      allowedHosts: [],
      rules: [],
      limits: { maxBytes: 67_108_864, maxDocuments: 100_000, maxDepth: 200 },
      guard: { maxLostShare: 0.2, minEntities: 10, maxOwned: 20 },
      schedule: {
        everyMs: 600_000,
        maxDelayMs: 3_600_000,
        jitter: 0.1,
        timeoutMs: 3_600_000,
        rateReserve: 0.1,
        concurrency: 4,
        watch: false,
      },
      lint: { rules: {} },
      environments: {},
      facts: [],
      bot: {
        port: 3000,
        command: "/catalog",
        incidentChannels: ["inc-*", "incident-*"],
        autopilot: false,
        templates: true,
      },
      templates: { hosts: [], allowedHosts: [], timeoutMs: 3_600_000 },
      serve: { port: 7007, host: "127.0.0.1", hosts: [], tokens: [], mcp: true, ratePerMinute: 600 },
    });
    expectTypeOf<Config["sources"][number]["type"]>().toEqualTypeOf<
      "file" | "github" | "gitlab" | "git" | "http" | "s3" | "backstage" | "scan"
    >();
  });

  it("reads the nearest file above, whose folder paths start from", async () => {
    const cwd = await catalogFolder({ "callboard.yaml": "store: x", "a/b/c.txt": "" });
    const found = await readConfig({ cwd: join(cwd, "a/b"), env: {} });
    expect(found).toMatchObject({ folder: cwd, files: ["../../callboard.yaml"] });
  });

  it("is undefined where there is no file, and empty where the file is", async () => {
    expect(await readConfig({ cwd: await catalogFolder({ ".git": "" }), env: {} })).toBeUndefined();
    expect((await read("")).config.sources).toEqual([]);
    expect((await read("# nothing yet\n")).config.sources).toEqual([]);
  });

  it("puts the local file over it: mappings key by key, lists as a whole", async () => {
    const { config, files, explain } = await read(
      "guard: { maxOwned: 1, minEntities: 2 }\nallowedHosts: [a.example, b.example]\n",
      { files: { "callboard.local.yaml": "guard:\n  maxOwned: 3\nallowedHosts: [c.example]\n" } },
    );
    expect(config.guard).toEqual({ maxLostShare: 0.2, minEntities: 2, maxOwned: 3 });
    expect(config.allowedHosts).toEqual(["c.example"]);
    expect(files).toEqual(["callboard.yaml", "callboard.local.yaml"]);
    const origin = (path: string) => explain.find((value) => value.path === path);
    expect(origin("/guard/maxOwned")).toMatchObject({ file: "callboard.local.yaml", line: 2, column: 13 });
    expect(origin("/guard/minEntities")).toMatchObject({ file: "callboard.yaml", line: 1, column: 36 });
    expect(origin("/guard/maxLostShare")).toMatchObject({ value: 0.2, file: null, line: null, column: null });
  });

  it("reads the file that is named, with its own local one", async () => {
    const files = {
      "ops/prod.yaml": "store: prod",
      "ops/prod.local.yaml": "store: mine",
      "callboard.local.yaml": "no: 1",
    };
    const { config, files: read_ } = await read("store: other", { files, file: "ops/prod.yaml" });
    expect(config.store).toBe("mine");
    expect(read_).toEqual(["ops/prod.yaml", "ops/prod.local.yaml"]);
    expect(await fault("", { file: "none.yaml" })).toMatch(/^There is no configuration none\.yaml\. /);
    expect(await fault("", { file: "." })).toContain("could not be read");
  });

  it("S47: keeps what it says about a file on one line, whatever the file is called", async () => {
    const odd = "odd\u001b[2J\nname.yaml";
    expect(await fault("", { file: odd })).toContain("odd\\u001b[2J\\u000aname.yaml");
    expect(await fault("", { files: { [odd]: "sourcs: []" }, file: odd })).toMatch(
      /^odd\\u001b\[2J\\u000aname\.yaml:1:1: /,
    );
  });

  it("takes values from the environment, as numbers and truths where those belong", async () => {
    const { config, explain } = await read(
      "store: ${env:DIR}/store\nguard: { maxOwned: '${env:N}', maxLostShare: '${env:S:-0.5}' }\nschedule: { watch: '${env:W}' }\nunknownKinds: ${env:U:-keep}\n",
      { env: { DIR: "/var", N: "7", W: "true" } },
    );
    expect(config).toMatchObject({
      store: "/var/store",
      guard: { maxOwned: 7, maxLostShare: 0.5 },
      schedule: { watch: true },
      unknownKinds: "keep",
    });
    expect(explain.find(({ path }) => path === "/store")).toMatchObject({ value: "/var/store", env: ["DIR"], line: 1 });
  });

  it("reads a text that looks like a number as one only when it comes from the environment", async () => {
    expect(await fault('guard: { maxOwned: "7" }')).toContain("takes a number");
    expect(await fault("guard: { maxOwned: '${env:N}' }", { env: { N: "7.5" } })).toContain("guard.maxOwned");
    expect(await fault("guard: { maxOwned: '${env:N}' }", { env: { N: "many" } })).toContain('"many"');
    expect((await read("store: '${env:N}'", { env: { N: "7" } })).config.store).toBe("7");
  });

  it("leaves references in keys as they are written", async () => {
    expect(await fault("${env:KEY}: 1", { env: { KEY: "store" } })).toContain("${env:KEY} is not a known field");
  });

  it("does not ask for a variable that the local file makes needless", async () => {
    const { config } = await read("store: ${env:NOT_SET}", { files: { "callboard.local.yaml": "store: mine" } });
    expect(config.store).toBe("mine");
  });

  it("tells everything that is wrong at once, each with its place, in order", async () => {
    const yaml =
      "sources:\n  - type: file\n    rot: x\n    root: 5\n  - type: telegraph\n  - {}\nstore: ${env:STATE}\n" +
      "guard:\n  maxOwned: lots\n  maxLostShare: 3\nsourcs: []\nkinds:\n";
    expect((await fault(yaml, { files: { "callboard.local.yaml": "unknownKinds: maybe" } })).split("\n")).toEqual([
      "The configuration has 10 errors:",
      'callboard.local.yaml:1:15: unknownKinds is "maybe", but takes "reject" or "keep".',
      "callboard.yaml:3:5: sources[0].rot is not a known field. Did you mean root?",
      "callboard.yaml:4:11: sources[0].root is the number 5, but takes text. Put it in quotes.",
      expect.stringMatching(
        /^callboard\.yaml:5:11: sources\[1\]\.type is "telegraph", but takes "file", .* or "scan"\. Replace it\.$/,
      ),
      expect.stringMatching(/^callboard\.yaml:6:5: sources\[2\]\.type is missing\. Add it: "file", .* or "scan"\.$/),
      "callboard.yaml:7:8: store: the environment variable STATE is not set. Set it, or write ${env:STATE:-default}.",
      'callboard.yaml:9:13: guard.maxOwned is "lots", but takes a number. Replace it.',
      "callboard.yaml:10:17: guard.maxLostShare has the number 3, but takes at most 1.",
      "callboard.yaml:11:1: sourcs is not a known field. Did you mean sources?",
      "callboard.yaml:12:1: kinds is empty, but takes a list. Give it a value or remove it.",
    ]);
  });

  it("suggests the type that a misspelt one comes near to, and lists them when none does", async () => {
    expect(await fault("facts: [{ type: pagerdutty }]")).toBe(
      'callboard.yaml:1:17: facts[0].type is "pagerdutty". Did you mean pagerduty?',
    );
    expect(await fault("facts: [{ type: telegraph }]")).toMatch(
      /facts\[0\]\.type is "telegraph", but takes "pagerduty", .* or "github-actions"\. Replace it\.$/,
    );
  });

  it("S37: masks the tokens of facts, wherever they come from", async () => {
    const { shown, secrets } = await read("facts: [{ type: opsgenie, token: a-plain-token }]");
    expect(shown).toMatchObject({ facts: [{ type: "opsgenie", token: "***" }] });
    expect(secrets).toEqual(["a-plain-token"]);
  });

  it("lists the fields when none comes near, and says of policy that nothing would heed it", async () => {
    expect(await fault("guard: { zzz: 1 }")).toBe(
      "callboard.yaml:1:10: guard.zzz is not a known field. The fields here are: maxLostShare, minEntities, maxOwned.",
    );
    expect(await fault("policy: { roles: {} }")).toBe(
      "callboard.yaml:1:1: policy is not supported yet: everyone sees the whole catalog. Remove it.",
    );
  });

  it("checks rules and environments by their names", async () => {
    expect(await fault("lint: { rules: { dangling-re: off } }")).toBe(
      'callboard.yaml:1:18: There is no lint rule "dangling-re". Did you mean dangling-ref?',
    );
    expect(await fault("environments: { known: [prod, test], default: prd }")).toBe(
      'callboard.yaml:1:47: environments.default is "prd". Did you mean prod?',
    );
    expect((await read("environments: { default: prod }")).config.environments.default).toBe("prod");
  });

  it("refuses files that are no configuration", async () => {
    expect(await fault("store: a\n---\nstore: b")).toBe(
      "callboard.yaml:3:1: The file has several documents, but a configuration is one. Remove the --- above.",
    );
    expect(await fault("- a")).toBe(
      "callboard.yaml:1:1: A configuration is a mapping. Begin with sources:, for example.",
    );
    expect(await fault("store: [")).toMatch(/^callboard\.yaml:1:9: This is not valid YAML: /);
    expect(await fault("store: a\nstore: b")).toContain('callboard.yaml:2:1: The key "store" occurs twice');
    const both = await fault("a: [", { files: { "callboard.local.yaml": "b: [" } });
    expect(both.split("\n")).toHaveLength(3);
  });

  it("does not repeat pieces of a file that is not YAML", async () => {
    expect(await fault('store: "a" "canary-7c1e"')).not.toContain("canary");
  });

  it("S01, S03, S04: refuses bombs, depth and size in a clear error, at once", async () => {
    const levels = Array.from(
      { length: 10 },
      (_, n) =>
        `a${n}: &a${n} [${Array(9)
          .fill(n ? `*a${n - 1}` : "x")
          .join(",")}]`,
    );
    const hostile = [levels.join("\n"), "[".repeat(20_000), `store: ${"x".repeat(1_048_600)}`];
    for (const yaml of hostile) {
      const before = process.cpuUsage();
      expect(await fault(yaml)).toMatch(/callboard\.yaml:\d+:\d+: /);
      expect(process.cpuUsage(before).user / 1000).toBeLessThan(1000);
    }
  });

  it("S05: refuses keys that reach for prototypes, in the file and in the one over it", async () => {
    for (const key of ["__proto__", "prototype"]) {
      expect(await fault(`${key}: { polluted: 1 }`)).toContain(`The key "${key}" is not allowed`);
      expect(await fault("", { files: { "callboard.local.yaml": `guard: { ${key}: { polluted: 1 } }` } })).toContain(
        `The key "${key}" is not allowed`,
      );
    }
    expect(await fault("constructor: { polluted: 1 }")).toContain("constructor is not a known field");
    expect(await fault("lint: { rules: { constructor: off } }")).toContain('no lint rule "constructor"');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

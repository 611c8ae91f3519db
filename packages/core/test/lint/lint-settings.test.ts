import { describe, expect, it } from "vitest";
import {
  defineLintRule,
  exportSnapshot,
  type LintSettings,
  lintRules,
  openCatalog,
  openSnapshot,
} from "../../src/index.ts";
import { lintProfile } from "../../src/lint/lint-settings.ts";
import { componentYaml, memorySource } from "../documents.ts";

const tierMissing = defineLintRule({
  id: "acme-tier-missing",
  severity: "info",
  description: "A component says nothing about how much it matters.",
  *check({ entities }) {
    for (const stored of entities) {
      if (stored.entity.metadata.labels?.tier !== undefined) continue;
      yield { stored, path: "/metadata", message: "metadata: there is no label tier. Add one." };
    }
  },
});

async function opened(lint: LintSettings) {
  const source = memorySource("files", [
    { location: "file:web.yaml", content: componentYaml("web", { owner: "gone" }) },
  ]);
  return openCatalog({ providers: [source.provider], schedule: false, lint });
}

describe("lintProfile", () => {
  it("runs every rule with its own severity unless told otherwise", () => {
    expect(lintProfile().rules).toEqual(lintRules);
    expect(lintProfile().environments).toBeNull();
  });

  it("takes the severity that is set, and leaves out what is off", () => {
    const { rules } = lintProfile({ rules: { "dangling-ref": "error", "declares-nothing": "off" } });
    expect(rules.find(({ id }) => id === "dangling-ref")?.severity).toBe("error");
    expect(rules.map(({ id }) => id)).toEqual(lintRules.map(({ id }) => id).filter((id) => id !== "declares-nothing"));
  });

  it("refuses a rule that is not there, and names those that come close", () => {
    expect(() => lintProfile({ rules: { "danglin-refs": "off" } })).toThrow(
      expect.objectContaining({
        code: "invalid-argument",
        message: 'There is no lint rule "danglin-refs" to configure. Did you mean dangling-ref?',
        suggestions: ["dangling-ref"],
      }),
    );
    for (const id of ["yaml/syntax", "constructor"]) {
      expect(() => lintProfile({ rules: { [id]: "off" } })).toThrow(/The rules are: owner-not-found, /);
    }
  });

  it("refuses a severity that is none", () => {
    const rules = JSON.parse('{ "dangling-ref": "fatal" }');
    expect(() => lintProfile({ rules })).toThrow(
      expect.objectContaining({ code: "invalid-argument", suggestions: ["error", "warning", "info", "off"] }),
    );
  });

  it("refuses an empty list of environments", () => {
    expect(() => lintProfile({ environments: [] })).toThrow(expect.objectContaining({ code: "invalid-argument" }));
  });

  it("runs rules of an embedder, which are configured like any other", () => {
    const { rules } = lintProfile({ extra: [tierMissing], rules: { "acme-tier-missing": "error" } });
    expect(rules.at(-1)).toMatchObject({ id: "acme-tier-missing", severity: "error" });
  });

  it("keeps the check of a rule that is an instance of a class", () => {
    class Rule {
      readonly id = "of-a-class";
      readonly severity = "info";
      readonly description = "For the test.";
      private readonly found = [];
      check() {
        return this.found;
      }
    }
    const [rule] = lintProfile({ extra: [new Rule()], rules: { "of-a-class": "error" } }).rules.slice(-1);
    expect([...(rule?.check({} as never) ?? [1])]).toEqual([]);
  });

  it("refuses two rules of one id", () => {
    const rule = { ...tierMissing, id: "dangling-ref" };
    for (const extra of [[tierMissing, tierMissing], [rule]]) {
      expect(() => lintProfile({ extra })).toThrow(expect.objectContaining({ code: "invalid-argument" }));
    }
  });
});

describe("defineLintRule", () => {
  it("refuses an id that nobody could write in a configuration", () => {
    for (const id of ["", "Tier", "tier missing", "yaml/syntax", "-tier"]) {
      expect(() => defineLintRule({ ...tierMissing, id })).toThrow(
        expect.objectContaining({ code: "invalid-argument" }),
      );
    }
  });
});

describe("lintRules", () => {
  it("have each an id of its own and a sentence", () => {
    expect(new Set(lintRules.map(({ id }) => id)).size).toBe(lintRules.length);
    for (const { id, description } of lintRules) {
      expect(id).toMatch(/^[a-z-]+$/);
      expect(description).toMatch(/^[A-Zs].*\.$/);
    }
  });
});

describe("the settings of a catalog", () => {
  const ids = (view: { problems(): readonly { readonly rule: string; readonly severity: string }[] }) =>
    view.problems().map(({ rule, severity }) => `${severity} ${rule}`);

  it("hold in every view of it, and after changes", async () => {
    const catalog = await opened({
      rules: { "owner-not-found": "warning", "declares-nothing": "off" },
      extra: [tierMissing],
    });
    const expected = ["info acme-tier-missing", "warning owner-not-found"];
    for (const view of [catalog, catalog.snapshot(), catalog.in("prod"), catalog.with({})]) {
      expect(ids(view).sort()).toEqual(expected);
    }
    const changed = catalog.with({ set: [{ ...catalog.entity("component:default/web"), metadata: { name: "api" } }] });
    expect(ids(changed).sort()).toEqual([...expected, ...expected].sort());
    await catalog.close();
  });

  it("are given to a snapshot when it is opened", async () => {
    const catalog = await opened({});
    const bytes = exportSnapshot(catalog);
    await catalog.close();
    expect(ids(openSnapshot(bytes))).toEqual(["info declares-nothing", "error owner-not-found"]);
    const lint = { rules: { "declares-nothing": "off", "owner-not-found": "info" } } as const;
    expect(ids(openSnapshot(bytes, { lint }))).toEqual(["info owner-not-found"]);
  });

  it("stop a catalog from opening when they are wrong", async () => {
    await expect(opened({ rules: { nothing: "off" } })).rejects.toMatchObject({ code: "invalid-argument" });
    expect(() => openSnapshot(new Uint8Array(), { lint: { rules: { nothing: "off" } } })).toThrow(
      expect.objectContaining({ code: "invalid-argument" }),
    );
  });

  it("point at the line of an environment that is not on the list", async () => {
    const spec = `  edges:\n    resource:db:\n      in: [prod,\n        prd]\n`;
    const content =
      componentYaml("web").replace(
        "metadata:\n",
        "metadata:\n  annotations:\n    callboard.dev/environments: stagin\n",
      ) + spec;
    const catalog = await openCatalog({
      providers: [memorySource("files", [{ location: "file:web.yaml", content }]).provider],
      schedule: false,
      lint: { environments: ["prod", "staging"] },
    });
    const lines = content.split("\n");
    const lineOf = (text: string) => lines.findIndex((line) => line.includes(text)) + 1;
    expect(catalog.problems().filter(({ rule }) => rule === "unknown-environment")).toMatchObject([
      { line: lineOf("stagin"), column: 33 },
      { line: lineOf("prd"), column: 9 },
    ]);
    await catalog.close();
  });
});

describe("a view of one environment", () => {
  it("does not call a ref dangling that leads to what runs elsewhere", async () => {
    const tool = componentYaml("tool").replace(
      "metadata:\n",
      "metadata:\n  annotations:\n    callboard.dev/environments: dev\n",
    );
    const web = `${componentYaml("web")}  dependsOn: [component:tool]\n`;
    const files = [
      { location: "file:web.yaml", content: web },
      { location: "file:tool.yaml", content: tool },
    ];
    const catalog = await openCatalog({ providers: [memorySource("files", files).provider], schedule: false });
    expect(
      catalog
        .in("prod")
        .problems()
        .filter(({ rule }) => rule === "dangling-ref"),
    ).toEqual([]);
    await catalog.close();
  });
});

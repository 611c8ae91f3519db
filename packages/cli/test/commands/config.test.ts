import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogFolder, component } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

const YAML = `sources:
  - type: file
    root: \${env:ROOT:-./c}
store: kept.store
guard:
  maxOwned: \${env:MAX_OWNED:-30}
allowedHosts: [files.example.com]
`;

describe("callboard config print", () => {
  it("prints what is in force as YAML, with defaults", async () => {
    const cwd = await catalogFolder({ "callboard.yaml": YAML, "callboard.local.yaml": "guard: { minEntities: 3 }" });
    const { code, stdout, stderr } = await runCommand(["config", "print"], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.split("\n").slice(0, 9)).toEqual([
      "# callboard.yaml, callboard.local.yaml",
      "sources:",
      "  - type: file",
      "    root: ./c",
      "    exclude: []",
      "    rules: []",
      "store: kept.store",
      "kinds: []",
      "unknownKinds: reject",
    ]);
    expect(stdout).toContain("guard:\n  maxLostShare: 0.2\n  minEntities: 3\n  maxOwned: 30\n");
  });

  it("prints what reads as the same configuration again", async () => {
    const cwd = await catalogFolder({ "callboard.yaml": YAML });
    const first = await runCommand(["config", "print", "--format", "json"], { cwd });
    const { stdout } = await runCommand(["config", "print"], { cwd });
    const again = await catalogFolder({ "callboard.yaml": stdout });
    expect((await runCommand(["config", "print", "--format", "json"], { cwd: again })).json()).toEqual(first.json());
  });

  it("explains every value by its place, its variable or as a default", async () => {
    const cwd = await catalogFolder({ "callboard.yaml": YAML });
    const { stdout } = await runCommand(["config", "print", "--explain"], { cwd, env: { MAX_OWNED: "5" } });
    expect(stdout).toContain("  - type: file          # callboard.yaml:2:11\n");
    expect(stdout).toContain("    root: ./c           # env ROOT, callboard.yaml:3:11\n");
    expect(stdout).toContain("  maxOwned: 5           # env MAX_OWNED, callboard.yaml:6:13\n");
    expect(stdout).toContain("  minEntities: 10       # default\n");
  });

  it("explains as JSON", async () => {
    const cwd = await catalogFolder({ "callboard.yaml": YAML });
    const { json } = await runCommand(["config", "print", "--explain", "--format", "json"], { cwd });
    expect(json()).toMatchObject({
      files: ["callboard.yaml"],
      config: { store: "kept.store", unknownKinds: "reject" },
      values: expect.arrayContaining([
        { path: "/sources/0/root", value: "./c", file: "callboard.yaml", line: 3, column: 11, env: ["ROOT"] },
        { path: "/unknownKinds", value: "reject", file: null, line: null, column: null, env: [] },
      ]),
    });
  });

  it("ends with 2 where there is none, and for the demo, which has none", async () => {
    const cwd = await catalogFolder({ ".git": "" });
    expect(await runCommand(["config", "print"], { cwd })).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("--config FILE"),
    });
    const configured = await catalogFolder({ "callboard.yaml": YAML });
    expect((await runCommand(["config", "print", "--demo"], { cwd: configured })).code).toBe(2);
  });
});

describe("callboard config schema", () => {
  it("prints a JSON Schema, also where the configuration is wrong", async () => {
    const cwd = await catalogFolder({ "callboard.yaml": "sourcs: []" });
    const { code, json } = await runCommand(["config", "schema"], { cwd });
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      $schema: "http://json-schema.org/draft-07/schema#",
      properties: {
        sources: {
          items: {
            oneOf: expect.arrayContaining([expect.objectContaining({ description: "Descriptors in a folder." })]),
          },
        },
      },
      additionalProperties: false,
    });
  });
});

describe("secrets", () => {
  const CANARY = 'canary/7c1e "ü" 9f';
  const FORMS: readonly (readonly [string, string])[] = [
    ["plain", CANARY],
    ["base64", Buffer.from(CANARY).toString("base64").replace(/=+$/, "")],
    ["URL-encoded", encodeURIComponent(CANARY)],
    ["hex", Buffer.from(CANARY).toString("hex")],
    ["JSON-escaped", JSON.stringify(CANARY).slice(1, -1)],
    ["first half", CANARY.slice(0, 9)],
    ["second half", CANARY.slice(9)],
  ];
  const env = { API_TOKEN: CANARY };

  async function outputs(yaml: string, ...commands: readonly (readonly string[])[]): Promise<string> {
    const cwd = await catalogFolder({ "callboard.yaml": yaml, "c/catalog-info.yaml": component("web") });
    const all = [];
    for (const command of commands) {
      for (const further of [[], ["--format", "json"], ["--debug"]]) {
        const { stdout, stderr } = await runCommand([...command, ...further], { cwd, env });
        all.push(stdout, stderr);
      }
    }
    return all.join("\n");
  }

  it.each([
    ["in values", "sources: [{ type: file, root: c }]\nallowedHosts: ['${env:API_TOKEN}']\n"],
    ["in the middle of values", "sources: [{ type: file, root: c, name: 'x${env:API_TOKEN}y' }]\n"],
    [
      "where something else belongs",
      "guard: { maxOwned: '${env:API_TOKEN}' }\nunknownKinds: '${env:API_TOKEN}'\nstore: 1\n",
    ],
    ["as a type of source", "sources: [{ type: '${env:API_TOKEN}' }]\n"],
    ["as a folder that is not there", "sources: [{ type: file, root: 'none/${env:API_TOKEN}' }]\n"],
    [
      "as a store that cannot be",
      "sources: [{ type: file, root: c }]\nstore: 'c/catalog-info.yaml/${env:API_TOKEN}'\n",
    ],
    ["as kinds that are not there", "sources: [{ type: file, root: c }]\nkinds: ['${env:API_TOKEN}']\n"],
    [
      "as the source of a rule",
      "sources: [{ type: file, root: c }]\nrules: [{ source: '${env:API_TOKEN}', allow: [] }]\n",
    ],
    ["as an environment", "environments: { known: [prod], default: '${env:API_TOKEN}' }\n"],
    ["beside a variable that is not set", "store: '${env:API_TOKEN}${env:NOT_SET}'\n"],
  ])("S36, S37: are in no output of any command: %s", async (_, yaml) => {
    const output = await outputs(
      yaml,
      ["config", "print"],
      ["config", "print", "--explain"],
      ["sources"],
      ["query"],
      ["plan"],
      ["validate"],
      ["owner", "component:web"],
    );
    for (const [form, text] of FORMS) expect(output.includes(text), form).toBe(false);
  });

  it("S37: shows *** in their place, and the name of their variable", async () => {
    const output = await outputs("sources: [{ type: file, root: c }]\nstore: '${env:API_TOKEN}'\n", [
      "config",
      "print",
      "--explain",
    ]);
    expect(output).toMatch(/^store: "\*\*\*" +# env API_TOKEN, callboard\.yaml:2:8$/m);
  });

  it("S36: masks user names and passwords in addresses", async () => {
    const output = await outputs(
      "sources: [{ type: file, root: 'https://reader:hunter2-x9@git.example/c' }]\n",
      ["config", "print"],
      ["sources"],
    );
    expect(output).toContain("https://***@git.example/c");
    expect(output).not.toContain("hunter2");
    expect(output).not.toContain("reader");
  });

  it("hide nothing that comes from variables of other names", async () => {
    const cwd = await catalogFolder({ "callboard.yaml": "store: '${env:STATE_DIR}/x'" });
    const { stdout } = await runCommand(["config", "print"], { cwd, env: { STATE_DIR: "/var/lib" } });
    expect(stdout).toContain("store: /var/lib/x\n");
  });
});

describe("a configuration", () => {
  const files = {
    "callboard.yaml":
      "sources:\n  - { type: file, root: c }\n  - { type: file, root: ., include: ['more/*.yaml'], exclude: ['**/left-out.yaml'], name: rest }\n",
    "c/catalog-info.yaml": component("web"),
    "c/sub/catalog-info.yaml": component("api"),
    "more/a.yaml": component("worker") + component("web"),
    "more/left-out.yaml": component("ghost"),
  };
  const refs = async (args: readonly string[], cwd: string) => {
    const { code, json } = await runCommand(["query", "--format", "json", ...args], { cwd });
    const { items } = json() as { items: { metadata: { name: string } }[] };
    return { code, names: items.map(({ metadata }) => metadata.name).sort() };
  };

  it("is the catalog of any command, from any folder below, under the same names", async () => {
    const cwd = await catalogFolder(files);
    expect(await refs([], cwd)).toEqual({ code: 0, names: ["api", "web", "worker"] });
    const sourceNames = async (from: string) => {
      const { json } = await runCommand(["sources", "--format", "json"], { cwd: from });
      return (json() as { name: string }[]).map(({ name }) => name);
    };
    expect(await sourceNames(cwd)).toEqual(["file:c", "file:rest"]);
    expect(await sourceNames(join(cwd, "c/sub"))).toEqual(["file:c", "file:rest"]);
  });

  it("gives way to --catalog, and holds in all but its sources when both are named", async () => {
    const cwd = await catalogFolder({
      ...files,
      "callboard.yaml": `${files["callboard.yaml"]}unknownKinds: keep\nstore: kept.store\nrules: [{ source: "file:c", allow: [] }]\n`,
      "other/catalog-info.yaml": component("other") + component("odd").replace('"kind":"Component"', '"kind":"Odd"'),
    });
    expect((await refs(["--catalog", "other"], cwd)).names).toEqual(["other"]);
    expect((await refs(["--catalog", "other", "--config", "callboard.yaml"], cwd)).names).toEqual(["odd", "other"]);
    expect((await runCommand(["plan", "--catalog", "other", "--config", "callboard.yaml"], { cwd })).stderr).toContain(
      "--store FILE",
    );
  });

  it("does not touch the demo", async () => {
    const cwd = await catalogFolder({ "callboard.yaml": "this: is wrong" });
    expect((await runCommand(["owner", "payment-service", "--demo"], { cwd })).code).toBe(0);
    expect(await runCommand(["sources", "--demo", "--config", "callboard.yaml"], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("exclude each other"),
    });
  });

  it("says where it names no sources", async () => {
    const cwd = await catalogFolder({ "callboard.yaml": "unknownKinds: keep" });
    expect(await runCommand(["sources"], { cwd })).toMatchObject({
      code: 2,
      stderr: "callboard: callboard.yaml names no sources. Add sources:, or name a catalog with --catalog PATH.\n",
    });
  });

  it("keeps its store beside itself, for all commands", async () => {
    const cwd = await catalogFolder({ ...files, "callboard.yaml": `${files["callboard.yaml"]}store: kept.store\n` });
    await runCommand(["sources"], { cwd: join(cwd, "c") });
    const { stdout, stderr } = await runCommand(["plan"], { cwd });
    expect(stderr).toBe("");
    expect(stdout).toContain("file:c\n  0 to add, 0 to change, 0 to move, 0 to remove\n");
  });

  it("restricts what its sources may describe", async () => {
    const rules = "rules: [{ allow: [Group] }]\n";
    const own = files["callboard.yaml"].replace("root: c }", "root: c, rules: [{ allow: [Component] }] }");
    const cwd = await catalogFolder({ ...files, "callboard.yaml": own + rules });
    expect((await refs([], cwd)).names).toEqual(["api", "web"]);
    const wrong = await catalogFolder({
      ...files,
      "callboard.yaml": `${own}rules: [{ source: "file:d", allow: [] }]\n`,
    });
    expect(await runCommand(["sources"], { cwd: wrong })).toMatchObject({
      code: 2,
      stderr: 'callboard: callboard.yaml:4:19: rules[0].source is "file:d", which is no source. Did you mean file:c?\n',
    });
  });

  it("holds where paths are compared or checked, with or without sources of its own", async () => {
    const rules = 'rules: [{ source: "file:c", allow: [] }]\n';
    for (const yaml of [files["callboard.yaml"] + rules, "unknownKinds: keep\n"]) {
      const cwd = await catalogFolder({ ...files, "callboard.yaml": yaml });
      expect(await runCommand(["snapshot", "diff", "c/sub", "c"], { cwd })).toMatchObject({ code: 0, stderr: "" });
      expect(await runCommand(["validate", "more/a.yaml"], { cwd })).toMatchObject({ stderr: "" });
    }
  });

  it("tells snapshots which kinds there are, and how much findings weigh", async () => {
    const cwd = await catalogFolder({
      ...files,
      "callboard.yaml": "kinds: [ai-resource]\nlint: { rules: { owner-not-found: off } }\n",
    });
    await runCommand(["snapshot", "write", "now.callboard", "--catalog", "c"], { cwd });
    const check = ["validate", "--catalog", "now.callboard"];
    expect((await runCommand(check, { cwd })).code).toBe(1);
    expect((await runCommand([...check, "--config", "callboard.yaml"], { cwd })).code).toBe(0);
  });

  it("brings kinds, its own and those that come along", async () => {
    const kinds = "kind: Database\nspec: { properties: { engine: { type: string } } }\n";
    const database = component("orders").replace('"kind":"Component"', '"kind":"Database"');
    const own = { ...files, "kinds/database.yaml": kinds, "c/catalog-info.yaml": database };
    const cwd = await catalogFolder({
      ...own,
      "callboard.yaml": `${files["callboard.yaml"]}kinds: [kinds/database.yaml, ai-resource]\n`,
    });
    expect((await refs(["--filter", "kind=database"], join(cwd, "more"))).names).toEqual(["orders"]);
    const missing = await catalogFolder({ ...own, "callboard.yaml": `${files["callboard.yaml"]}kinds: [nope.yaml]\n` });
    expect((await runCommand(["sources"], { cwd: missing })).stderr).toBe(
      'callboard: callboard.yaml:4:9: kinds[0] is "nope.yaml", which could not be read. Name a file, or kinds that come along: ai-resource.\n',
    );
  });

  it("says everything that is wrong with a kinds file, a line for each thing", async () => {
    const cwd = await catalogFolder({
      ...files,
      "bad.yaml": "kind: 7\nspec: 8\n",
      "callboard.yaml": `${files["callboard.yaml"]}kinds: [bad.yaml]\n`,
    });
    const { code, stderr } = await runCommand(["sources"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^callboard: bad\.yaml:1:\d+: .*\n {2}bad\.yaml:2:\d+: /);
  });

  it("sets how much lint findings weigh, and which environments there are", async () => {
    const yaml = files["callboard.yaml"];
    const rules = "lint: { rules: { owner-not-found: warning } }\n";
    const plain = await catalogFolder({ ...files, "callboard.yaml": yaml });
    const lenient = await catalogFolder({ ...files, "callboard.yaml": yaml + rules });
    const errors = async (cwd: string) => (await runCommand(["validate", "c"], { cwd })).code;
    expect(await errors(plain)).toBe(1);
    expect(await errors(lenient)).toBe(0);
  });

  it("validates paths beside its sources, from any folder", async () => {
    const cwd = await catalogFolder({
      ...files,
      "callboard.yaml": files["callboard.yaml"],
      "new/catalog-info.yaml": component("new", { dependsOn: ["component:worker", "component:nothing"] }),
    });
    const { stdout } = await runCommand(["validate", "."], { cwd: join(cwd, "new") });
    expect(stdout).toContain("component:nothing");
    expect(stdout).not.toContain("more/a.yaml");
    expect(stdout).not.toContain("component:worker");
  });

  it("counts in the default environment, unless another or none is asked for", async () => {
    const annotations = { "callboard.dev/environments": "prod" };
    const cwd = await catalogFolder({
      "callboard.yaml": "sources: [{ type: file, root: . }]\nenvironments: { known: [prod, test], default: test }\n",
      "catalog-info.yaml": component("db") + component("web", { dependsOn: ["component:db"] }, { annotations }),
    });
    const total = async (...args: readonly string[]) =>
      (await runCommand(["blast-radius", "component:db", "--format", "json", ...args], { cwd })).json();
    expect(await total()).toMatchObject({ environment: "test", total: 0 });
    expect(await total("--env", "prod")).toMatchObject({ environment: "prod", total: 1 });
    expect(await total("--no-env")).toMatchObject({ total: 1 });
    const exposed = await runCommand(["exposure", "component:web", "--format", "json"], { cwd });
    expect(exposed.json()).toMatchObject({ environment: "test" });
    expect((await runCommand(["ask", "what breaks if db goes down"], { cwd })).stdout).toContain("in test");
  });
});

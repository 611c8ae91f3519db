import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Problem } from "@callboard/core";
import { describe, expect, it } from "vitest";
import { catalogFolder, component, group } from "../catalog-folder.ts";
import { REPOSITORY, runCommand } from "../run-command.ts";

describe("callboard validate", () => {
  it("lists problems by file, with line, column and rule, and ends with 1", async () => {
    const { code, stdout } = await runCommand(["validate", "examples/acme"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^examples\/acme\/logistics\/delivery\/catalog-info\.yaml$/m);
    expect(stdout).toMatch(/^ +\d+:\d+ +error +owner-not-found +.*group:default\/logistics/m);
    expect(stdout).toMatch(/^44 files, 172 entities: 1 error, 2 warnings, 11 notes \(--notes lists them\)$/m);
  });

  it("prints files, entities and problems as JSON", async () => {
    const folder = await catalogFolder({
      "a/catalog-info.yaml": component("web", { dependsOn: [7] }),
      "b/catalog-info.yaml": group("shop"),
    });
    const { code, json } = await runCommand(["validate", folder, "--format", "json"]);
    expect(code).toBe(1);
    expect(json()).toMatchObject({
      files: 2,
      entities: 1,
      problems: [
        {
          severity: "error",
          rule: expect.any(String),
          message: expect.any(String),
          location: `file:${folder}/a/catalog-info.yaml`,
          line: 1,
          column: expect.any(Number),
          entity: "component:default/web",
          path: "/spec/dependsOn/0",
        },
      ],
    });
  });

  it("ends well with warnings, unless there are more than allowed", async () => {
    const folder = await catalogFolder({
      "catalog-info.yaml": component("web", { dependsOn: ["component:nothing"] }) + group("shop"),
    });
    expect((await runCommand(["validate", folder])).code).toBe(0);
    expect((await runCommand(["validate", folder, "--max-warnings", "1"])).code).toBe(0);
    const strict = await runCommand(["validate", folder, "--max-warnings", "0"]);
    expect(strict.code).toBe(1);
    expect(strict.stderr).toContain("--max-warnings 0");
  });

  it("checks OpenAPI definitions, and points at the line within them", async () => {
    const definition = ["openapi: 3.0.0", "info:", "  title: Orders", "paths: {}"].join("\n    ");
    const api = `kind: API\nmetadata:\n  name: orders\nspec:\n  type: openapi\n  lifecycle: production\n  owner: shop\n  definition: |\n    ${definition}\n`;
    const folder = await catalogFolder({
      "catalog-info.yaml": `apiVersion: backstage.io/v1alpha1\n${api}---\n${group("shop")}`,
    });
    const { code, stdout } = await runCommand(["validate", folder]);
    expect(stdout).toMatch(/^ +11:5 +warning +openapi-invalid +spec\.definition: .*info has no version/m);
    expect(code).toBe(0);
  });

  it("takes the baseline and the weight of rules from the configuration", async () => {
    const definition = ["openapi: 3.0.0", "info: {}", "paths: {}"].join("\n    ");
    const api = `apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata:\n  name: orders\nspec:\n  type: openapi\n  lifecycle: production\n  owner: shop\n  definition: |\n    ${definition}\n`;
    const config = (lint: string) => `sources: [{ type: file, root: catalog }]\nlint: ${lint}\n`;
    const cwd = await catalogFolder({
      "callboard.yaml": config("{ rules: { openapi-invalid: error } }"),
      "catalog/catalog-info.yaml": `${api}---\n${group("shop")}`,
      "catalog/below/empty.txt": "",
    });
    const strict = await runCommand(["validate"], { cwd });
    expect(strict.code).toBe(1);
    expect(strict.stdout).toMatch(/error +openapi-invalid/);
    expect((await runCommand(["validate", "--write-baseline", "known.json"], { cwd })).code).toBe(0);
    await writeFile(join(cwd, "callboard.yaml"), config("{ rules: { openapi-invalid: error }, baseline: known.json }"));
    const known = await runCommand(["validate"], { cwd: join(cwd, "catalog", "below") });
    expect(known.code).toBe(0);
    expect(known.stdout).toMatch(/1 known problem/);
    await writeFile(join(cwd, "callboard.yaml"), config("{ rules: { openapi-invalid: off } }"));
    expect((await runCommand(["validate"], { cwd })).stdout).not.toContain("openapi-invalid");
  });

  it("reads the named files only, relative to the folder it is called in", async () => {
    const folder = await catalogFolder({ "org/teams.yaml": group("shop"), "org/other.yaml": "not: a descriptor" });
    const { code, stdout } = await runCommand(["validate", "org/teams.yaml"], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toBe("1 file, 1 entity: 0 errors, 0 warnings\n");
  });

  it("tells files of one name in several places apart", async () => {
    const bad = component("web", { owner: 7 });
    const folder = await catalogFolder({
      "a/catalog-info.yaml": bad,
      "b/catalog-info.yaml": bad.replace("web", "api"),
    });
    const grouped = /^a\/catalog-info\.yaml\n(?: .*\n)+\nb\/catalog-info\.yaml\n/;
    expect((await runCommand(["validate", "a", "b"], { cwd: folder })).stdout).toMatch(grouped);
    const files = ["a/catalog-info.yaml", "b/catalog-info.yaml"];
    expect((await runCommand(["validate", ...files], { cwd: folder })).stdout).toMatch(grouped);
  });

  it("counts a file once that another named file leads to as well", async () => {
    const leadingTo = (name: string, target: string) =>
      `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: { name: ${name} }\nspec: { target: ${target} }\n`;
    const folder = await catalogFolder({
      "a.yaml": `${leadingTo("a", "./b.yaml")}---\n${group("shop")}`,
      "b.yaml": leadingTo("b", "./a.yaml"),
      "c.yaml": leadingTo("c", "./a.yaml"),
    });
    const counts = async (...paths: readonly string[]) => {
      const { files, entities } = (
        await runCommand(["validate", ...paths, "--format", "json"], { cwd: folder })
      ).json() as { files: number; entities: number };
      return [files, entities];
    };
    expect(await counts("a.yaml")).toEqual([2, 3]);
    expect(await counts("a.yaml", "b.yaml")).toEqual([2, 3]);
    expect(await counts("a.yaml", "b.yaml", "c.yaml")).toEqual([3, 4]);
  });

  it("looks for refs in the catalog too, and reports what is wrong in the paths only", async () => {
    const folder = await catalogFolder({
      "all/org/catalog-info.yaml": group("shop"),
      "all/api/catalog-info.yaml": component("api", { owner: "nobody" }),
      "all/web/catalog-info.yaml": component("web", { dependsOn: ["component:api"] }),
      "new/catalog-info.yaml": component("app", { dependsOn: ["component:web"], owner: "shpo" }),
    });
    const problemsOf = async (...args: readonly string[]) => {
      const { json } = await runCommand(["validate", ...args, "--format", "json"], { cwd: folder });
      const { files, entities, problems } = json() as { files: number; entities: number; problems: Problem[] };
      const found = problems.filter(({ severity }) => severity !== "info");
      return [files, entities, ...found.map(({ rule, location }) => `${rule} in ${location}`)];
    };
    const owner = "owner-not-found in file:new/catalog-info.yaml";
    expect(await problemsOf("new")).toEqual([1, 1, owner, "dangling-ref in file:new/catalog-info.yaml"]);
    expect(await problemsOf("new", "--catalog", "all")).toEqual([1, 1, owner]);
    expect(await problemsOf("all/web", "--catalog", "all")).toEqual([1, 1]);
    expect(await problemsOf("all/web/catalog-info.yaml", "--catalog", "all")).toEqual([1, 1]);
    expect(await problemsOf(".", "--catalog", "all")).toEqual([
      4,
      4,
      "owner-not-found in file:all/api/catalog-info.yaml",
      owner,
    ]);
  });

  it("checks the new version of what the catalog holds in an old one", async () => {
    const folder = await catalogFolder({
      "all/catalog-info.yaml": group("shop") + component("web", { owner: "shpo" }),
      "new (2)/catalog-info.yaml": component("web"),
    });
    const { code, stdout } = await runCommand(["validate", "new (2)", "--catalog", "all"], { cwd: folder });
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/1 entity: 0 errors, 0 warnings/),
    });
    const within = await runCommand(["validate", "new (2)", "--catalog", "."], { cwd: folder });
    expect(within.stdout).toMatch(/^1 file, 1 entity: /m);
  });

  it("reads a file once that a Location of the catalog names, too", async () => {
    const location = (...targets: string[]) =>
      `{ kind: Location, apiVersion: backstage.io/v1alpha1, metadata: { name: all }, spec: { targets: ${JSON.stringify(targets)} } }\n---\n`;
    const folder = await catalogFolder({
      "catalog-info.yaml": location("apps/*/catalog-info.yaml") + group("shop"),
      "apps/web/catalog-info.yaml": `${component("web", { owner: "shpo" })}foo: 1\n`,
    });
    const problemsOf = async (...args: readonly string[]) => {
      const { json } = await runCommand(["validate", "--format", "json", ...args], { cwd: folder });
      const { problems } = json() as { problems: Problem[] };
      return problems.filter(({ severity }) => severity !== "info").map(({ message }) => message);
    };
    const alone = await problemsOf(".");
    expect(alone).toHaveLength(5);
    const [all, web] = ["catalog-info.yaml", "apps/web/catalog-info.yaml"];
    expect(await problemsOf("--catalog=.", "--", web)).toEqual(alone);
    expect(await problemsOf("--catalog=.", "--", all, web)).toEqual(alone);
    expect(await problemsOf("apps", "--catalog=.")).toEqual(alone);
    expect(await problemsOf(".", "apps", web)).toEqual(alone);
    expect(await problemsOf(all, web)).toEqual(alone);
  });

  it("lets a part of the catalog name files from all of it", async () => {
    const definition = "{ $text: ../../api/orders.proto }";
    const folder = await catalogFolder({
      "api/orders.proto": "service Orders {}",
      "apps/web/catalog-info.yaml": `apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: { name: orders }\nspec: { type: grpc, lifecycle: production, owner: shop, definition: ${definition} }\n---\n${group("shop")}`,
    });
    const path = "apps/web/catalog-info.yaml";
    expect((await runCommand(["validate", path, "--catalog", "."], { cwd: folder })).code).toBe(0);
    expect((await runCommand(["validate", "apps", "--catalog", "."], { cwd: folder })).code).toBe(0);
    expect((await runCommand(["validate", path], { cwd: folder })).code).toBe(1);
  });

  it("says that a part of the catalog describes what the rest describes already", async () => {
    const folder = await catalogFolder({
      "a/catalog-info.yaml": group("shop"),
      "b/catalog-info.yaml": group("shop"),
    });
    for (const [path, other] of [
      ["a", "b"],
      ["b", "a"],
    ] as const) {
      const { code, stdout } = await runCommand(["validate", path, "--catalog", "."], { cwd: folder });
      expect(code).toBe(1);
      expect(stdout).toContain(`group:default/shop is already described at file:${other}/catalog-info.yaml`);
    }
  });

  it("leaves alone what a store remembers when paths are given", async () => {
    const folder = await catalogFolder({ "c/catalog-info.yaml": group("shop"), "d/catalog-info.yaml": group("till") });
    const store = ["--store", "kept.store"];
    await runCommand(["query", "--catalog", "c", ...store], { cwd: folder });
    await runCommand(["validate", "d", "--catalog", "c", ...store], { cwd: folder });
    const { json } = await runCommand(["plan", "--catalog", "c", ...store, "--format", "json"], { cwd: folder });
    expect(json()).toMatchObject([{ source: "file:c", added: [], removed: [] }]);
  });

  it("checks the catalog when no path is given", async () => {
    expect((await runCommand(["validate", "--catalog", "examples/acme"])).code).toBe(1);
    expect((await runCommand(["validate"])).code).toBe(2);
  });

  it("lists notes where they are asked for, and in JSON", async () => {
    const folder = await catalogFolder({ "catalog-info.yaml": group("shop") + component("lonely") });
    expect((await runCommand(["validate", folder])).stdout).toBe(
      "1 file, 2 entities: 0 errors, 0 warnings, 1 note (--notes lists them)\n",
    );
    expect((await runCommand(["validate", folder, "--notes"])).stdout).toMatch(
      / note +declares-nothing [\s\S]*, 1 note$/m,
    );
    const { json } = await runCommand(["validate", folder, "--format", "json"]);
    expect(json()).toMatchObject({ problems: [{ rule: "declares-nothing", severity: "info" }] });
  });

  it("is alone in printing annotations and SARIF", async () => {
    for (const format of ["github", "sarif"]) {
      const { code, stdout, stderr } = await runCommand(["sources", "--demo", "--format", format]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(`sources cannot print ${format}. Its formats are text, json.`);
    }
  });

  it("annotates for GitHub on stdout, and writes the report to stderr", async () => {
    const { code, stdout, stderr } = await runCommand(["validate", "--demo", "--format", "github"]);
    expect(code).toBe(1);
    expect(stdout.split("\n").map((line) => line.split(" ")[0])).toEqual(["::error", "::warning", "::warning", ""]);
    expect(stdout).toContain("file=examples/acme/logistics/delivery/catalog-info.yaml,line=110,col=10,");
    expect(stderr).toMatch(/^44 files, 172 entities: 1 error, 2 warnings/m);
  });

  it("S47: shows what a file holds, never obeys it", async () => {
    const folder = await catalogFolder({
      "catalog-info.yaml": 'kind: "\\e[2J\\u202e"\napiVersion: x\nmetadata: {name: a}\n',
    });
    const { stdout } = await runCommand(["validate", folder]);
    expect(stdout).toMatch(/\\u001b/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
  });

  it("ends with 3 when a path cannot be read, and prints the rest", async () => {
    const folder = await catalogFolder({ "catalog-info.yaml": group("shop") });
    const { code, stdout, stderr } = await runCommand(["validate", folder, `${REPOSITORY}/no-such-folder`]);
    expect(code).toBe(3);
    expect(stdout).toContain("1 entity");
    expect(stderr).toContain("no-such-folder");
  });
});

import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scanFolder } from "../../src/scan.ts";
import { checkoutOf, edgesOf, refsOf, scanOf } from "./checkout-of.ts";

const SHOP = {
  "docker-compose.yml":
    "services:\n  orders: { build: ./orders, depends_on: [payments] }\n  payments: { build: ./payments }\n",
  "orders/Dockerfile": "FROM node:20\n",
  "payments/Dockerfile": "FROM node:20\n",
};

const descriptor = (name: string, spec: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name}, namespace: shop }\nspec: ${spec}\n`;

describe("scanFolder", () => {
  it("says where everything comes from, and that it is inferred", async () => {
    const { entities } = await scanOf({ ...SHOP, CODEOWNERS: "/orders/ @acme/shop\n" });
    expect(entities.find(({ ref }) => ref === "component:default/orders")?.entity).toEqual({
      apiVersion: "backstage.io/v1alpha1",
      kind: "Component",
      metadata: {
        name: "orders",
        annotations: {
          "callboard.dev/inferred-from": "docker-compose.yml:2",
          "callboard.dev/inferred-owner-from": "CODEOWNERS:1",
          "callboard.dev/inferred-edges-from": "component:payments docker-compose.yml:2",
        },
      },
      spec: {
        type: "service",
        lifecycle: "unknown",
        owner: "group:shop",
        dependsOn: ["component:payments"],
        edges: { "component:payments": { evidence: "inferred" } },
      },
    });
  });

  it("puts the descriptor beside what it describes", async () => {
    const { files } = await scanOf(SHOP);
    expect(files.map(({ path, refs }) => [path, refs])).toEqual([
      ["catalog-info.yaml", ["group:unknown-owner"]],
      ["orders/catalog-info.yaml", ["component:orders"]],
      ["payments/catalog-info.yaml", ["component:payments"]],
    ]);
  });

  it("uses what descriptors describe, and suggests what they lack", async () => {
    const spec = "{ type: service, lifecycle: production, owner: shop }";
    const result = await scanOf({ ...SHOP, "orders/catalog-info.yaml": descriptor("order-service", spec) });
    expect(refsOf(result)).toEqual(["component:payments"]);
    expect(result.described).toEqual(["component:shop/order-service"]);
    expect(result.edges).toEqual([]);
    expect(result.suggestions).toMatchObject([
      { from: "component:shop/order-service", to: "component:default/payments", relation: "dependsOn" },
    ]);
  });

  it("suggests nothing that a descriptor says in other words", async () => {
    const spec = "{ type: service, lifecycle: production, owner: shop, dependsOn: [Component:default/Payments] }";
    expect((await scanOf({ ...SHOP, "orders/catalog-info.yaml": descriptor("orders", spec) })).suggestions).toEqual([]);
  });

  it("takes consuming an interface of a component for depending on it", async () => {
    const described = (name: string, spec: string) =>
      descriptor(name, `{ type: service, lifecycle: production, owner: shop, ${spec} }`);
    const { suggestions } = await scanOf({
      ...SHOP,
      "orders/catalog-info.yaml": described("orders", "consumesApis: [pay-api]"),
      "payments/catalog-info.yaml": described("payments", "providesApis: [pay-api]"),
    });
    expect(suggestions).toEqual([]);
  });

  it("takes another name beside a descriptor of something else", async () => {
    const { files } = await scanOf({
      ...SHOP,
      "catalog-info.yaml":
        "apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: { name: shop }\nspec: { owner: x }\n",
    });
    expect(files.map(({ path }) => path)).toContain("catalog-info-inferred.yaml");
  });

  it("follows no link out of the folder", async () => {
    const outside = await checkoutOf(SHOP);
    const folder = await checkoutOf({ "README.md": "" });
    await symlink(outside.path, join(folder.path, "linked"));
    await symlink(join(outside.path, "docker-compose.yml"), join(folder.path, "docker-compose.yml"));
    const { entities, skipped } = await scanFolder({ root: folder.path });
    expect(entities).toEqual([]);
    expect(skipped.map(({ path }) => path).sort()).toEqual(["docker-compose.yml", "linked"]);
  });

  it("skips files over 1 MiB and files that are no text, and says so", async () => {
    const { skipped } = await scanOf({
      "a/package.json": `{"name":"a"${" ".repeat(2 ** 20)}}`,
      "b/package.json": Buffer.from('\uFEFF{"name":"b"}', "utf16le"),
    });
    expect(skipped).toEqual([
      { path: "a/package.json", reason: "it is larger than 1 MiB" },
      { path: "b/package.json", reason: "it is not text in UTF-8" },
    ]);
  });

  it("fails with source-unreachable when the folder is not there", async () => {
    await expect(scanFolder({ root: "/nowhere/at/all" })).rejects.toMatchObject({ code: "source-unreachable" });
  });

  it("stops when it is aborted", async () => {
    const { path } = await checkoutOf(SHOP);
    await expect(scanFolder({ root: path, signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
  });

  it("S36: strips users and passwords, also from what manifests say", async () => {
    const result = await scanOf({
      ...SHOP,
      "orders/package.json": '{ "name": "orders", "description": "See https://bot:hunter2@wiki.example/x" }',
      ".env": "X_URL=http://admin:hunter2@missing-thing:80/",
      "payments/.env": "Y_URL=http://admin:hunter2@missing-thing:80/hunter2",
    });
    expect(JSON.stringify(result)).not.toContain("hunter2");
    expect(result.undecided.map(({ what }) => what)).toContain(
      "Y_URL of payments names missing-thing, which nothing here is called.",
    );
  });

  it.each([
    [
      "aliases that multiply",
      "docker-compose.yml",
      `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefgh"
        .split("")
        .map((key, index) => `${key}: &${key} [${`*${"abcdefg"[index]},`.repeat(9)}]\n`)
        .join("")}services: *h`,
    ],
    [
      "keys of prototypes",
      "docker-compose.yml",
      "__proto__: { polluted: 1 }\nservices: { __proto__: { image: redis }, constructor: { build: . } }",
    ],
    ["a mapping that merges itself", "docker-compose.yml", "services: &s\n  <<: *s\n  a: { build: . }"],
    ["brackets without an end", "main.tf", `resource "aws_sqs_queue" "q" { name = ${"[".repeat(500_000)}`],
    ["templates in templates", "main.tf", `x = "${"${".repeat(300_000)}`],
    ["tags without an end", "pom.xml", `<project><artifactId>x</artifactId>${"<a>".repeat(300_000)}`],
    ["one long line of a template", "templates/a.yaml", `{{- ${"x".repeat(1_000_000)}`],
    ["one long line of code", "app.js", "a.".repeat(500_000)],
    ["TOML that nests", "Cargo.toml", `a = ${"[".repeat(1_000_000)}`],
  ])("S: stays linear on %s", async (_, path, text) => {
    const { path: root } = await checkoutOf({
      "Chart.yaml": "name: x",
      "package.json": '{ "name": "x" }',
      [path]: text,
    });
    const before = process.cpuUsage();
    await scanFolder({ root });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(5);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("takes as long for each repository whether there are few or many", async () => {
    const seconds = async (count: number) => {
      const files: Record<string, string> = {};
      for (let index = 0; index < count; index++) {
        files[`r${index}/package.json`] =
          `{ "name": "@x/s${index}", "dependencies": { "express": "4", "@x/s${(index * 7) % count}": "1" } }`;
        files[`r${index}/docker-compose.yml`] =
          `services: { db: { image: postgres }, app: { build: ., environment: { DB_HOST: db, O_URL: "http://s${(index * 3) % count}" } } }`;
        files[`r${index}/Dockerfile`] = "FROM node";
        files[`r${index}/CODEOWNERS`] = `* @x/t${index % 9}`;
      }
      const { path: root } = await checkoutOf(files);
      const before = process.cpuUsage();
      const result = await scanFolder({ root });
      const { user, system } = process.cpuUsage(before);
      expect(edgesOf(result)).toContain("component:app dependson resource:app-db");
      return (user + system) / 1e6;
    };
    await seconds(50);
    const few = await seconds(200);
    expect(await seconds(800)).toBeLessThan(few * 4 * 3);
  });
});

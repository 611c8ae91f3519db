import { describe, expect, it } from "vitest";
import { openCatalog } from "../src/catalog.ts";
import type { CatalogView } from "../src/catalog-view.ts";
import type { builtInKinds } from "../src/model/built-in-kinds.ts";
import type { OpenCatalogOptions } from "../src/open-catalog-options.ts";
import { memoryStore } from "../src/store/memory-store.ts";
import { componentFile, componentYaml, groupFile, memorySource } from "./documents.ts";

const location = (name: string, spec: Record<string, unknown>) =>
  JSON.stringify({ apiVersion: "backstage.io/v1alpha1", kind: "Location", metadata: { name }, spec });
const user = (name: string) =>
  JSON.stringify({ apiVersion: "backstage.io/v1alpha1", kind: "User", metadata: { name }, spec: { memberOf: [] } });
const component = (name: string) => {
  const file = componentFile(name);
  return "content" in file ? file.content : "";
};

/** A network of files by address, and what was asked of it. */
function network(files: Readonly<Record<string, string>>): { readonly fetch: typeof fetch; readonly asked: string[] } {
  const asked: string[] = [];
  const answer: typeof fetch = async (input) => {
    const address = String(input);
    asked.push(address);
    return files[address] === undefined ? new Response(null, { status: 404 }) : new Response(files[address]);
  };
  return { asked, fetch: answer };
}

function opened(root: string, options: Partial<OpenCatalogOptions<typeof builtInKinds>> = {}) {
  const source = memorySource("files", [{ location: "file:catalog-info.yaml", content: root }]);
  return openCatalog({ providers: [source.provider], schedule: false, ...options });
}

/** What is wrong with the documents themselves. */
const readProblems = (catalog: CatalogView) =>
  catalog
    .problems()
    .filter(({ rule }) => rule.includes("/"))
    .map(({ rule, severity, location: at }) => `${severity} ${rule} ${at}`);

const HOST = "https://files.example.com/acme";

describe("openCatalog's allowedHosts", () => {
  it("lets documents name files of these hosts, and of no others", async () => {
    const { fetch, asked } = network({
      [`${HOST}/a.yaml`]: component("a"),
      "https://evil.example/b.yaml": component("b"),
    });
    const root = location("root", { targets: [`${HOST}/a.yaml`, "https://evil.example/b.yaml"] });
    const catalog = await opened(root, { allowedHosts: ["files.example.com"], runtime: { fetch } });
    expect([catalog.query().total, asked]).toEqual([2, [`${HOST}/a.yaml`]]);
    expect(readProblems(catalog)).toEqual(["warning location/target file:catalog-info.yaml"]);
    expect(catalog.sources()).toMatchObject([{ state: "complete" }]);
  });

  it("keeps what a host held when it cannot be reached, and drops what is gone from it", async () => {
    const files: Record<string, string> = { [`${HOST}/a.yaml`]: component("a") };
    const { fetch: answer } = network(files);
    let isDown = false;
    const fetch: typeof answer = (input) => (isDown ? Promise.reject(new TypeError("fetch failed")) : answer(input));
    const root = location("root", { targets: [`${HOST}/a.yaml`], presence: "optional" });
    const catalog = await opened(root, { allowedHosts: ["files.example.com"], runtime: { fetch } });
    isDown = true;
    expect(await catalog.refresh()).toMatchObject([{ state: "incomplete", removed: 0 }]);
    isDown = false;
    delete files[`${HOST}/a.yaml`];
    expect(await catalog.refresh()).toMatchObject([{ state: "complete", removed: 1 }]);
  });

  it("S18: lets a remote Location name neither files of this machine nor hosts that are not allowed", async () => {
    const { fetch, asked } = network({
      [`${HOST}/a.yaml`]: location("a", { type: "file", target: "/etc/passwd" }),
      [`${HOST}/b.yaml`]: location("b", { targets: ["http://169.254.169.254/x", "./c.yaml"] }),
      [`${HOST}/c.yaml`]: component("c"),
    });
    const root = location("root", { targets: [`${HOST}/a.yaml`, `${HOST}/b.yaml`] });
    const catalog = await opened(root, { allowedHosts: ["files.example.com"], runtime: { fetch } });
    expect(asked).toEqual([`${HOST}/a.yaml`, `${HOST}/b.yaml`, `${HOST}/c.yaml`]);
    expect(readProblems(catalog).sort()).toEqual([
      `error location/type url:${HOST}/a.yaml`,
      `warning location/target url:${HOST}/b.yaml`,
    ]);
    expect(catalog.entity("component:default/c")).toBeDefined();
  });

  it("S18: follows remote Locations 10 steps far", async () => {
    const chain = Array.from({ length: 1_000 }, (_, step) => [
      `${HOST}/${step}.yaml`,
      location(`step-${step}`, { target: `./${step + 1}.yaml` }),
    ]);
    const { fetch, asked } = network(Object.fromEntries(chain));
    const root = location("root", { target: `${HOST}/0.yaml` });
    const catalog = await opened(root, { allowedHosts: ["files.example.com"], runtime: { fetch } });
    expect(asked).toHaveLength(10);
    expect(readProblems(catalog)).toEqual([`error location/depth url:${HOST}/9.yaml`]);
  });
});

describe("openCatalog's rules", () => {
  it("S18: hold for the kinds in every file that a source leads to", async () => {
    const { fetch } = network({
      [`${HOST}/a.yaml`]: `${location("a", { target: "./b.yaml" })}\n---\n${user("mallory")}`,
      [`${HOST}/b.yaml`]: `${component("b")}---\n${user("eve")}`,
    });
    const root = `${location("root", { target: `${HOST}/a.yaml` })}\n---\n${user("trudy")}`;
    const rules = [{ source: "files", allow: ["Location"] }, { allow: ["component"] }];
    const catalog = await opened(root, { rules, allowedHosts: ["files.example.com"], runtime: { fetch } });
    expect(catalog.query({ filter: "kind=user" }).total).toBe(0);
    expect(catalog.query().total).toBe(3);
    expect(readProblems(catalog).sort()).toEqual([
      "error location/kind-not-allowed file:catalog-info.yaml",
      `error location/kind-not-allowed url:${HOST}/a.yaml`,
      `error location/kind-not-allowed url:${HOST}/b.yaml`,
    ]);
    expect(catalog.problems().find(({ rule }) => rule === "location/kind-not-allowed")).toMatchObject({
      message:
        'The source files may describe Location, component here, but not "User". Allow it in rules, or move the entity.',
      path: "/kind",
    });
  });

  it("S18: allow entities of one type only, whatever the file says first", async () => {
    const website = componentYaml("site", { type: "Website" });
    const rules = [{ allow: [{ kind: "component", "spec.type": "website" }] }];
    const catalog = await opened(`${website}---\n${component("a")}---\n${user("eve")}`, { rules });
    expect(catalog.query().items.map(({ metadata }) => metadata)).toMatchObject([{ name: "site" }]);
    expect(catalog.problems().find(({ rule }) => rule === "location/kind-not-allowed")?.message).toBe(
      'The source files may describe component of type website here, but not "Component" of type "service". Allow it in rules, or move the entity.',
    );
  });

  it("S18: hold for the place of each file, not for that of the Location which led there", async () => {
    const { fetch } = network({
      [`${HOST}/teams/a.yaml`]: `${location("a", { targets: ["../b.yaml", "./deep/c.yaml"] })}\n---\n${user("ann")}`,
      [`${HOST}/teams/deep/c.yaml`]: user("carol"),
      [`${HOST}/b.yaml`]: `${user("bob")}\n---\n${component("b")}`,
    });
    const rules = [
      { allow: ["Location"], locations: [{ type: "file", exact: "catalog-info.yaml" }] },
      { allow: ["Location", "User"], locations: [{ type: "url", pattern: `${HOST}/teams/**` }] },
      { allow: ["Component"], locations: [{ type: "url", pattern: `${HOST}/*.yaml` }, { type: "git" }] },
    ];
    const root = `${location("root", { target: `${HOST}/teams/a.yaml` })}\n---\n${user("trudy")}`;
    const catalog = await opened(root, { rules, allowedHosts: ["files.example.com"], runtime: { fetch } });
    const names = catalog.query({ filter: "kind=user,kind=component" }).items.map(({ metadata }) => metadata);
    expect(names).toMatchObject([{ name: "b" }, { name: "ann" }, { name: "carol" }]);
    expect(readProblems(catalog).sort()).toEqual([
      "error location/kind-not-allowed file:catalog-info.yaml",
      `error location/kind-not-allowed url:${HOST}/b.yaml`,
    ]);
  });

  it("S18: let nobody keep by a mistake what is no longer allowed", async () => {
    const store = { ...memoryStore(), close: async () => {} };
    const runtime = { store };
    await (await opened(`${component("a")}---\n${user("eve")}`, { runtime })).close();
    const broken = `${component("a")}---\n${user("eve")}\n---\nkind: [`;
    const catalog = await opened(broken, { runtime, start: "fresh", rules: [{ allow: ["Component"] }] });
    expect(catalog.entity("component:a")).toBeDefined();
    expect(catalog.entity("user:eve")).toBeUndefined();
  });

  it("count for documents that have not changed since the rules were others", async () => {
    const store = memoryStore();
    const versioned = [componentFile("a"), groupFile("shop")].map((file) => ({ ...file, version: "1" }));
    const totals: number[] = [];
    for (const rules of [[], [{ allow: ["Component"] }], [{ allow: ["Component", "Group"] }]]) {
      const { provider } = memorySource("files", versioned);
      const catalog = await openCatalog({
        providers: [provider],
        rules,
        start: "fresh",
        schedule: false,
        runtime: { store },
      });
      totals.push(catalog.query().total);
    }
    expect(totals).toEqual([2, 1, 2]);
  });

  it("have one way of naming a location each", async () => {
    const rules = [{ allow: ["Component"], locations: [{ pattern: "a", exact: "a" }] }];
    await expect(opened(component("a"), { rules })).rejects.toMatchObject({ code: "invalid-argument" });
  });

  it("have to be about a source that is there", async () => {
    await expect(opened(component("a"), { rules: [{ source: "file", allow: [] }] })).rejects.toMatchObject({
      code: "invalid-argument",
      suggestions: ["files"],
    });
  });
});

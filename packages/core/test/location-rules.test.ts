import { describe, expect, it } from "vitest";
import { type OpenCatalogOptions, openCatalog } from "../src/catalog.ts";
import type { CatalogView } from "../src/catalog-view.ts";
import type { builtInKinds } from "../src/model/built-in-kinds.ts";
import { memoryStore } from "../src/store/memory-store.ts";
import { componentFile, groupFile, memorySource } from "./documents.ts";

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
        'The source files may describe Location, component, but not "User". Allow it in rules, or move the entity.',
      path: "/kind",
    });
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

  it("have to be about a source that is there", async () => {
    await expect(opened(component("a"), { rules: [{ source: "file", allow: [] }] })).rejects.toMatchObject({
      code: "invalid-argument",
      suggestions: ["files"],
    });
  });
});

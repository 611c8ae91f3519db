import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openCatalog } from "@callboard/core";
import { fileProvider } from "@callboard/providers/file";
import { folderFiles, openTasks, type Plan, readTemplate } from "@callboard/scaffolder";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const TEMPLATES = join(ROOT, "examples/acme/templates");

const VALUES: Readonly<Record<string, Parameters<typeof tasks.plan>[1]>> = {
  "node-service": {
    values: {
      name: "wish-list",
      description: 'Keeps what people "would like" to have.',
      owner: "group:default/storefront",
      system: "system:default/shop",
      hasDatabase: true,
      database: "resource:default/wish-list-db",
      repoUrl: "github.com?owner=acme&repo=wish-list",
    },
  },
  "new-system": {
    values: {
      system: "gift-cards",
      description: "Sells gift cards: yes, with a colon.",
      domain: "domain:default/commerce",
      team: "gifts",
      title: "Gifts",
      channel: "gifts",
      members: ["user:default/priya", "user:default/sam"],
    },
  },
  "add-to-catalog": {
    values: {
      repoUrl: "github.com?owner=acme&repo=old-thing",
      name: "old-thing",
      description: "Has been there for years.",
      owner: "group:default/platform",
      dependsOn: ["resource:default/old-db"],
    },
  },
};

const tasks = openTasks();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "acme-templates-"));
});

afterAll(async () => {
  await tasks.close();
  await rm(folder, { recursive: true, force: true });
});

async function planOf(name: string): Promise<Plan> {
  const location = join(TEMPLATES, name, "catalog-info.yaml");
  const files = folderFiles({ folder: dirname(location) });
  const template = await readTemplate({ location, content: await readFile(location), files });
  return tasks.plan(template, VALUES[name]);
}

async function written({ files }: Plan, name: string): Promise<string> {
  const root = join(folder, name);
  for (const { path, text } of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text ?? "");
  }
  return root;
}

describe("the templates of acme", () => {
  it("are all tried here", async () => {
    expect((await readdir(TEMPLATES)).sort()).toEqual(Object.keys(VALUES).sort());
  });

  it.each(Object.keys(VALUES))(
    "%s runs without an account, and what it writes is a catalog without a fault",
    async (name) => {
      const plan = await planOf(name);
      expect(plan.problems).toEqual([]);
      expect(plan.isRunnable).toBe(true);
      const catalog = await openCatalog({
        providers: [fileProvider({ root: await written(plan, name) })],
        schedule: false,
      });
      // Who owns it and what it needs is described elsewhere.
      const elsewhere = new Set(["dangling-ref", "owner-not-found"]);
      const wrong = catalog.problems().filter(({ severity, rule }) => severity === "error" && !elsewhere.has(rule));
      expect(wrong).toEqual([]);
      expect(catalog.query().total).toBeGreaterThan(0);
      await catalog.close();
    },
  );

  it("node-service makes a service whose own tests pass", async () => {
    const plan = await planOf("node-service");
    const root = await written(plan, "tested");
    expect(plan.files.map(({ path }) => path).sort()).toEqual([
      ".callboard/template.lock.yaml",
      ".github/workflows/ci.yml",
      ".gitignore",
      "CODEOWNERS",
      "README.md",
      "catalog-info.yaml",
      "docs/index.md",
      "mkdocs.yml",
      "package.json",
      "src/main.ts",
      "src/server.ts",
      "test/server.test.ts",
      "tsconfig.json",
    ]);
    expect(plan.files.find(({ path }) => path === ".github/workflows/ci.yml")?.text).toContain(
      "${{ github.workflow }}",
    );
    // What `npm install` would bring is here already.
    await symlink(join(ROOT, "node_modules"), join(root, "node_modules"));
    const { stdout } = await promisify(execFile)("npm", ["test"], { cwd: root });
    expect(stdout).toMatch(/# pass 2|pass 2/);
  }, 120_000);

  it("node-service names the database only where there is one", async () => {
    const text = (plan: Plan) => plan.files.find(({ path }) => path === "catalog-info.yaml")?.text;
    expect(text(await planOf("node-service"))).toContain("dependsOn:\n    - resource:default/wish-list-db\n");
    const without = { ...VALUES["node-service"]?.values, hasDatabase: false };
    const location = join(TEMPLATES, "node-service", "catalog-info.yaml");
    const files = folderFiles({ folder: dirname(location) });
    const template = await readTemplate({ location, content: await readFile(location), files });
    expect(text(await tasks.plan(template, { values: without }))).not.toContain("dependsOn");
  });
});

import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Catalog, type JsonObject, openCatalog } from "@callboard/core";
import { folderFiles, readTemplates, type Template } from "@callboard/scaffolder";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decidingFields } from "../../src/form/deciding-fields.ts";
import { type FormPage, formPage, formPages } from "../../src/form/form-page.ts";
import { readPage } from "../../src/form/read-page.ts";
import { checkView } from "../../src/limits/check-view.ts";
import { DESCRIPTORS } from "../bot-in-slack.ts";

let catalog: Catalog;
beforeAll(async () => {
  catalog = await openCatalog({
    providers: [
      {
        name: "test",
        async *provide() {
          yield { location: "test:catalog-info.yaml", content: DESCRIPTORS };
        },
      },
    ],
  });
});
afterAll(() => catalog.close());

const TEMPLATES = fileURLToPath(new URL("../../../../../shared/templates", import.meta.url));
const ACME = fileURLToPath(new URL("../../../../examples/acme/templates", import.meta.url));
const PLACE = { channel: "C0GENERAL", threadTs: null };

async function templateWith(parameters: JsonObject | readonly JsonObject[]): Promise<Template> {
  const entity = {
    apiVersion: "scaffolder.backstage.io/v1beta3",
    kind: "Template",
    metadata: { name: "service" },
    spec: { type: "service", parameters, steps: [] },
  };
  const files = folderFiles({ folder: import.meta.dirname });
  const { templates } = await readTemplates({ location: "template.yaml", content: JSON.stringify(entity), files });
  const [template] = templates;
  if (!template) throw new Error("This is no template.");
  return template;
}

function pageOf(template: Template, values: JsonObject = {}, page = 0): FormPage {
  const made = formPage(template, { template: template.ref, page, values, ...PLACE }, catalog);
  if ("view" in made) expect(checkView(made.view)).toEqual([]);
  return made;
}

/** The inputs of a page. */
function shown(template: Template, values: JsonObject = {}) {
  const made = pageOf(template, values);
  const blocks = "view" in made ? made.view.blocks : [];
  return blocks.flatMap((block) => {
    if (block.type !== "input" || !("element" in block)) return [];
    return [{ id: block.block_id, type: block.element.type, optional: block.optional, tells: block.dispatch_action }];
  });
}

function refusalOf(made: FormPage): string {
  return "refused" in made ? made.refused : "";
}

/** The values after somebody left a page like this. */
function left(template: Template, state: JsonObject, values: JsonObject = {}) {
  return readPage(template, { page: 0, values, state, view: catalog });
}

const text = (value: string | null) => ({ "callboard.form.value": { type: "plain_text_input", value } });
const chosen = (...values: readonly string[]) => ({
  "callboard.form.value": { selected_options: values.map((value) => ({ value })) },
});
const one = (value: string) => ({ "callboard.form.value": { selected_option: { value } } });

describe("formPage", () => {
  it("asks for each type in the way that Slack has for it", async () => {
    const template = await templateWith({
      required: ["name"],
      properties: {
        name: { type: "string" },
        about: { type: "string", "ui:widget": "textarea" },
        size: { type: "integer" },
        share: { type: "number" },
        public: { type: "boolean" },
        agreed: { type: "boolean", "ui:widget": "radio" },
        tier: { type: "string", enum: ["a", "b"], enumNames: ["Gold", "Silver"] },
        colour: { type: "string", enum: ["red", "blue"], "ui:widget": "radio" },
        licence: {
          oneOf: [
            { const: "mit", title: "MIT" },
            { const: "isc", title: "ISC" },
          ],
        },
        tags: { type: "array", items: { type: "string" } },
        regions: { type: "array", items: { type: "string", enum: ["eu", "us"] }, "ui:widget": "checkboxes" },
        envs: { type: "array", items: { enum: ["prod", "dev"] } },
        day: { type: "string", format: "date" },
        extra: { type: "object" },
        owner: { type: "string", "ui:field": "OwnerPicker" },
        uses: { type: "array", items: { type: "string" }, "ui:field": "MultiEntityPicker" },
        many: { type: "string", enum: Array.from({ length: 101 }, (_, index) => `n${index}`) },
        quiet: { type: "string", "ui:widget": "hidden" },
        own: { type: "string", "ui:field": "CompanyPicker" },
      },
    });
    expect(Object.fromEntries(shown(template).map(({ id, type }) => [id, type]))).toEqual({
      "0/value/name": "plain_text_input",
      "0/value/about": "plain_text_input",
      "0/value/size": "number_input",
      "0/value/share": "number_input",
      "0/value/public": "checkboxes",
      "0/value/agreed": "radio_buttons",
      "0/value/tier": "static_select",
      "0/value/colour": "radio_buttons",
      "0/value/licence": "static_select",
      "0/value/tags": "plain_text_input",
      "0/value/regions": "checkboxes",
      "0/value/envs": "multi_static_select",
      "0/value/day": "datepicker",
      "0/value/extra": "plain_text_input",
      "0/value/owner": "external_select",
      "0/value/uses": "multi_external_select",
      "0/value/many": "external_select",
      "0/value/own": "plain_text_input",
    });
  });

  it("requires what the schema requires, and shows defaults and answers", async () => {
    const template = await templateWith({
      required: ["name", "public"],
      properties: {
        name: { type: "string", default: "shop" },
        public: { type: "boolean", default: true },
        owner: { type: "string", "ui:field": "OwnerPicker", default: "group:payments" },
      },
    });
    expect(shown(template)).toMatchObject([{ optional: false }, { optional: true }, { optional: true }]);
    const page = formPage(template, { template: template.ref, page: 0, values: { name: "till" }, ...PLACE }, catalog);
    const written = JSON.stringify(page);
    expect(written).toContain('"initial_value":"till"');
    expect(written).toContain('"initial_options":[{"text":{"type":"plain_text","text":"Yes"');
    expect(written).toContain('"value":"group:default/payments"');
  });

  it("has Slack tell of changes that bring other fields along, and of no others", async () => {
    const template = await templateWith(CONDITIONAL);
    expect(shown(template)).toMatchObject([
      { id: "0/value/kind", tells: true },
      { id: "0/value/name", tells: undefined },
    ]);
    expect(shown(template, { kind: "service" })).toMatchObject([{}, {}, { id: "0/value/port" }]);
    expect(shown(template, { kind: "library" })).toMatchObject([{}, {}, { id: "0/value/registry" }]);
  });

  it.each([
    ["a secret", { properties: { key: { type: "string", "ui:widget": "password" } } }, "asks for a secret (key)"],
    [
      "more fields than a window has room for",
      { properties: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`f${index}`, { type: "string" }])) },
      "asks for 101 things on one page",
    ],
    [
      "a repository with more parts",
      {
        properties: {
          repo: { type: "string", "ui:field": "RepoUrlPicker", "ui:options": { allowedHosts: ["dev.azure.com"] } },
        },
      },
      "dev.azure.com",
    ],
    ["a name that is too long", { properties: { ["x".repeat(300)]: { type: "string" } } }, "too long for Slack"],
  ])("refuses %s, and names the command", async (_, parameters, reason) => {
    const refused = refusalOf(pageOf(await templateWith(parameters)));
    expect(refused).toContain(reason);
    expect(refused).toContain("callboard template run template:default/service");
  });

  it("refuses answers that are longer than Slack keeps", async () => {
    const template = await templateWith([{ properties: { about: { type: "string" } } }, { properties: {} }]);
    expect(refusalOf(pageOf(template, { about: "x".repeat(3_000) }, 1))).toContain("longer than Slack keeps");
  });

  it("stays within Slack's limits whatever a schema says", async () => {
    const words = fc.oneof(fc.string({ maxLength: 90 }), fc.constantFrom("", " ", "<!channel>", "x".repeat(4_000)));
    const field = fc.record(
      {
        type: fc.constantFrom("string", "integer", "number", "boolean", "array", "object"),
        title: words,
        description: words,
        default: fc.oneof(words, fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.array(words)),
        enum: fc.uniqueArray(fc.oneof(words, fc.integer()), { minLength: 1, maxLength: 120 }),
        enumNames: fc.array(words),
        format: fc.constantFrom("date", "uri"),
        maxLength: fc.integer({ min: 0, max: 9_000 }),
        items: fc.record(
          { type: fc.constant("string"), enum: fc.uniqueArray(words, { minLength: 1 }) },
          { requiredKeys: [] },
        ),
        "ui:widget": fc.constantFrom("radio", "checkboxes", "textarea", "select", "hidden"),
        "ui:field": fc.constantFrom("OwnerPicker", "MultiEntityPicker", "RepoUrlPicker", "EntityTagsPicker", "Nobody"),
        "ui:options": fc.record(
          { allowedHosts: fc.array(words), allowedOwners: fc.array(words) },
          { requiredKeys: [] },
        ),
        "ui:placeholder": words,
      },
      { requiredKeys: ["type"] },
    );
    const name = fc.oneof(fc.string({ minLength: 1, maxLength: 20 }), fc.constant("x".repeat(200)));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, field, { maxKeys: 8 }), words, async (properties, title) => {
        const written: JsonObject = JSON.parse(JSON.stringify({ title, properties }));
        const template = await templateWith(written).catch(() => null);
        if (template) pageOf(template);
      }),
      { numRuns: 60 },
    );
  });

  it.skipIf(!existsSync(TEMPLATES))("shows every page of templates from the wild, or says why not", async () => {
    const found = (await readdir(TEMPLATES, { recursive: true })).filter((path) =>
      /(template|catalog-info)\.ya?ml$/.test(path),
    );
    let pages = 0;
    for (const path of found) {
      const content = await readFile(join(TEMPLATES, path), "utf8");
      const { templates } = await readTemplates({ location: path, content, files: folderFiles({ folder: TEMPLATES }) });
      for (const template of templates) {
        for (const page of formPages(template).keys()) {
          pageOf(template, {}, page);
          pages += 1;
        }
      }
    }
    expect(pages).toBeGreaterThan(0);
  });
});

describe("the forms of the demo company", () => {
  it("are all shown in Slack", async () => {
    const found = (await readdir(ACME, { recursive: true })).filter((path) => /^[^/]+\/[^/]+\.ya?ml$/.test(path));
    let pages = 0;
    for (const path of found) {
      const content = await readFile(join(ACME, path), "utf8");
      const { templates } = await readTemplates({ location: path, content, files: folderFiles({ folder: ACME }) });
      for (const template of templates) {
        for (const page of formPages(template).keys()) {
          expect(refusalOf(pageOf(template, {}, page))).toBe("");
          pages += 1;
        }
      }
    }
    expect(pages).toBeGreaterThan(2);
  });
});

describe("readPage", () => {
  it("reads what the inputs hold as values of the schema", async () => {
    const template = await templateWith({
      properties: {
        name: { type: "string" },
        size: { type: "integer" },
        public: { type: "boolean" },
        tier: { enum: ["a", 2] },
        tags: { type: "array", items: { type: "string" } },
        envs: { type: "array", items: { enum: ["prod", "dev"] } },
        extra: { type: "object" },
        owner: { type: "string", "ui:field": "OwnerPicker" },
        repo: { type: "string", "ui:field": "RepoUrlPicker", "ui:options": { allowedOwners: ["acme", "labs"] } },
        empty: { type: "string" },
      },
    });
    const { values, faults } = left(template, {
      "0/value/name": text("shop"),
      "0/value/size": text("3"),
      "0/value/public": chosen("true"),
      "0/value/tier": one("1"),
      "0/value/tags": text(" a \n\nb"),
      "0/value/envs": chosen("1", "9"),
      "0/value/extra": text('{"a": 1}'),
      "0/value/owner": one("group:default/payments"),
      "0/host/repo": text("github.com"),
      "0/owner/repo": one("1"),
      "0/repo/repo": text("my shop"),
      "0/value/empty": text(null),
    });
    expect(values).toEqual({
      name: "shop",
      size: 3,
      public: true,
      tier: 2,
      tags: ["a", "b"],
      envs: ["dev"],
      extra: { a: 1 },
      owner: "group:default/payments",
      repo: "github.com?owner=labs&repo=my%20shop",
    });
    expect([...faults]).toEqual([]);
  });

  it("says what cannot be read", async () => {
    const template = await templateWith({
      properties: { extra: { type: "object" }, repo: { type: "string", "ui:field": "RepoUrlPicker" } },
    });
    const { faults } = left(template, {
      "0/value/extra": text("{"),
      "0/host/repo": text("a b"),
      "0/owner/repo": text("x"),
      "0/repo/repo": text("y"),
    });
    expect([...faults.values()]).toEqual(["is no JSON", "has a host that is no name of a host"]);
  });

  it("refuses what a picker does not offer where no other values are allowed", async () => {
    const picker = (options: JsonObject) => ({ type: "string", "ui:field": "EntityPicker", "ui:options": options });
    const template = await templateWith({
      properties: {
        open: picker({ catalogFilter: { kind: "Group" } }),
        closed: picker({ catalogFilter: { kind: "Group" }, allowArbitraryValues: false }),
      },
    });
    const entered = (ref: string) => left(template, { "0/value/open": one(ref), "0/value/closed": one(ref) });
    expect(entered("group:default/payments")).toMatchObject({ faults: new Map() });
    for (const other of ["group:default/long-gone", "component:default/payment-service"]) {
      const { values, faults } = entered(other);
      expect(values).toEqual({ open: other });
      expect([...faults]).toEqual([["closed", `takes only what its menu offers, and ${other} is not among it`]]);
    }
  });

  it("takes away what a change makes pointless, and says that the page is another one", async () => {
    const template = await templateWith(CONDITIONAL);
    const first = left(template, { "0/value/kind": one("0"), "0/value/name": text("shop") });
    expect(first).toMatchObject({ values: { kind: "service", name: "shop" }, hasChanged: true });
    const second = left(
      template,
      { "0/value/kind": one("0"), "0/value/name": text("shop"), "0/value/port": text("80") },
      first.values,
    );
    expect(second).toMatchObject({ values: { kind: "service", name: "shop", port: 80 }, hasChanged: false });
    const third = left(
      template,
      { "0/value/kind": one("1"), "0/value/name": text("shop"), "0/value/port": text("80") },
      second.values,
    );
    expect(third).toMatchObject({ values: { kind: "library", name: "shop" }, hasChanged: true });
    expect(third.values).not.toHaveProperty("port");
  });

  it("leaves alone what was not asked for", async () => {
    const template = await templateWith({ properties: { name: { type: "string" } } });
    const made = { "0/value/admin": text("yes"), "1/value/name": text("x"), "0/value/__proto__": text("x"), other: {} };
    expect(left(template, made).values).toEqual({});
  });
});

describe("decidingFields", () => {
  it("finds what dependencies, if and branches look at", () => {
    const page: JsonObject = JSON.parse(`{
      "properties": { "a": {}, "b": {}, "c": {} },
      "dependencies": {
        "a": ["b"],
        "b": { "oneOf": [{ "properties": { "b": { "const": 1 }, "x": {} } }, { "properties": { "b": { "const": 2 } } }] }
      },
      "allOf": [{ "if": { "properties": { "c": { "const": 1 } } }, "then": { "properties": { "y": {} } } }]
    }`);
    expect([...decidingFields(page)].sort()).toEqual(["a", "b", "c"]);
  });
});

const CONDITIONAL: JsonObject = {
  properties: { kind: { type: "string", enum: ["service", "library"] }, name: { type: "string" } },
  dependencies: {
    kind: {
      oneOf: [
        { properties: { kind: { const: "service" }, port: { type: "integer" } } },
        { properties: { kind: { const: "library" }, registry: { type: "string" } } },
      ],
    },
  },
};

import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fieldFormats } from "../../src/ingest/field-formats.ts";
import { hasPlaceholders } from "../../src/ingest/placeholders.ts";
import { readDocuments } from "../../src/ingest/read-documents.ts";
import { type UnknownKinds, validateEntity } from "../../src/ingest/validate-entity.ts";
import { catalogSchema, descriptorSchema, type JsonSchema } from "../../src/kinds/descriptor-schema.ts";
import { formatSchemas } from "../../src/kinds/envelope-schema.ts";
import { builtInKinds } from "../../src/model/built-in-kinds.ts";
import { isJsonObject } from "../../src/model/json.ts";
import { defineKind, type KindDefinition, kindRegistry } from "../../src/model/kind.ts";
import type { ReadDocument } from "../../src/provider/entity-provider.ts";
import { aiResourceKinds, corpus } from "./corpus.ts";

const kinds: readonly KindDefinition[] = [...builtInKinds, ...aiResourceKinds];
const registry = kindRegistry(kinds);

/** What a JSON Schema accepts, with the checks that ajv does out of the box; `uri` has none there. */
function accepting(schema: JsonSchema): (value: unknown) => boolean {
  const validate = new Ajv({ allowUnionTypes: true, formats: { uri: true } }).compile(schema);
  return (value) => validate(value);
}

const STAGES = /^(envelope|policy|kind)\/|^unknown-kind$/;

/** What the stages envelope, policy and kind of the catalog accept; refs are looked at later. */
function isAccepted(value: unknown, unknownKinds: UnknownKinds = "reject"): boolean {
  const document: ReadDocument = { value, line: 1, column: 1, problems: [], positions: {} };
  const { problems } = validateEntity(document, { kinds: registry, unknownKinds, location: "file:x.yaml" });
  return !problems.some(({ severity, rule }) => severity === "error" && STAGES.test(rule));
}

type Judged = Pick<ReadDocument, "value" | "problems">;

interface Exception {
  readonly reason: string;
  /** The largest part of the conformance data that it may cover. */
  readonly ceiling: number;
  readonly covers: (document: Judged) => boolean;
  readonly covered: Judged;
  readonly notCovered: Judged;
}

const valued = (value: unknown): Judged => ({ value, problems: [] });
const linked = (url: unknown) => valued({ metadata: { links: [{ url }] } });
const read = (text: string) => readDocuments(text)[0] ?? valued(null);

/** Where the schema may say something else than the catalog, by what is in the document alone. */
const exceptions: Readonly<Record<string, Exception>> = {
  syntax: {
    reason: "What cannot be read as YAML has no value to check, or only a part of one.",
    ceiling: 0.03,
    covers: ({ problems }) => problems.some(({ severity }) => severity === "error"),
    covered: read("metadata: { name: web, name: api }"),
    notCovered: read("metadata: { name: !web api }"),
  },
  placeholders: {
    reason: "A placeholder is replaced before the catalog checks the document; a schema sees it as it is.",
    ceiling: 0.02,
    covers: ({ value }) => hasPlaceholders(value),
    covered: valued({ spec: { definition: { $text: "./openapi.yaml" } } }),
    notCovered: valued({ spec: { definition: { $texts: "./openapi.yaml" } } }),
  },
  "URL parsing": {
    reason: "What a URL is, no pattern says.",
    ceiling: 0.01,
    covers: ({ value }) => urlsOf(value).some((url) => url !== "" && !URL.canParse(url)),
    covered: linked("www.example.com"),
    notCovered: linked("https://www.example.com"),
  },
};

function urlsOf(value: unknown): readonly string[] {
  const links = isJsonObject(value) && isJsonObject(value.metadata) ? value.metadata.links : undefined;
  return (Array.isArray(links) ? links : []).flatMap((link) =>
    isJsonObject(link) && typeof link.url === "string" ? [link.url] : [],
  );
}

function isExcepted(value: unknown): boolean {
  return Object.values(exceptions).some(({ covers }) => covers(valued(value)));
}

const documents = corpus();
const accepts = accepting(catalogSchema(kinds));

describe("catalogSchema", () => {
  it("says the same of every document of the conformance data as the catalog, but for stated exceptions", () => {
    const counts: Record<string, number> = {};
    for (const { id, document } of documents) {
      const names = Object.keys(exceptions).filter((name) => exceptions[name]?.covers(document));
      const verdicts = { schema: accepts(document.value), catalog: isAccepted(document.value) };
      if (names.length === 0) expect(verdicts.schema, id).toBe(verdicts.catalog);
      else if (!names.includes("syntax")) expect(verdicts, id).not.toEqual({ schema: false, catalog: true });
      const agreed = verdicts.catalog ? "accepted" : "refused";
      for (const name of names.length > 0 ? names : [agreed]) counts[name] = (counts[name] ?? 0) + 1;
    }
    expect(documents.length).toBeGreaterThan(850);
    expect(counts.accepted).toBeGreaterThan(400);
    expect(counts.refused).toBeGreaterThan(400);
    for (const [name, { ceiling }] of Object.entries(exceptions)) {
      expect(counts[name], name).toBeGreaterThan(0);
      expect(counts[name], name).toBeLessThanOrEqual(ceiling * documents.length);
    }
  });

  it.each(Object.entries(exceptions))("excepts %s, and not what only looks like it", (_, exception) => {
    expect(exception.covers(exception.covered)).toBe(true);
    expect(exception.covers(exception.notCovered)).toBe(false);
  });

  it("has no exception for keys that differ by case alone: both load", () => {
    const value = { ...component(), metadata: { name: "web", labels: { Tier: "1", tier: "2" } } };
    expect([isAccepted(value), accepts(value)]).toEqual([true, true]);
  });

  it("says the same as the catalog of valid entities with random changes", () => {
    let refused = 0;
    const check = ([start, changes]: readonly [unknown, readonly Change[]]) => {
      const value = changes.reduce(changed, start);
      fc.pre(!isExcepted(value));
      const expected = isAccepted(value);
      if (!expected) refused += 1;
      expect(accepts(value)).toBe(expected);
    };
    const changes = fc.array(change, { minLength: 1, maxLength: 3 });
    fc.assert(fc.property(fc.tuple(fc.constantFrom(...validEntities()), changes), check), { numRuns: 800 });
    expect(refused).toBeGreaterThan(150);
  });

  it("says the same as a catalog that keeps unknown kinds", () => {
    const keeping = accepting(catalogSchema(kinds, { unknownKinds: "keep" }));
    const check = ([start, changes]: readonly [unknown, readonly Change[]]) => {
      const value = changes.reduce(changed, start);
      fc.pre(!isExcepted(value));
      expect(keeping(value)).toBe(isAccepted(value, "keep"));
    };
    const changes = fc.array(change, { maxLength: 2 });
    const rename = fc.constantFrom<readonly Change[]>(
      [],
      [{ place: 0, key: "kind", value: "Queue", act: "set" }],
      [{ place: 0, key: "apiVersion", value: "acme.example/v1", act: "set" }],
    );
    fc.assert(
      fc.property(fc.constantFrom(...validEntities()), rename, changes, (start, renamed, more) =>
        check([start, [...renamed, ...more]]),
      ),
      { numRuns: 300 },
    );
  });

  it("lets a placeholder stand for a text of the spec, also for one that a rule between fields asks for", () => {
    const api = {
      ...component("API"),
      spec: { type: "openapi", lifecycle: "x", owner: "a", definition: { $text: "./a" } },
    };
    expect(accepts(api)).toBe(true);
    expect(accepts({ ...api, spec: { ...api.spec, definition: { $texts: "./a" } } })).toBe(false);
    const rule = { type: "rule", lifecycle: "x", owner: "a", category: "b", rationale: { $text: "./why.md" } };
    expect(accepts({ ...component("AiResource"), spec: rule })).toBe(true);
  });
});

describe("descriptorSchema", () => {
  it.each(kinds.map((kind) => [kind.kind, kind] as const))(
    "of %s says the same as the schema of all kinds",
    (_, kind) => {
      const one = accepting(descriptorSchema(kind));
      const own = documents.filter(({ document: { value } }) => isJsonObject(value) && value.kind === kind.kind);
      for (const { id, document } of own) expect(one(document.value), id).toBe(accepts(document.value));
      const other = documents.find(({ document: { value } }) => isJsonObject(value) && value.kind !== kind.kind);
      expect(one(other?.document.value)).toBe(false);
    },
  );

  it.each(kinds.map((kind) => [kind.kind, kind] as const))(
    "of %s explains every field to whoever hovers over it",
    (_, kind) => {
      const { description, properties = {} } = descriptorSchema(kind);
      expect(description).toMatch(/\.$/);
      expect(withoutDescription(properties, "")).toEqual([]);
    },
  );

  it("holds for kinds from code, with what zod can say and JSON Schema cannot left out", () => {
    const spec = z.looseObject({ size: z.int().max(9), at: z.string().transform((text) => new Date(text)) });
    const kind = defineKind({ kind: "Queue", spec });
    const one = accepting(descriptorSchema(kind));
    expect(one({ ...component("Queue"), spec: { size: 9, at: "2026-01-01" } })).toBe(true);
    expect(one({ ...component("Queue"), spec: { size: 10, at: "2026-01-01" } })).toBe(false);
  });
});

describe("formatSchemas", () => {
  const parts = fc.constantFrom(
    "a",
    "Z",
    "0",
    "-",
    "--",
    "_",
    ".",
    "/",
    ":",
    "+",
    "#",
    "é",
    "K",
    " ",
    "\n",
    "\t",
    "a".repeat(62),
    "b".repeat(63),
    "a.".repeat(126),
    "\u{1f422}",
  );
  const texts = fc.array(parts, { maxLength: 8 }).map((some) => some.join(""));
  const formats = (Object.keys(fieldFormats) as (keyof typeof fieldFormats)[]).filter((name) => name !== "url");

  it.each(formats)("accept as %s what the catalog accepts", (name) => {
    const isFormat = accepting(formatSchemas[name]);
    const check = (text: string) => isFormat(text) === fieldFormats[name].accepts(text);
    fc.assert(fc.property(texts, check), { numRuns: 1000 });
  });

  it.each(formats)("S09: judge 100 KB as %s at once", (name) => {
    const isFormat = accepting(formatSchemas[name]);
    for (const part of ["a", "a.", "a-", "-", "a/", "a:"]) {
      const text = `${part.repeat(100_000 / part.length)}!`;
      const start = process.cpuUsage();
      isFormat(text);
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(100);
    }
  });
});

function component(kind = "Component"): Record<string, unknown> {
  const spec = { type: "service", lifecycle: "production", owner: "shop" };
  return { apiVersion: "backstage.io/v1alpha1", kind, metadata: { name: "web" }, spec };
}

/** Accepted entities of the conformance data, and one of each kind with everything about it. */
function validEntities(): readonly unknown[] {
  const accepted = documents.filter(({ document }) => {
    const { value, problems } = document;
    return problems.length === 0 && !isExcepted(value) && isAccepted(value);
  });
  return accepted.map(({ document }) => document.value);
}

/** One change of a value: something becomes of one key of the mapping or list at a place, counted from the start. */
interface Change {
  readonly place: number;
  readonly key: string;
  readonly value: unknown;
  readonly act: "set" | "remove" | "replace";
}

const KEYS = [
  "name",
  "namespace",
  "labels",
  "annotations",
  "tags",
  "links",
  "url",
  "title",
  "icon",
  "type",
  "owner",
  "lifecycle",
  "dependsOn",
  "steps",
  "skills",
  "uid",
  "status",
  "extra",
  "presence",
  "profile",
  "spec",
  "kind",
];
const values = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    1.5,
    "",
    " ",
    "a",
    "A b",
    "a--b",
    "-a",
    "rule",
    "plugin",
    "skill",
    [],
    {},
    [""],
    ["a"],
    [1],
    [["a"]],
    { "": "a" },
    { a: "b" },
    { "A/b": "c" },
    { "a.b/c": "" },
    { url: "https://a.b" },
    [{ url: "https://a.b", title: " " }],
    [{ url: "" }],
    "x".repeat(64),
    "🐢".repeat(300),
    "2",
    "Component",
    "API",
    "backstage.io/v1beta1",
    { type: "rule" },
  ),
  fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes("__proto__")),
);
const change: fc.Arbitrary<Change> = fc.record({
  place: fc.nat(30),
  key: fc.oneof(
    fc.constantFrom(...KEYS),
    fc.string({ maxLength: 5 }).filter((key) => key !== "__proto__"),
  ),
  value: values,
  act: fc.constantFrom("set", "remove", "replace"),
});

function changed(value: unknown, { place, key, value: next, act }: Change): unknown {
  const copy: unknown = structuredClone(value);
  const holders: Record<string, unknown>[] = [];
  const visit = (part: unknown) => {
    if (typeof part !== "object" || part === null) return;
    holders.push(part as Record<string, unknown>); // a list is changed by its indices alike
    for (const child of Object.values(part)) visit(child);
  };
  visit(copy);
  const holder = holders[place % Math.max(holders.length, 1)];
  if (!holder) return copy;
  const own = Object.keys(holder);
  const at =
    act === "set" ? (Array.isArray(holder) ? String(holder.length) : key) : own[key.length % Math.max(own.length, 1)];
  if (at === undefined) return copy;
  if (act !== "remove") holder[at] = structuredClone(next);
  else if (Array.isArray(holder)) holder.splice(Number(at), 1);
  else delete holder[at];
  return copy;
}

/** The fields of the envelope and the spec that say nothing about themselves. */
function withoutDescription(properties: NonNullable<JsonSchema["properties"]>, path: string): readonly string[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (typeof schema === "boolean") return [`${path}/${name}`];
    const below = path === "/spec" ? [] : withoutDescription(schema.properties ?? {}, `${path}/${name}`);
    return schema.description ? below : [`${path}/${name}`, ...below];
  });
}

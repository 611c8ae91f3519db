import { Graphviz } from "@hpcc-js/wasm-graphviz";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dot, type EntityNode, type FoldedNode, mermaid, type Picture, type PictureEdge, svg } from "../src/index.ts";
import { safeUrl } from "../src/picture/safe-url.ts";
import { everything, isInside, ofClass, parseSvg, rectArea, type Shape, textArea } from "./parse-svg.ts";

const NASTY = [
  '"]; click n1 href "javascript:alert(1)"',
  "%%{init: {'theme':'dark'}}%%",
  "</title><script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "a\\N\\l\\",
  "&lt;b&gt; &amp;#x41;",
  "user\u202egnp.exe\u0000\u0007\u001b[31m",
  "]]>--><!--",
  "end\nsubgraph x\nstyle n1 fill:#fff",
  "#35;#quot;`**bold**`",
  "\ud800 \ufffe 漢字 مرحبا 🎉",
  "-- dir: rtl -->|x|",
  "",
];
const text = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ maxLength: 200 }),
);

const entity: fc.Arbitrary<EntityNode> = fc.record({
  type: fc.constant("entity"),
  id: text.map((id) => id as EntityNode["id"]), // any text at all, where refs belong
  role: fc.constantFrom("root", "part-of-root", "affected", "dependency", "dependent", "mentioned"),
  name: text,
  effect: fc.constantFrom(null, "breaks", "degrades", "delayed", "at-risk"),
  distance: fc.constantFrom(null, 1, 12),
  owner: fc.option(text),
  tier: fc.constantFrom(null, 1),
  url: fc.option(
    fc.oneof(text, fc.constantFrom("javascript:alert(1)", "https://wiki.example/?a=%%{b}&c;#d", "data:,x")),
  ),
});
const folded: fc.Arbitrary<FoldedNode> = fc.record({
  type: fc.constant("folded"),
  id: text,
  role: fc.constantFrom("affected", "dependency"),
  name: text,
  count: fc.constant(7),
  byEffect: fc.constantFrom(null, { breaks: 3, degrades: 4, delayed: 0, "at-risk": 0 }),
  nearest: fc.constant(1),
  farthest: fc.constant(3),
});
const picture: fc.Arbitrary<Picture> = fc
  .record({
    title: text,
    notes: fc.array(text, { maxLength: 2 }),
    mode: fc.constantFrom(null, "down", "slow"),
    nodes: fc.uniqueArray(fc.oneof(entity, folded), { selector: ({ id }) => id, minLength: 1, maxLength: 6 }),
  })
  .chain((rest) => {
    const end = fc.constantFrom(...rest.nodes.map(({ id }) => id));
    const edge: fc.Arbitrary<PictureEdge> = fc.record({
      type: fc.constantFrom("reason", "further", "part"),
      from: end,
      to: end,
      relation: text,
      when: fc.constantFrom("always", "async", "fallback", "build"),
      anyOf: fc.boolean(),
      evidence: fc.constantFrom("declared", "observed"),
    });
    const edges = fc.uniqueArray(edge, { maxLength: 6, selector: ({ from, to }) => JSON.stringify([from, to]) });
    return edges.map((some) => ({ ...rest, edges: some }));
  });

describe("svg of anything", () => {
  it("S07: is XML that runs nothing, loads nothing and hides nothing", async () => {
    await fc.assert(
      fc.asyncProperty(picture, async (any) => {
        const source = await svg(any);
        const shapes = everything(parseSvg(source));
        const allowed = ["svg", "title", "g", "a", "rect", "path", "text"];
        expect([...new Set(shapes.map(({ name }) => name))].filter((name) => !allowed.includes(name))).toEqual([]);
        for (const { attributes } of shapes) {
          expect(Object.keys(attributes).filter((name) => /^on|:href$|^style$|^src$/i.test(name))).toEqual([]);
          if (attributes.href !== undefined) expect(attributes.href).toMatch(/^(https?:|mailto:)/);
        }
        // Only the line end of the file itself is a control character.
        expect(source.slice(0, -1)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
      { numRuns: 100 },
    );
  });

  it("keeps every text in its box", async () => {
    await fc.assert(
      fc.asyncProperty(picture, async (any) => {
        for (const box of ofClass(parseSvg(await svg(any)), "node")) {
          const area = rectArea(box.children.filter(({ name }) => name === "rect").at(-1) as Shape); // each has one
          const out = box.children.filter((child) => child.name === "text" && !isInside(textArea(child), area));
          expect(out.map((child) => child.text)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("dot of anything", () => {
  it("is a graph with exactly the nodes and edges of the picture", async () => {
    await fc.assert(
      fc.asyncProperty(picture, async (any) => {
        const { objects = [], edges = [] } = JSON.parse(await laidOut(dot(any)));
        const nodes = objects.filter(({ nodes }: { nodes?: unknown }) => nodes === undefined);
        expect(nodes.map(({ name }: { name: string }) => name)).toEqual(any.nodes.map((_, index) => `n${index + 1}`));
        expect(edges).toHaveLength(any.edges.length);
      }),
      { numRuns: 150 },
    );
  });
});

async function laidOut(graph: string): Promise<string> {
  const graphviz = await Graphviz.load();
  try {
    return graphviz.layout(graph, "json", "dot");
  } catch (reason) {
    // It is of no use after a failure.
    Graphviz.unload();
    throw reason;
  }
}

describe("mermaid of anything", () => {
  const label = '"[^"%{}\\[\\]()<>`\\\\\\n]*?(<br/>[^"%{}\\[\\]()<>`\\\\\\n]*?){0,2}"';
  const LINES = [
    /^---$/,
    /^title: "[^%{}<>\n]*"$/,
    /^flowchart (RL|BT)$/,
    new RegExp(
      `^ {2}n\\d+(\\[\\[${label}\\]\\]|\\[${label}\\]|\\(${label}\\)|\\(\\[${label}\\]\\)|\\{\\{${label}\\}\\}|\\[/${label}/\\])$`,
    ),
    new RegExp(`^ {2}n\\d+ (==>|-->|-\\.->)(\\|${label}\\|)? n\\d+$`),
    /^ {2}click n\d+ href "(https?|mailto):[^"\s;<>{}]*"$/,
    /^ {2}classDef [a-z-]+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#[0-9a-f]{6},stroke-width:\dpx(,stroke-dasharray:\d \d)?$/,
    /^ {2}class n\d+(,n\d+)* [a-z-]+$/,
  ];

  it("has only lines that mean what was drawn", () => {
    fc.assert(
      fc.property(picture, (any) => {
        const lines = mermaid(any).trimEnd().split("\n");
        expect(lines.filter((line) => !LINES.some((pattern) => pattern.test(line)))).toEqual([]);
        expect(lines.filter((line) => /^ {2}n\d+[[({]/.test(line))).toHaveLength(any.nodes.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe("safeUrl", () => {
  it.each([
    "javascript:alert(1)",
    "vbscript:x",
    "//evil.example",
    "\tjava\tscript:alert(1)",
    "data:text/html,x",
    "https://bank@evil.example",
    "/relative",
    "http://",
  ])("S33: leads nowhere for %j", (url) => expect(safeUrl(url)).toBeNull());

  it.each(["https://wiki.example/a?b=c&d=%22", "http://wiki.example/", "mailto:payments@acme.example"])(
    "leads to %s",
    (url) => expect(safeUrl(url)).toBe(url),
  );
});

import { describe, expect, it } from "vitest";
import { blastRadiusPicture, neighbourhoodPicture, type Picture, svg } from "../src/index.ts";
import { organisation, shop } from "./catalogs.ts";
import {
  contrast,
  doOverlap,
  everything,
  isInside,
  ofClass,
  parseSvg,
  rectArea,
  type Shape,
  textArea,
} from "./parse-svg.ts";

const drawn: readonly (readonly [string, Picture])[] = [
  ["5 nodes", blastRadiusPicture(shop(), "resource:orders-db")],
  ["60 nodes", blastRadiusPicture(organisation(60), "resource:main-db")],
  ["300 nodes, folded", blastRadiusPicture(organisation(300), "resource:main-db")],
  ["300 nodes", blastRadiusPicture(organisation(300), "resource:main-db", { maxNodes: 320 })],
  ["several roots", blastRadiusPicture(organisation(30), ["resource:main-db", "component:service-3"])],
  ["a read-only root", blastRadiusPicture(shop(), "resource:orders-db", { mode: "read-only" })],
  ["a neighbourhood", neighbourhoodPicture(organisation(60), "component:service-3", { maxDistance: 2 })],
];

describe.each(drawn)("svg of %s", (_, picture) => {
  it("keeps every text in its box", async () => {
    const root = parseSvg(await svg(picture));
    const boxes = [...ofClass(root, "node"), ...ofClass(root, "edge-label")];
    expect(ofClass(root, "node")).toHaveLength(picture.nodes.length);
    for (const box of boxes) {
      const area = rectArea(box.children.filter(({ name }) => name === "rect").at(-1) as Shape); // each has one
      for (const text of box.children.filter(({ name }) => name === "text")) {
        expect(isInside(textArea(text), area), text.text).toBe(true);
      }
    }
    const whole = rectArea({ ...root, moved: { x: 0, y: 0 } });
    for (const text of everything(root).filter(({ name }) => name === "text")) {
      expect(isInside(textArea(text), whole), text.text).toBe(true);
    }
  });

  it("overlaps no two texts, boxes or labels", async () => {
    const root = parseSvg(await svg(picture));
    const texts = everything(root).filter(({ name }) => name === "text");
    expect(pairsThatOverlap(texts.map((text) => [text.text, textArea(text)]))).toEqual([]);
    const boxes = [...ofClass(root, "node"), ...ofClass(root, "edge-label")].map((box) => {
      return [names(box), rectArea(box.children.find(({ name }) => name === "rect") as Shape)] as const; // each has one
    });
    expect(pairsThatOverlap(boxes)).toEqual([]);
  });

  it.each(["light", "dark"] as const)("has enough contrast in %s", async (theme) => {
    const root = parseSvg(await svg(picture, { theme }));
    const background = root.children.find(({ name }) => name === "rect")?.attributes.fill ?? "";
    for (const box of [...ofClass(root, "node"), ...ofClass(root, "edge-label")]) {
      const ground = box.children.filter(({ name }) => name === "rect").at(-1)?.attributes.fill ?? "";
      for (const { name, attributes } of everything(box)) {
        if (name === "text") expect(contrast(attributes.fill ?? "", ground)).toBeGreaterThanOrEqual(4.5);
        if (name === "rect" && attributes.stroke && attributes.stroke !== ground)
          expect(
            contrast(attributes.stroke, attributes.stroke === background ? ground : background),
          ).toBeGreaterThanOrEqual(3);
      }
    }
    for (const { name, attributes } of ["heading", "legend", "edge"]
      .flatMap((part) => ofClass(root, part))
      .flatMap(everything)) {
      if (name === "text") expect(contrast(attributes.fill ?? "", background)).toBeGreaterThanOrEqual(4.5);
      if (name === "path" && attributes.stroke)
        expect(contrast(attributes.stroke, background)).toBeGreaterThanOrEqual(3);
    }
  });

  it("is the same each time", async () => {
    expect(await svg(picture)).toBe(await svg(picture));
  });
});

describe("svg", () => {
  it("tells roots, effects, distances, owners and kinds of edges without colour", async () => {
    const root = parseSvg(await svg(blastRadiusPicture(shop(), "resource:orders-db")));
    const nodes = new Map(ofClass(root, "node").map((node) => [node.children[0]?.text, node]));
    const texts = (ref: string) =>
      nodes
        .get(ref)
        ?.children.filter(({ name }) => name === "text")
        .map(({ text }) => text);
    expect(texts("resource:default/orders-db")).toEqual(["DOWN", "orders-db", "Orders"]);
    expect(texts("component:default/order-service")).toEqual(["BREAKS", "1 hop", "order-service", "Orders · tier 1"]);
    expect(texts("component:default/receipts")).toEqual(["DELAYED", "2 hops", "receipts", "no owner"]);

    const borders = [...nodes.values()].map((node) =>
      node.children
        .filter(({ name }) => name === "rect")
        .map(({ attributes }) => `${attributes["stroke-width"]} ${attributes["stroke-dasharray"] ?? "solid"}`)
        .join(", "),
    );
    expect(new Set(borders).size).toBe(4);
    const dashes = ofClass(root, "edge").map(({ children }) => children[0]?.attributes["stroke-dasharray"] ?? "solid");
    expect(new Set(dashes).size).toBe(3);
    expect(ofClass(root, "edge-label").map(names).sort()).toEqual(["async", "fallback"]);
  });

  it("draws nothing that it does not explain below", async () => {
    const root = parseSvg(await svg(blastRadiusPicture(shop(), "resource:orders-db")));
    expect(
      ofClass(root, "legend")
        .flatMap(everything)
        .filter(({ name }) => name === "text")
        .map(({ text }) => text),
    ).toEqual([
      "a → b: a needs b",
      "async: work waits",
      "fallback: there is another way",
      "what failed",
      "breaks",
      "degrades",
      "is delayed",
    ]);
  });

  it("fits in a chat, from 5 to 300 nodes", async () => {
    for (const [, picture] of drawn.slice(0, 3)) {
      const { attributes } = parseSvg(await svg(picture));
      expect(Number(attributes.width)).toBeLessThanOrEqual(2_200);
      expect(Number(attributes.height)).toBeLessThanOrEqual(2_600);
    }
  });

  it("shortens a long name in the middle and keeps the whole ref as a title", async () => {
    const [node] = blastRadiusPicture(shop(), "resource:orders-db").nodes;
    const name = `payments-${"very-".repeat(20)}long-name-eu-west-1`;
    const root = parseSvg(
      await svg({ title: "t", notes: [], mode: null, edges: [], nodes: [{ ...node, name } as typeof node & object] }),
    );
    const texts = ofClass(root, "node")[0]?.children.map(({ text }) => text) ?? [];
    expect(texts[0]).toBe("resource:default/orders-db");
    expect(texts.some((text) => /^payments-very.*….*eu-west-1$/.test(text))).toBe(true);
  });
});

function names(box: Shape): string {
  return box.children
    .filter(({ name }) => name === "text")
    .map(({ text }) => text)
    .join(" ");
}

function pairsThatOverlap(areas: readonly (readonly [string, ReturnType<typeof rectArea>])[]): string[] {
  return areas.flatMap(([name, area], index) =>
    areas.slice(index + 1).flatMap(([other, otherArea]) => (doOverlap(area, otherArea) ? [`${name} / ${other}`] : [])),
  );
}

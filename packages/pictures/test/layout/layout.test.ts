import { catalogOf } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { blastRadiusPicture } from "../../src/index.ts";
import { layoutOf } from "../../src/layout/layout.ts";
import { organisation } from "../catalogs.ts";

const numbered = (count: number, sentence: (index: number) => string) =>
  catalogOf(...Array.from({ length: count }, (_, index) => sentence(index)));

describe("layoutOf", () => {
  it("puts many that need one thing into a frame with one arrow", async () => {
    const star = numbered(60, (index) => `component:user-${index} dependsOn resource:hub`);
    const layout = await layoutOf(blastRadiusPicture(star, "resource:hub"));
    expect([layout.frames.length, layout.lines.length, layout.middles.size]).toEqual([1, 1, 61]);
    expect(layout.width / layout.height).toBeGreaterThan(0.5);
  });

  it("keeps those apart that need it in another way", async () => {
    const star = numbered(
      12,
      (index) => `component:user-${index} dependsOn resource:hub${index < 6 ? "" : " when=async"}`,
    );
    const { frames, lines } = await layoutOf(blastRadiusPicture(star, "resource:hub"));
    expect([frames.length, lines.map(({ edge }) => edge.when).sort()]).toEqual([2, ["always", "async"]]);
  });

  it("draws a long chain from top to bottom", async () => {
    const chain = numbered(14, (index) => `component:step-${index + 1} dependsOn component:step-${index}`);
    const layout = await layoutOf(blastRadiusPicture(chain, "component:step-0"));
    expect(layout.areUpright).toBe(false);
    expect(layout.height).toBeGreaterThan(layout.width);
  });

  it("puts what is farther away farther to the right", async () => {
    const chain = numbered(4, (index) => `component:step-${index + 1} dependsOn component:step-${index}`);
    const { middles } = await layoutOf(blastRadiusPicture(chain, "component:step-0"));
    const across = [0, 1, 2, 3, 4].map((index) => middles.get(`component:default/step-${index}`)?.x ?? 0);
    expect(across).toEqual(across.toSorted((a, b) => a - b));
  });

  it("gives every node a place", async () => {
    const picture = blastRadiusPicture(organisation(60), "resource:main-db");
    const { middles } = await layoutOf(picture);
    expect([...middles.keys()].sort()).toEqual(picture.nodes.map(({ id }) => id as string).sort());
  });
});

import { describe, expect, it } from "vitest";
import { placeLabels } from "../../src/layout/place-labels.ts";

const across = [0, 40, 80, 120].map((x) => ({ x, y: 0 }));
const label = { width: 20, height: 10 };

describe("placeLabels", () => {
  it("puts a label on its line, nearest to where it was planned", () => {
    expect(placeLabels([{ curve: across, box: { x: 60, y: 12, ...label } }], [])).toEqual([{ x: 60, y: 0 }]);
  });

  it("goes along the line to where nothing is covered", () => {
    const card = { x: 60, y: 0, width: 40, height: 20 };
    const [place] = placeLabels([{ curve: across, box: { x: 55, y: 18, ...label } }], [card]);
    expect(place?.y).toBe(0);
    expect(Math.abs((place?.x ?? 0) - card.x)).toBeGreaterThanOrEqual(30);
  });

  it("leaves a label where it was planned when its whole line is covered", () => {
    const wall = { x: 60, y: 0, width: 400, height: 20 };
    expect(placeLabels([{ curve: across, box: { x: 60, y: 30, ...label } }], [wall])).toEqual([{ x: 60, y: 30 }]);
  });
});

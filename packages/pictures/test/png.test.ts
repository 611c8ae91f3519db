import { PNG } from "pngjs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { blastRadiusPicture, svg } from "../src/index.ts";
import { png } from "../src/png.ts";
import { shop } from "./catalogs.ts";
import { ofClass, parseSvg, textArea } from "./parse-svg.ts";

const picture = blastRadiusPicture(shop(), "resource:orders-db");

beforeEach(() => vi.resetModules());
afterEach(() => vi.doUnmock("@resvg/resvg-js"));

describe("png", () => {
  // Without a font resvg draws no text, and does not say so.
  it.each(["light", "dark"] as const)("puts ink where every label is, in %s", async (theme) => {
    const image = PNG.sync.read(Buffer.from(await png(picture, { theme, scale: 2 })));
    const root = parseSvg(await svg(picture, { theme }));
    const parts = ["node", "edge-label", "heading", "legend"].flatMap((name) => ofClass(root, name));
    const labels = parts.flatMap(({ children }) => children.filter(({ name }) => name === "text"));
    expect(labels.length).toBeGreaterThan(20);
    for (const label of labels) {
      const { left, right, top, bottom } = textArea(label);
      const wanted = label.attributes.fill ?? "";
      let ink = 0;
      for (let y = Math.floor(top * 2); y < bottom * 2; y++) {
        for (let x = Math.floor(left * 2); x < right * 2; x++) if (isNear(image, x, y, wanted)) ink++;
      }
      // A letter covers about a tenth of its square.
      expect(ink / ((right - left) * (bottom - top) * 4), label.text).toBeGreaterThan(0.05);
    }
  });

  it("sets text in the bundled font and in those of the caller, never in those of the machine", async () => {
    const seen: unknown[] = [];
    vi.doMock("@resvg/resvg-js", () => ({
      Resvg: class {
        readonly width = 10;
        readonly height = 10;
        readonly render = () => ({ asPng: () => Buffer.from("") });
        constructor(_: string, { font }: { readonly font: unknown }) {
          seen.push(font);
        }
      },
    }));
    const { png: withFake } = await import("../src/png.ts");
    await withFake(picture, { fontFiles: ["/fonts/NotoSansCJK.ttf"] });
    const fontFiles = [
      expect.stringMatching(/Plex.*Regular/),
      expect.stringMatching(/Plex.*SemiBold/),
      "/fonts/NotoSansCJK.ttf",
    ];
    expect(seen.at(-1)).toMatchObject({ loadSystemFonts: false, fontFiles });
  });

  it("is as large as asked for, and else twice as large while that fits in a chat", async () => {
    const { attributes } = parseSvg(await svg(picture));
    const widthOf = async (scale?: number) =>
      PNG.sync.read(Buffer.from(await png(picture, scale === undefined ? {} : { scale }))).width;
    expect(await widthOf()).toBe(2 * Number(attributes.width));
    expect(await widthOf(1)).toBe(Number(attributes.width));
  });

  it.each([0, -1, 5, Number.NaN])("refuses a scale of %s", async (scale) => {
    await expect(png(picture, { scale })).rejects.toMatchObject({ code: "invalid-argument" });
  });

  it("says what to install when resvg is missing", async () => {
    vi.doMock("@resvg/resvg-js", () => {
      throw new Error("Cannot find package");
    });
    const { png: withoutResvg } = await import("../src/png.ts");
    await expect(withoutResvg(picture)).rejects.toMatchObject({
      code: "package-missing",
      message: "PNG needs @resvg/resvg-js. Install it: npm install @resvg/resvg-js",
    });
  });
});

function isNear({ data, width }: PNG, x: number, y: number, color: string): boolean {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return wanted.every((value, channel) => Math.abs((data[(y * width + x) * 4 + channel] ?? 0) - value) < 60);
}

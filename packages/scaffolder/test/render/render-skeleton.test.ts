import { describe, expect, it } from "vitest";
import { mustacheEngine } from "../../src/engine/mustache-engine.ts";
import { nunjitsuEngine, renderSkeleton, type SkeletonOptions } from "../../src/index.ts";
import { skeletonOf } from "./skeleton-of.ts";

const engine = nunjitsuEngine();

/** What becomes of a skeleton, by path: text, `-> target` for links, folders with a slash. */
async function rendered(
  entries: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<SkeletonOptions> = {},
): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for await (const entry of renderSkeleton(skeletonOf(entries), { engine, values: { name: "shop" }, ...options })) {
    if (entry.type === "folder") found[`${entry.path}/`] = "";
    else if (entry.type === "link") found[entry.path] = `-> ${entry.linkTo}`;
    else found[entry.path] = Buffer.from(await entry.content()).toString("latin1");
  }
  return found;
}

describe("renderSkeleton", () => {
  it("renders names and contents, and tells the folders around them", async () => {
    expect(
      await rendered({ "src/${{ values.name }}/main.ts": "export const name = ${{ values.name | dump }};\n" }),
    ).toEqual({
      "src/": "",
      "src/shop/": "",
      "src/shop/main.ts": 'export const name = "shop";\n',
    });
  });

  it("keeps folders in which there is nothing", async () => {
    expect(await rendered({ "empty/": "", "full/": "", "full/a": "" })).toEqual({
      "empty/": "",
      "full/": "",
      "full/a": "",
    });
  });

  it("leaves out what has no name, with what is in it", async () => {
    const values = { docs: false };
    const entries = {
      "{% if values.docs %}docs{% endif %}/index.md": "x",
      "a/{% if values.docs %}b{% endif %}/c.md": "x",
      "a/{% if values.docs %}d.md{% endif %}": "x",
      "{% if values.docs %}e.md{% endif %}": "x",
    };
    expect(await rendered(entries, { values })).toEqual({ "a/": "" });
    expect(Object.keys(await rendered(entries, { values: { docs: true } }))).toEqual([
      "docs/",
      "docs/index.md",
      "a/",
      "a/b/",
      "a/b/c.md",
      "a/d.md",
      "e.md",
    ]);
  });

  it("copies binary files, and links as links under rendered names", async () => {
    const bytes = new Uint8Array([0, 1, 255, ...Buffer.from("${{ values.name }}")]);
    expect(await rendered({ "a.bin": bytes, "${{ values.name }}": "-> ${{ values.name }}.txt" })).toEqual({
      "a.bin": Buffer.from(bytes).toString("latin1"),
      shop: "-> ${{ values.name }}.txt",
    });
  });

  it("keeps line ends and a byte order mark", async () => {
    expect(await rendered({ a: "\ufeff${{ values.name }}\r\n" })).toEqual({ a: "\u00ef\u00bb\u00bfshop\r\n" });
  });

  it("copyWithoutTemplating keeps contents and renders names", async () => {
    const entries = { "raw/${{ values.name }}": "${{ values.name }}", "b/c.txt": "${{ values.name }}" };
    expect(await rendered(entries, { copyWithoutTemplating: ["raw"] })).toMatchObject({
      "raw/shop": "${{ values.name }}",
      "b/c.txt": "shop",
    });
  });

  it("copyWithoutRender keeps names too", async () => {
    const entries = { "raw/${{ values.name }}": "${{ values.name }}", "${{ values.name }}.md": "${{ values.name }}" };
    expect(await rendered(entries, { copyWithoutRender: ["raw/**"] })).toEqual({
      "raw/": "",
      "raw/${{ values.name }}": "${{ values.name }}",
      "shop.md": "shop",
    });
  });

  it.each([true, "njk", ".njk"])(
    "templateFileExtension %j renders only such files, and takes it away",
    async (extension) => {
      const entries = {
        "a.txt.njk": "${{ values.name }}",
        "${{ values.name }}.txt": "${{ values.name }}",
        ".njk": "${{ x",
      };
      expect(await rendered(entries, { templateFileExtension: extension })).toEqual({
        "a.txt": "shop",
        "shop.txt": "${{ values.name }}",
        ".njk": "${{ x",
      });
    },
  );

  it("cookiecutterCompat reads the older syntax", async () => {
    const entries = { "{{ cookiecutter.name }}.txt": "{{ cookiecutter.name }} ${{ x }}" };
    expect(await rendered(entries, { cookiecutterCompat: true })).toEqual({ "shop.txt": "shop $" });
  });

  it("renders with Mustache where that is asked for", async () => {
    const entries = { "{{ values.name }}.txt": "{{#values.list}}<{{.}}>{{/values.list}} ${{{ values.name }}}" };
    const options = { engine: mustacheEngine(), values: { name: "shop", list: [1, 2] } };
    expect(await rendered(entries, options)).toEqual({ "shop.txt": "<1><2> $shop" });
  });

  it.each<[Partial<SkeletonOptions>, string]>([
    [{ copyWithoutTemplating: [], copyWithoutRender: [] }, "copyWithoutRender"],
    [{ templateFileExtension: true, copyWithoutTemplating: ["a"] }, "copyWithoutTemplating"],
    [{ templateFileExtension: true, copyWithoutRender: ["a"] }, "copyWithoutRender"],
    [{ templateFileExtension: true, cookiecutterCompat: true }, "cookiecutterCompat"],
  ])("refuses %j", async (options, named) => {
    await expect(rendered({ a: "" }, options)).rejects.toMatchObject({
      code: "invalid-values",
      message: expect.stringContaining(named),
    });
  });

  it("names file, line and column of what cannot be rendered", async () => {
    const entries = { "src/main.ts": "one\n  ${{ values.name | nope }}" };
    await expect(rendered(entries, { name: "./skeleton" })).rejects.toMatchObject({
      code: "template-failed",
      message: expect.stringMatching(/^\.\/skeleton\/src\/main\.ts:2:\d+ .*nope/),
      place: { location: "./skeleton/src/main.ts", line: 2, column: expect.any(Number) },
    });
    await expect(rendered({ "a/${{ x |": "" })).rejects.toMatchObject({ place: { location: "a/${{ x |" } });
  });

  it("S22: values that hold expressions stay as they are, in names and contents", async () => {
    const values = { name: "${{ secrets.T }}" };
    expect(await rendered({ "${{ values.name }}.txt": "${{ values.name }}" }, { values })).toEqual({
      "${{ secrets.T }}.txt": "${{ secrets.T }}",
    });
  });

  it("refuses a path of a hundred thousand folders at once", async () => {
    await expect(rendered({ ["a/".repeat(50_000)]: "" })).rejects.toMatchObject({
      code: "limit-exceeded",
      message: expect.stringContaining("is longer than 4096 characters"),
    });
  });

  it("S23: stops a file that would not end", async () => {
    const entries = { a: "{% for i in range(1000000000) %}x{% endfor %}" };
    await expect(rendered(entries)).rejects.toMatchObject({
      code: "limit-exceeded",
      message: expect.stringMatching(/^a:1:/),
    });
  });
});

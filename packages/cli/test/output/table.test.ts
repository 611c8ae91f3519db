import { describe, expect, it } from "vitest";
import { dim, formatLine, red } from "../../src/output/line.ts";
import { table } from "../../src/output/table.ts";

const plain = (rows: Parameters<typeof table>[0]) =>
  table(rows, { indent: "  " }).map((line) => formatLine(line, false));

describe("table", () => {
  it("aligns all columns but the last", () => {
    expect(
      plain([
        ["a", "bbb", "end"],
        ["aaaa", "b", "the end"],
      ]),
    ).toEqual(["  a     bbb  end", "  aaaa  b    the end"]);
  });

  it("counts what is seen: colours take no room and escaped characters take theirs", () => {
    const rows = [
      [red("x"), "1"],
      ["\u001b", "2"],
    ];
    expect(plain(rows)).toEqual(["  x       1", "  \\u001b  2"]);
    expect(formatLine(table(rows)[0] ?? "", true)).toBe("\u001b[31mx\u001b[39m       1");
  });

  it("leaves no spaces at the end of a line", () => {
    expect(plain([["a", dim("")]])).toEqual(["  a"]);
  });
});

import { describe, expect, it } from "vitest";
import { internedTable } from "../../src/graph/interned-table.ts";

describe("internedTable", () => {
  it("gives equal values one number and other values another", () => {
    const table = internedTable((value: string) => value);
    expect([table.acquire("a"), table.acquire("b"), table.acquire("a")]).toEqual([0, 1, 0]);
    expect([table.value(0), table.value(1), table.used]).toEqual(["a", "b", 2]);
  });

  it("gives a number to another value once nobody uses it, and says that it did", () => {
    const table = internedTable((value: string) => value);
    const code = table.acquire("a");
    table.retain(code);
    table.release(code);
    const { version } = table;
    expect(table.acquire("b")).not.toBe(code);
    table.release(code);
    expect(table.acquire("c")).toBe(code);
    expect(table.version).toBeGreaterThan(version);
    expect(new Map(table.entries()).get(code)).toBe("c");
  });

  it("is a copy of its own once copied", () => {
    const table = internedTable((value: string) => value);
    const code = table.acquire("a");
    const copy = table.copy();
    table.release(code);
    expect(table.acquire("b")).toBe(code);
    expect(copy.value(code)).toBe("a");
  });
});

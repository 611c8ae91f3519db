import { crc32 as zlibCrc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crc32 } from "../../src/store/crc32.ts";

describe("crc32", () => {
  it("gives the check value of its specification", () => {
    expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array())).toBe(0);
  });

  it("agrees with zlib on any bytes, at any offset", () => {
    const bytes = fc.uint8Array({ maxLength: 100 });
    fc.assert(
      fc.property(bytes, fc.nat(20), (all, from) => crc32(all.subarray(from)) === zlibCrc32(all.subarray(from))),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CatalogError } from "../../src/errors.ts";
import { catalogState } from "../../src/store/catalog-state.ts";
import { decodeSnapshot, snapshotDecoder } from "../../src/store/decode-snapshot.ts";
import { changeSetChunks, encodeSnapshot, joinBytes, snapshotChunks } from "../../src/store/encode-snapshot.ts";
import { encodeFrame, snapshotHeading } from "../../src/store/snapshot-frame.ts";
import { changeSet, storedCatalog, storedDocument } from "./stored.ts";

const base = encodeSnapshot(storedCatalog("api", "web"));
const step = joinBytes([...changeSetChunks(changeSet(2, "naïve ☃"))]);
const withStep = joinBytes([base, step]);

describe("decodeSnapshot", () => {
  it("gives back the catalog that was encoded", () => {
    expect(decodeSnapshot(base)).toEqual(storedCatalog("api", "web"));
    expect(decodeSnapshot(encodeSnapshot(catalogState().stored()))).toEqual(catalogState().stored());
  });

  it("gives back any text in any field", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: "binary", minLength: 1 }), { minLength: 1 }), (names) => {
        const stored = storedCatalog(...names);
        expect(decodeSnapshot(encodeSnapshot(stored))).toEqual(stored);
      }),
    );
  });

  it("applies the steps that follow", () => {
    const decoded = decodeSnapshot(withStep);
    expect(decoded.revision).toBe(2);
    expect(decoded.sources[0]?.documents.map((document) => document.key)).toEqual(["api", "web", "naïve ☃"]);
  });

  it("reads a catalog of many frames from pieces of any size", () => {
    const names = Array.from({ length: 6_000 }, (_, index) => `service-${index}`);
    const chunks = [...snapshotChunks(storedCatalog(...names))];
    expect(chunks.length).toBeGreaterThan(3);
    const bytes = joinBytes(chunks);
    for (const size of [977, 65_536, bytes.length]) {
      const decoder = snapshotDecoder();
      for (let at = 0; at < bytes.length; at += size) decoder.push(bytes.subarray(at, at + size));
      expect(decoder.end().state.stored()).toEqual(storedCatalog(...names));
    }
  });

  it("reads one byte after the other", () => {
    const decoder = snapshotDecoder();
    for (const byte of withStep) decoder.push(Uint8Array.of(byte));
    expect(decoder.end()).toMatchObject({ baseBytes: base.length, validBytes: withStep.length, tornBytes: 0 });
  });

  it("S46: refuses a catalog that ends early, at every length", () => {
    for (let length = 0; length < base.length; length += 1) {
      expect(codeOf(() => decodeSnapshot(base.subarray(0, length)))).toBe("snapshot-corrupt");
    }
  });

  it("S46: leaves out a last step that ends early, at every length, and says how much", () => {
    for (let length = base.length; length < withStep.length; length += 1) {
      const decoder = snapshotDecoder();
      decoder.push(withStep.subarray(0, length));
      const { state, validBytes, tornBytes } = decoder.end();
      expect([state.revision, validBytes, tornBytes]).toEqual([1, base.length, length - base.length]);
    }
  });

  it("S46: detects a changed byte wherever it is", () => {
    for (let at = 0; at < withStep.length; at += 1) {
      const damaged = withStep.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0x20;
      expect(
        codeOf(() => decodeSnapshot(damaged)),
        `byte ${at}`,
      ).toMatch(/^snapshot-(corrupt|too-new)$/);
    }
  });

  it("S46: refuses damage between good steps, however much of the file it seems to take along", () => {
    const third = joinBytes([...changeSetChunks(changeSet(3, "api"))]);
    const bytes = joinBytes([withStep, third]);
    new DataView(bytes.buffer).setUint32(base.length, 0x7fffffff, true); // a length far past the end of the file
    expect(codeOf(() => decodeSnapshot(bytes))).toBe("snapshot-corrupt");
  });

  it("takes zeros at the end, as a power cut leaves them, for a step that was never written", () => {
    expect(decodeSnapshot(joinBytes([base, new Uint8Array(5_000)]))).toEqual(storedCatalog("api", "web"));
    const decoder = snapshotDecoder();
    for (const bytes of [withStep, new Uint8Array(20), new Uint8Array(20)]) decoder.push(bytes);
    expect(decoder.end()).toMatchObject({ validBytes: withStep.length, tornBytes: 40 });
    expect(codeOf(() => decodeSnapshot(joinBytes([base, new Uint8Array(100), step])))).toBe("snapshot-corrupt");
  });

  it("says which frame is damaged and what to do", () => {
    const damaged = withStep.slice();
    damaged[damaged.length - 1] = 0;
    expect(() => decodeSnapshot(damaged)).toThrow(
      /frame 2 \(change set\), \d+ bytes before byte \d+, does not match its checksum\. Put a good copy in its place/,
    );
  });

  it("S46: refuses a newer format and names both versions", () => {
    const newer = base.slice();
    newer[snapshotHeading().length - 2] = "3".charCodeAt(0);
    expect(codeOf(() => decodeSnapshot(newer))).toBe("snapshot-too-new");
    expect(() => decodeSnapshot(newer)).toThrow(
      "This snapshot was written by a newer Callboard (format 3); this one reads up to 1. Upgrade Callboard",
    );
  });

  it("refuses what is no snapshot at all", () => {
    for (const text of [
      "",
      "apiVersion: backstage.io/v1alpha1\nkind: Component\n",
      "callboard snapshot one\n",
      "\u0000",
    ]) {
      expect(
        codeOf(() => decodeSnapshot(new TextEncoder().encode(text))),
        text,
      ).toBe("snapshot-corrupt");
    }
  });

  it("refuses well-formed frames in an order that makes no sense", () => {
    const heading = snapshotHeading();
    const [, baseFrame = heading] = [...snapshotChunks(storedCatalog("api"))];
    expect(codeOf(() => decodeSnapshot(joinBytes([heading, step])))).toBe("snapshot-corrupt");
    expect(codeOf(() => decodeSnapshot(joinBytes([heading, baseFrame, baseFrame])))).toBe("snapshot-corrupt");
    expect(codeOf(() => decodeSnapshot(joinBytes([base, step, step])))).toBe("snapshot-corrupt");
    expect(codeOf(() => decodeSnapshot(joinBytes([heading, encodeFrame("base", "nonsense")])))).toBe(
      "snapshot-corrupt",
    );
  });

  it("keeps documents of a large step that lie in frames of their own", () => {
    const names = Array.from({ length: 4_000 }, (_, index) => `service-${index}`);
    const chunks = [...changeSetChunks(changeSet(2, ...names))];
    expect(chunks.length).toBeGreaterThan(2);
    expect(decodeSnapshot(joinBytes([base, ...chunks])).sources[0]?.documents.at(-1)).toEqual(
      storedDocument("service-3999", 2),
    );
    expect(decodeSnapshot(joinBytes([base, ...chunks.slice(0, -1)]))).toEqual(storedCatalog("api", "web"));
  });
});

function codeOf(work: () => unknown): string {
  try {
    work();
    return "no error";
  } catch (reason) {
    return reason instanceof CatalogError ? reason.code : String(reason);
  }
}

import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { maskedStream } from "../../src/output/masked-stream.ts";

describe("maskedStream", () => {
  it("masks what is written, and is the stream in all else", async () => {
    const stream = new PassThrough({ encoding: "utf8" });
    const masked = maskedStream(stream, (text) => text.replaceAll("secret", "***"));
    const written = new Promise<void>((resolve) => void masked.write("a secret\n", () => resolve()));
    expect(stream.read()).toBe("a ***\n");
    await written;
    let isDrained = false;
    masked.once("drain", () => {
      isDrained = true;
    });
    stream.emit("drain");
    expect(isDrained).toBe(true);
    expect(masked.writable).toBe(true);
  });
});

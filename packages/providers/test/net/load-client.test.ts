import { describe, expect, it } from "vitest";
import { loadClient } from "../../src/net/load-client.ts";

describe("loadClient", () => {
  it("says what to install when a client is not there, and passes on any other failure", async () => {
    const name = "@callboard/not-there"; // as a variable, so that nobody looks for it before the test runs
    await expect(loadClient(name, () => import(/* @vite-ignore */ name))).rejects.toMatchObject({
      code: "package-missing",
      message:
        "This source is read with @callboard/not-there, which is not installed. Run: npm install @callboard/not-there",
    });
    const broken = new Error("It is broken.");
    await expect(loadClient("octokit", () => Promise.reject(broken))).rejects.toBe(broken);
  });
});

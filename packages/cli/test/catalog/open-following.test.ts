import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { openFollowing } from "../../src/catalog/open-following.ts";
import { readConfig } from "../../src/config/read-config.ts";
import { newSession } from "../../src/session.ts";
import { catalogFolder, component } from "../catalog-folder.ts";
import { collected } from "../run-command.ts";

describe("openFollowing", () => {
  it("reads each source as often as the configuration says of it, and the others as it says of all", async () => {
    const cwd = await catalogFolder({
      "callboard.yaml":
        "sources:\n  - { type: file, root: a }\n  - { type: file, root: b, schedule: { everyMs: 60000 } }\n" +
        "schedule: { everyMs: 3600000, jitter: 0 }\n",
      "a/catalog-info.yaml": component("web"),
      "b/catalog-info.yaml": component("api"),
    });
    const config = await readConfig({ cwd, env: {} });
    const io = {
      argv: [],
      env: {},
      stdin: Readable.from([]),
      stdout: collected().stream,
      stderr: collected().stream,
      isTty: { stdin: false, stdout: false, stderr: false },
      cwd,
      now: Date.now,
    };
    const catalog = await openFollowing(newSession(io, { format: "text" }, config));
    const waitsMs = catalog.sources().map(({ nextReadAt }) => Date.parse(nextReadAt ?? "") - Date.now());
    await catalog.close();
    const [first = 0, second = 0] = waitsMs;
    expect(first).toBeGreaterThan(3_500_000);
    expect(second).toBeGreaterThan(0);
    expect(second).toBeLessThanOrEqual(60_000);
  });
});

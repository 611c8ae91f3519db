import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const MODULE = new URL("../../src/index.ts", import.meta.url).href;

/** A read that waits for a timer of the catalog's clock and for nothing else. */
const SCRIPT = `
  const { openCatalog } = await import(${JSON.stringify(MODULE)});
  const provider = {
    name: "slow",
    async *provide({ clock }) {
      await new Promise((resolve) => clock.setTimer(resolve, 20));
      yield { location: "slow:web", entity: { apiVersion: "backstage.io/v1alpha1", kind: "Component",
        metadata: { name: "web" }, spec: { type: "service", lifecycle: "production", owner: "shop" } } };
    },
  };
  const catalog = await openCatalog({ providers: [provider] });
  console.log(catalog.query().total); // not closed: nothing that is planned keeps the process
`;

describe("holdProcess", () => {
  it("lets a program wait for a read that waits for a timer, and end after it", async () => {
    const flags = ["--conditions=@callboard/source", "--import", "tsx", "--input-type=module", "--eval", SCRIPT];
    const { stdout } = await promisify(execFile)(process.execPath, flags);
    expect(stdout).toBe("1\n");
  });
});

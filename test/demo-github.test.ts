import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const NODE = ["--conditions=@callboard/source", "--import", "tsx", "scripts/demo-github.ts"];

it("npm run demo:github reads the demo company from a GitHub of its own, and follows a push", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, NODE, { cwd: root });
  expect(stdout).toMatch(/^Read 171 entities of \d+ repositories with 3 requests\.$/m);
  expect(stdout.match(/payment-service \(service\) is owned by \w+/g)).toEqual([
    "payment-service (service) is owned by Payments",
    "payment-service (service) is owned by Billing",
  ]);
}, 120_000);

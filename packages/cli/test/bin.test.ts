import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const BIN = fileURLToPath(new URL("../bin/callboard.mjs", import.meta.url));
const ACME = fileURLToPath(new URL("../../../examples/acme", import.meta.url));
const ENV = { ...process.env, NO_COLOR: "1" };

/** Runs the command as a process of its own, in a folder that has nothing to do with the repository. */
function callboard(...args: readonly string[]) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, [BIN, ...args], { cwd: tmpdir(), env: ENV }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
    child.stdin?.end();
  });
}

describe("bin/callboard.mjs", () => {
  it("answers from anywhere, with data on stdout and nothing on stderr", async () => {
    const { code, stdout, stderr } = await callboard("ask", "--demo", "who owns payment-service");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("owned by Payments");
  });

  it("ends with the code of the command", async () => {
    expect((await callboard("owner", "component:nothing", "--demo")).code).toBe(1);
    expect((await callboard("owner")).code).toBe(2);
  });

  it("prints all of a long result into a pipe", async () => {
    const { stdout } = await callboard("query", "--demo", "--format", "json", "--limit", "1000");
    expect(stdout.length).toBeGreaterThan(65_536);
    expect(JSON.parse(stdout)).toMatchObject({ next: null });
  });

  it("ends quietly when the reader of a pipe goes away", async () => {
    const child = spawn(process.execPath, [BIN, "query", "--catalog", ACME, "--format", "json"], { env: ENV });
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.stdout.once("data", () => child.stdout.destroy());
    await once(child, "close");
    expect(stderr).toBe("");
  });
});

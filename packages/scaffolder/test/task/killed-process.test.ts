import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { fileTaskStore, LOCK_PATH } from "../../src/index.ts";
import { emulatedGithub } from "../actions/github/emulated-github.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const github = emulatedGithub();
const PROCESS = fileURLToPath(new URL("killed-process.ts", import.meta.url));

/** What the process said, and the signal that ended it. */
async function run(...args: readonly string[]): Promise<{ readonly said: string; readonly signal: string | null }> {
  const node = ["--conditions=@callboard/source", "--import", "tsx", PROCESS, ...args];
  const child = spawn(process.execPath, node, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += chunk;
  });
  const [, signal] = await once(child, "close");
  return { said, signal };
}

/** Kills a task at one write to its journal, carries it on, and says whether there was such a write. */
async function killedAt(write: number): Promise<boolean> {
  const folder = await temporaryFolder();
  const repo = `killed-${write}`;
  const url = github().host.apiBaseUrl ?? "";
  const first = await run(folder, url, repo, String(write));
  const [record] = await fileTaskStore({ folder }).list();
  const at = `killed before write ${write}`;
  if (!record) throw new Error(`${at}: the task is gone`);
  if (first.signal === null) return false;
  const second = await run(folder, url, repo, "0", record.id);
  expect(`${at}: ${second.said}`).toBe(`${at}: completed`);
  // A second repository of the name would have been refused, and a second push would have found a marked commit.
  expect(await github().filesOf(repo)).toEqual({ "docs/README.md": "hello", [LOCK_PATH]: expect.any(String) });
  const { data } = await github().octokit.rest.repos.listCommits({ owner: "acme", repo });
  expect(data).toHaveLength(1);
  return true;
}

describe("a task whose process is killed", () => {
  // Right before a write, what was done since the one before it is done and not written down.
  it("R18: makes one repository and is carried on, killed before each write to its journal", async () => {
    for (let write = 1; write < 60; write += 2) {
      const isThere = await Promise.all([killedAt(write), killedAt(write + 1)]);
      if (!isThere[1]) return expect(write).toBeGreaterThan(8);
    }
    throw new Error("The task writes more than 60 entries.");
  }, 600_000);
});

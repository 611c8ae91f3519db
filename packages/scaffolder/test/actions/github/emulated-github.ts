import { createEmulator, type Emulator } from "emulate";
import { Octokit } from "octokit";
import { afterAll, beforeAll } from "vitest";
import type { RepositoryHost } from "../../../src/index.ts";

/** A GitHub on loopback with the organisation acme and its administrator. */
export interface EmulatedGithub {
  /** The host as tasks are configured with it. */
  readonly host: RepositoryHost;
  readonly octokit: Octokit;
  /** All files of a branch by path, as text. */
  filesOf(repo: string, branch?: string): Promise<Readonly<Record<string, string>>>;
}

/** Starts it before the tests of the file, and stops it behind them. */
export function emulatedGithub(): () => EmulatedGithub {
  let emulator: Emulator | undefined;
  let github: EmulatedGithub | undefined;
  beforeAll(async () => {
    emulator = await createEmulator({
      service: "github",
      port: 0,
      seed: {
        tokens: { "ghp-canary-token": { login: "priya", scopes: ["repo", "admin:org"] } },
        github: {
          users: [{ login: "priya", email: "priya@acme.example" }],
          orgs: [{ login: "acme", name: "Acme", members: [{ login: "priya", role: "admin" }] }],
        },
      },
    });
    github = emulated(emulator.url);
  });
  afterAll(async () => emulator?.close());
  return () => {
    if (!github) throw new Error("The emulator has not started.");
    return github;
  };
}

function emulated(url: string): EmulatedGithub {
  const token = "ghp-canary-token";
  const octokit = new Octokit({ auth: token, baseUrl: url, throttle: { enabled: false }, retry: { enabled: false } });
  return {
    host: { host: "github.com", type: "github", apiBaseUrl: url, token },
    octokit,
    async filesOf(repo, branch = "main") {
      const at = { owner: "acme", repo };
      const head = await octokit.rest.repos.getCommit({ ...at, ref: branch });
      const tree = await octokit.rest.git.getTree({ ...at, tree_sha: head.data.commit.tree.sha, recursive: "1" });
      const files: Record<string, string> = {};
      for (const { path, sha, type } of tree.data.tree) {
        if (type !== "blob") continue;
        const blob = await octokit.rest.git.getBlob({ ...at, file_sha: sha });
        files[path] = Buffer.from(blob.data.content, "base64").toString();
      }
      return files;
    },
  };
}

import type { SourceChange } from "@callboard/core";
import { fastClock, providerContext } from "@callboard/core/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { type GitlabProviderOptions, gitlabProvider } from "../../src/gitlab.ts";
import { CANARY, descriptor } from "../descriptors.ts";
import { fakeGitlab } from "./fake-gitlab.ts";

/** A provider that is watched, its webhook, and what it has told so far. */
async function watched(options: Partial<GitlabProviderOptions> = {}, uses: readonly string[] = []) {
  const { server, projects, groups } = await fakeGitlab(CANARY);
  onTestFinished(server.close);
  groups.set(1, { id: 1, path: "acme" });
  const files = new Map([["catalog-info.yaml", descriptor("web")]]);
  projects.set(1, { id: 1, path: "acme/web", files });
  projects.set(2, { id: 2, path: "acme/old", archived: true, files });
  projects.set(3, { id: 3, path: "other/web", files });
  const provider = gitlabProvider({
    baseUrl: server.origin,
    groups: ["acme"],
    token: CANARY,
    webhookSecret: ["new secret", "old secret"],
    ...options,
  });
  const aborter = new AbortController();
  onTestFinished(() => aborter.abort());
  const place = `url:${server.origin}/acme/web/-/blob/main/`;
  const context = providerContext({
    fetch,
    clock: fastClock(20),
    signal: aborter.signal,
    uses: (location) => uses.some((path) => location === `${place}${path}`),
  });
  const changes: SourceChange[] = [];
  const watching = (async () => {
    for await (const change of provider.watch?.(context) ?? []) changes.push(change);
  })();
  onTestFinished(async () => {
    aborter.abort();
    await watching;
  });
  let deliveries = 0;
  const deliver = async (body: unknown, headers: Readonly<Record<string, string>> = {}, method = "POST") => {
    deliveries += 1;
    const sent = { "x-gitlab-token": "new secret", "x-gitlab-event-uuid": `uuid-${deliveries}`, ...headers };
    const content = method === "GET" ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
    const response = await provider.webhook(
      new Request("https://callboard.example.com/hooks", { method, headers: sent, ...content }),
    );
    return response.status;
  };
  /** The changes once all that was delivered before has been dealt with. */
  const told = async () => {
    await deliver({ event_name: "project_create" });
    await expect.poll(() => changes.at(-1)).toEqual({ type: "refresh", reason: "GitLab tells of a project_create" });
    return changes.splice(0).slice(0, -1);
  };
  return { files, place, deliver, told, requests: server.requests };
}

function push(changed: readonly string[], rest: object = {}): object {
  const commits = [{ added: [], modified: changed, removed: [] }];
  return {
    object_kind: "push",
    project_id: 1,
    ref: "refs/heads/main",
    after: "c0ffee",
    total_commits_count: 1,
    commits,
    ...rest,
  };
}

describe("gitlabProvider webhook", () => {
  it("tells what a push changed, removed or touched", async () => {
    const { files, place, deliver, told } = await watched({}, ["apis/open.json"]);
    files.set("catalog-info.yaml", descriptor("renamed"));
    expect(await deliver(push(["catalog-info.yaml", "apis/open.json", "README.md"]))).toBe(202);
    expect(await told()).toMatchObject([
      { type: "changed", document: { location: `${place}catalog-info.yaml`, content: descriptor("renamed") } },
      { type: "touched", location: `${place}apis/open.json` },
    ]);
    files.delete("catalog-info.yaml");
    await deliver(push(["catalog-info.yaml"]));
    expect(await told()).toEqual([{ type: "removed", location: `${place}catalog-info.yaml` }]);
  });

  it("looks at all its paths when a delivery does not name all files, and asks for a full read where it has patterns", async () => {
    const named = await watched();
    await named.deliver(push(["README.md"], { total_commits_count: 40 }));
    expect(await named.told()).toMatchObject([{ type: "changed" }]);
    const patterns = await watched({ paths: ["**/catalog-info.yaml"] });
    await patterns.deliver(push(["README.md"], { total_commits_count: 40 }));
    expect(await patterns.told()).toEqual([
      { type: "refresh", reason: "a push to acme/web is too large to be told in one delivery" },
    ]);
  });

  it("S29: lets nobody in without the secret, by no other method, and reads no more than 5 MiB", async () => {
    const { deliver, told } = await watched();
    expect(await deliver(push([]), { "x-gitlab-token": "wrong" })).toBe(401);
    expect(await deliver(push([]), { "x-gitlab-token": "" })).toBe(401);
    expect(await deliver(push([]), { "x-gitlab-token": "new secret2" })).toBe(401);
    expect(await deliver("not JSON", { "x-gitlab-token": "wrong" })).toBe(401);
    expect(await deliver(push([]), { "x-gitlab-token": "old secret" })).toBe(202);
    expect(await deliver({}, {}, "GET")).toBe(405);
    expect(await deliver("not JSON")).toBe(400);
    expect(await deliver(`"${"x".repeat(5 * 2 ** 20)}"`)).toBe(413);
    expect(await deliver({}, { "content-length": "99999999" })).toBe(413);
    const open = await watched({ webhookSecret: "" });
    expect(await open.deliver(push([]), { "x-gitlab-token": "" })).toBe(401);
    await told();
  });

  it("S30: does nothing about projects outside of its groups and filters, other branches, tags and other events", async () => {
    const { deliver, told } = await watched();
    for (const rest of [
      { project_id: 2 },
      { project_id: 3 },
      { project_id: 4 },
      { ref: "refs/heads/draft" },
      { ref: "refs/tags/main" },
      { object_kind: "pipeline" },
      { object_kind: "push", project_id: "1; drop" },
    ])
      await deliver(push(["catalog-info.yaml"], rest));
    expect(await told()).toEqual([]);
  });

  it("R09: takes a delivery in once, however often it comes", async () => {
    const { deliver, told, requests } = await watched();
    const id = { "idempotency-key": "delivery-1" };
    const statuses = [];
    for (let time = 0; time < 4; time += 1) statuses.push(await deliver(push(["catalog-info.yaml"]), id));
    expect(statuses).toEqual([202, 204, 204, 204]);
    expect(await told()).toHaveLength(1);
    expect(requests).toHaveLength(2);
  });

  it("R09: asks for one full read in place of more hints than can wait", async () => {
    const provider = gitlabProvider({ groups: ["acme"], webhookSecret: "secret" });
    for (let count = 0; count < 1_001; count += 1) {
      const body = JSON.stringify(push(["catalog-info.yaml"], { after: String(count) }));
      const headers = { "x-gitlab-token": "secret" };
      await provider.webhook(new Request("https://callboard.example.com/", { method: "POST", headers, body }));
    }
    const aborter = new AbortController();
    const changes: SourceChange[] = [];
    for await (const change of provider.watch?.(providerContext({ signal: aborter.signal })) ?? []) {
      changes.push(change);
      aborter.abort();
    }
    expect(changes).toEqual([{ type: "refresh", reason: "more deliveries came than could wait" }]);
  });
});

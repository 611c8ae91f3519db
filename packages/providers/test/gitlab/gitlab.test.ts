import { memoryStore, openCatalog, type RateBudget } from "@callboard/core";
import { describeProvider, fastClock, providerContext, runProvider } from "@callboard/core/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { type GitlabProviderOptions, gitlabProvider } from "../../src/gitlab.ts";
import { countingClock } from "../counting-clock.ts";
import { CANARY, descriptor, names } from "../descriptors.ts";
import { type FakeProject, fakeGitlab } from "./fake-gitlab.ts";

describeProvider({ describe, it }, "gitlabProvider", async () => {
  const { server, projects, groups, fail } = await fakeGitlab(CANARY);
  groups.set(1, { id: 1, path: "acme" });
  const locations = names(20).map((name, index) => {
    const path = `acme/${index % 2 ? "platform/" : ""}${name}`;
    projects.set(index + 1, { id: index + 1, path, files: new Map([["catalog-info.yaml", descriptor(name)]]) });
    return `url:${server.origin}/${path}/-/blob/main/catalog-info.yaml`;
  });
  const projectOf = (location: string) => projects.get(locations.indexOf(location) + 1);
  const options = { baseUrl: server.origin, groups: ["acme"], token: CANARY, name: "acme", webhookSecret: "hook" };
  return {
    provider: gitlabProvider(options),
    fetch,
    locations,
    entities: 20,
    secrets: [CANARY],
    remove: async (location) => void projectOf(location)?.files.delete("catalog-info.yaml"),
    change: async (location) => void projectOf(location)?.files.set("catalog-info.yaml", descriptor("changed")),
    breakDocument: async (location) => void Object.assign(projectOf(location) ?? {}, { status: 403 }),
    breakSource: server.close,
    failMidway: async (fault) => fail(fault),
    recover: async () => fail(null),
    dispose: server.close,
  };
});

const network = { fetch, clock: fastClock(20) };

/** A GitLab with projects below `acme`, numbered from 1, each with one descriptor unless it says otherwise. */
async function gitlabWith(...given: readonly (Partial<FakeProject> & { readonly path: string })[]) {
  const gitlab = await fakeGitlab(CANARY);
  onTestFinished(gitlab.server.close);
  gitlab.groups.set(1, { id: 1, path: "acme" });
  for (const [index, project] of given.entries()) {
    const name = project.path.split("/").at(-1) ?? "";
    const files = new Map([["catalog-info.yaml", descriptor(name)]]);
    gitlab.projects.set(index + 1, { id: index + 1, files, ...project });
  }
  const provider = (options: Partial<GitlabProviderOptions> = {}) =>
    gitlabProvider({ baseUrl: gitlab.server.origin, groups: ["acme"], token: CANARY, ...options });
  const read = async (options?: Partial<GitlabProviderOptions>) => {
    const { documents } = await runProvider(provider(options), network);
    return documents.map(({ location }) => location.slice(`url:${gitlab.server.origin}/`.length));
  };
  return { ...gitlab, provider, read };
}

describe("gitlabProvider", () => {
  it("yields a file with the id of its project as key, the id of its content as version, and its group as scope", async () => {
    const { provider, server } = await gitlabWith({ path: "acme/platform/api" });
    const { documents, completed } = await runProvider(provider(), network);
    const url = `${server.origin}/acme/platform/api/-/blob/main/catalog-info.yaml`;
    expect(documents).toEqual([
      {
        key: "gitlab:1:catalog-info.yaml",
        location: `url:${url}`,
        viewUrl: url,
        scope: "acme",
        version: expect.stringMatching(/^[0-9a-f]{40} acme\/platform\/api@main$/),
        content: descriptor("api"),
      },
    ]);
    expect(completed).toContain("acme");
  });

  it("filters by topic, visibility, archive, fork and name, and leaves out empty projects", async () => {
    const { read } = await gitlabWith(
      { path: "acme/web", topics: ["Catalog"], visibility: "public" },
      { path: "acme/platform/svc-api", topics: ["catalog", "legacy"] },
      { path: "acme/old", archived: true },
      { path: "acme/fork", isFork: true },
      { path: "acme/empty", isEmpty: true },
      { path: "other/web" },
    );
    const file = (path: string) => `${path}/-/blob/main/catalog-info.yaml`;
    expect(await read()).toEqual([file("acme/web"), file("acme/platform/svc-api")]);
    expect(await read({ filters: { topics: { include: ["catalog"], exclude: ["legacy"] } } })).toEqual([
      file("acme/web"),
    ]);
    expect(await read({ filters: { visibility: ["public"] } })).toEqual([file("acme/web")]);
    expect(await read({ filters: { names: { include: ["platform/svc-*"] } } })).toEqual([
      file("acme/platform/svc-api"),
    ]);
    expect(await read({ filters: { archived: true, forks: true } })).toHaveLength(4);
  });

  it("reads named paths with one request each, and patterns from the tree of a project", async () => {
    const files = new Map(
      ["catalog-info.yaml", "services/a/catalog-info.yaml", "services/b/catalog-info.yaml", "services/b/main.go"].map(
        (path) => [path, descriptor("a")],
      ),
    );
    const { read, fileRequests } = await gitlabWith({ path: "acme/mono", files });
    const paths = ["services/*/catalog-info.yaml", "none.yaml"];
    expect(await read({ paths })).toEqual(
      ["a", "b"].map((name) => `acme/mono/-/blob/main/services/${name}/catalog-info.yaml`),
    );
    expect(fileRequests()).toBe(4); // two pages of the tree, two files
    expect(await read({ paths: ["none.yaml", "catalog-info.yaml"] })).toEqual([
      "acme/mono/-/blob/main/catalog-info.yaml",
    ]);
    expect(fileRequests()).toBe(6);
  });

  it("reads another branch than the default one, also one with a slash in its name", async () => {
    const { read } = await gitlabWith({ path: "acme/web", branch: "release/1" }, { path: "acme/api" });
    expect(await read({ branch: "release/1" })).toEqual(["acme/web/-/blob/release%2F1/catalog-info.yaml"]);
  });

  it("keeps the entities of a project that is renamed and moved, with their log", async () => {
    const { provider, projects, server } = await gitlabWith({ path: "acme/web" });
    const catalog = await openCatalog({ providers: [provider()], runtime: network, schedule: false });
    const { firstSeen } = catalog.origin("group:default/web") ?? {};
    Object.assign(projects.get(1) ?? {}, { path: "acme/shop/storefront" });
    const [report] = await catalog.refresh();
    expect([report?.added, report?.removed]).toEqual([0, 0]);
    expect(catalog.origin("group:default/web")).toMatchObject({
      location: `url:${server.origin}/acme/shop/storefront/-/blob/main/catalog-info.yaml`,
      firstSeen,
    });
    await catalog.close();
  });

  it("reads a list again that changed while it was read, and gives up one that never holds still", async () => {
    const gitlab = await gitlabWith(...names(9).map((name) => ({ path: `acme/${name}` })));
    gitlab.onPage((page) => {
      if (page === 2) gitlab.projects.delete(1); // the third project is on neither page then
    });
    expect(await gitlab.read()).toEqual(
      names(9)
        .slice(1)
        .map((name) => `acme/${name}/-/blob/main/catalog-info.yaml`),
    );
    gitlab.onPage((page) => {
      if (page === 2) gitlab.projects.delete([...gitlab.projects.keys()][0] ?? 0);
    });
    await expect(gitlab.read()).rejects.toThrow("GitLab has another number of projects of acme on each page");
  });

  it("R05: keeps what a project had that refuses its files, and reads the others", async () => {
    const { provider, projects } = await gitlabWith(...names(3).map((name) => ({ path: `acme/${name}` })));
    const catalog = await openCatalog({ providers: [provider()], runtime: network, schedule: false });
    Object.assign(projects.get(2) ?? {}, { status: 403 });
    const [report] = await catalog.refresh();
    expect(report?.reason).toContain("the token may not read it (status 403)");
    expect(catalog.query().items).toHaveLength(3);
    await catalog.close();
  });

  it("R05: gives up when the files of many projects cannot be reached, and sends nothing more", async () => {
    const { provider, server } = await gitlabWith(...names(20).map((name) => ({ path: `acme/${name}` })));
    server.fail("server error", ({ url }) => url.pathname.includes("/repository/"));
    const clock = countingClock(fastClock(100));
    const sent: Promise<Response>[] = [];
    const counted: typeof fetch = (...request) => {
      const answer = fetch(...request);
      sent.push(answer);
      return answer;
    };
    const reading = runProvider(provider(), { fetch: counted, clock });
    await expect(reading).rejects.toMatchObject({ code: "source-unreachable" });
    const { length } = sent;
    await Promise.allSettled(sent);
    await new Promise(setImmediate); // what follows an answer has happened
    // No request is on its way, and no timer waits that could send one.
    expect([sent.length, clock.timers()]).toEqual([length, 0]);
  });

  it("reads the other groups when one may not be read, which keeps what it had", async () => {
    const { provider, projects, groups, server } = await gitlabWith(
      { path: "acme/web" },
      { path: "acme/api" },
      { path: "labs/ml" },
    );
    groups.set(2, { id: 2, path: "labs" });
    const own = provider({ groups: ["acme", "labs"] });
    const catalog = await openCatalog({ providers: [own], runtime: network, schedule: false });
    groups.delete(2);
    projects.delete(2);
    const [report] = await catalog.refresh();
    expect(report?.reason).toContain("GitLab does not list the projects of labs: there is no such group");
    expect(report?.reason).toContain(`url:${server.origin}/labs`);
    expect(catalog.query().items.map(({ metadata }) => metadata.name)).toEqual(["ml", "web"]);
    await catalog.close();
  });

  it("lets go of a group that is no longer to be read", async () => {
    const { provider, groups } = await gitlabWith({ path: "acme/web" }, { path: "labs/ml" });
    groups.set(2, { id: 2, path: "labs" });
    const store = memoryStore();
    const opened = async (...paths: readonly string[]) => {
      const providers = [provider({ groups: paths, name: "all" })];
      const catalog = await openCatalog({ providers, runtime: { ...network, store }, schedule: false });
      await catalog.refresh();
      const found = catalog.query().items.map(({ metadata }) => metadata.name);
      await catalog.close();
      return found;
    };
    expect(await opened("acme", "labs")).toEqual(["ml", "web"]);
    expect(await opened("acme")).toEqual(["web"]);
  });

  it("makes groups and users of groups and their members, with bots and suspended accounts marked", async () => {
    const { provider, groups } = await gitlabWith();
    const members = [
      { id: 11, username: "ana", name: "Ana" },
      { id: 12, username: "project_7_bot_a1", name: "Release" },
      { id: 13, username: "bob", state: "blocked" },
    ];
    groups.set(2, { id: 2, path: "acme/platform", members });
    groups.set(3, { id: 3, path: "acme/platform/db", members: members.slice(0, 1) });
    const catalog = await openCatalog({
      providers: [provider({ teams: true, users: true })],
      runtime: network,
      schedule: false,
    });
    expect(
      catalog.query().items.map(({ kind, metadata, spec }) => [kind, metadata.name, spec?.parent ?? spec?.memberOf]),
    ).toEqual([
      ["Group", "acme", undefined],
      ["Group", "acme-platform", "acme"],
      ["Group", "acme-platform-db", "acme-platform"],
      ["User", "ana", ["acme-platform", "acme-platform-db"]],
      ["User", "bob", ["acme-platform"]],
      ["User", "project_7_bot_a1", ["acme-platform"]],
    ]);
    const marks = (name: string) => {
      const annotations = catalog.entity(`user:default/${name}`)?.metadata.annotations;
      return [annotations?.["callboard.dev/bot"], annotations?.["callboard.dev/suspended"]];
    };
    expect(["ana", "bob", "project_7_bot_a1"].map(marks)).toEqual([
      [undefined, undefined],
      [undefined, "blocked"],
      ["true", undefined],
    ]);
    const [report] = await catalog.refresh();
    expect([report?.reason, report?.added, report?.changed, report?.removed]).toEqual([null, 0, 0, 0]);
    await catalog.close();
  });

  it("S14, S40: reads further files of the projects and branches it reads, and of no other project its token could", async () => {
    const { provider, projects, server } = await gitlabWith(
      { path: "acme/web" },
      { path: "acme/secrets", archived: true },
    );
    projects.get(1)?.files.set("apis/open api.json", "{}");
    projects.get(2)?.files.set("keys.txt", "secret");
    projects.set(9, { id: 9, path: "other/keys", files: new Map([["keys.txt", "secret"]]) });
    const own = provider();
    const context = providerContext(network);
    const read = (place: string) => own.read?.(`url:${server.origin}/${place}`, context);
    expect(await read("acme/web/-/blob/main/apis/open%20api.json")).toBe("{}");
    expect(await read("acme/web/-/blob/main/none.json")).toBeUndefined();
    expect(await own.list?.(`url:${server.origin}/acme/web/-/blob/main/apis/*.json`, context)).toEqual([
      `url:${server.origin}/acme/web/-/blob/main/apis/open%20api.json`,
    ]);
    for (const place of [
      "acme/secrets/-/blob/main/keys.txt",
      "other/keys/-/blob/main/keys.txt",
      "acme/web/-/blob/draft/catalog-info.yaml",
      "acme/web/-/blob/main/../../keys.txt",
      "acme/web/-/blob/main/%2e%2e/keys.txt",
      "acme/web/-/raw/main/keys.txt",
      "api/v4/projects",
    ])
      await expect(read(place), place).rejects.toMatchObject({ code: "invalid-argument" });
  });

  it("tells how much of the rate limit is left", async () => {
    const { provider } = await gitlabWith({ path: "acme/web" });
    const budgets: RateBudget[] = [];
    await runProvider(provider(), { ...network, rateLimit: (budget) => void budgets.push(budget) });
    expect(budgets.at(-1)).toEqual({ remaining: 1990, limit: 2000, resetAt: "2026-11-20T06:00:00.000Z" });
  });

  it("says what is wrong with a group and with a token", async () => {
    const { provider } = await gitlabWith({ path: "acme/web" });
    const reading = (options: Partial<GitlabProviderOptions>) => runProvider(provider(options), network);
    await expect(reading({ groups: ["acmee"] })).rejects.toThrow(
      "GitLab does not list the projects of acmee: there is no such group, or the token cannot see it",
    );
    await expect(reading({ token: "expired" })).rejects.toThrow(
      "GitLab does not accept the token (status 401). Check that it is whole and has not expired",
    );
    expect(() => provider({ groups: [] })).toThrow(/has no group to read/);
    expect(() => provider({ paths: ["../x.yaml"] })).toThrow(/is no path in a repository/);
  });
});

import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCatalog } from "@callboard/core";
import { describeProvider, fastClock, providerContext, runProvider } from "@callboard/core/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { type GitProviderOptions, gitProvider } from "../../src/git.ts";
import { CANARY, descriptor, names } from "../descriptors.ts";
import { blobId, fakeGitServer } from "./fake-git-server.ts";

describeProvider({ describe, it }, "gitProvider", async () => {
  const { server, url, commit, fail } = await fakeGitServer(CANARY);
  const paths = names(12).map((name) => `teams/${name}/catalog-info.yaml`);
  await commit(Object.fromEntries(paths.map((path, index) => [path, descriptor(`team-${index + 1}`)])));
  const base = `url:${server.origin}/acme/catalog/blob/main/`;
  return {
    provider: gitProvider({ url, token: CANARY, name: "catalog" }),
    fetch,
    speed: 3_000, // a fetch may last five minutes
    locations: paths.map((path) => `${base}${path}`),
    entities: 12,
    secrets: [CANARY],
    remove: (location) => commit({ [location.slice(base.length)]: null }),
    change: (location) => commit({ [location.slice(base.length)]: descriptor("changed") }),
    breakDocument: (location) => commit({ [location.slice(base.length)]: "x".repeat(2 ** 20 + 1) }),
    breakSource: server.close,
    failMidway: async (fault) => {
      await commit({ "README.md": fault }); // or there would be nothing to fetch
      fail(fault);
    },
    recover: async () => fail(null),
    dispose: server.close,
  };
});

const network = { fetch, clock: fastClock(20) };

async function repositoryWith(files: Readonly<Record<string, string>>) {
  const repository = await fakeGitServer();
  onTestFinished(repository.server.close);
  await repository.commit(files);
  const provider = (options: Partial<GitProviderOptions> = {}) => gitProvider({ url: repository.url, ...options });
  const read = async (options?: Partial<GitProviderOptions>) => {
    const { documents } = await runProvider(provider(options), network);
    return documents.map(({ location }) => location.slice(`url:${repository.server.origin}/acme/catalog/blob/`.length));
  };
  return { ...repository, provider, read };
}

describe("gitProvider", () => {
  it("yields a file with the id of its content as version", async () => {
    const { provider, server } = await repositoryWith({ "a b/catalog-info.yaml": descriptor("web") });
    expect(provider().name).toBe(`git:${new URL(server.origin).host}/acme/catalog`);
    const { documents } = await runProvider(provider(), network);
    expect(documents).toEqual([
      {
        location: `url:${server.origin}/acme/catalog/blob/main/a%20b/catalog-info.yaml`,
        version: blobId(descriptor("web")),
        content: descriptor("web"),
      },
    ]);
  });

  it("fetches nothing while the branch stays at its commit, and no history when it moves", async () => {
    const { provider, commit, fetches } = await repositoryWith({ "catalog-info.yaml": descriptor("web") });
    const catalog = await openCatalog({ providers: [provider()], runtime: network, schedule: false });
    await catalog.refresh();
    expect(fetches()).toBe(1);
    await commit({ "other/catalog-info.yaml": descriptor("other") });
    const [report] = await catalog.refresh();
    expect([report?.added, report?.changed, report?.removed, fetches()]).toEqual([1, 0, 0, 2]);
    await catalog.close();
  });

  it("reads what include names and exclude does not, of the branch it is told", async () => {
    const { read, commit } = await repositoryWith({
      "catalog-info.yaml": descriptor("a"),
      "org/teams.yaml": descriptor("b"),
      "old/catalog-info.yaml": descriptor("c"),
    });
    expect(await read({ include: ["org/*.yaml", "catalog-info.yaml"] })).toEqual([
      "main/catalog-info.yaml",
      "main/org/teams.yaml",
    ]);
    expect(await read({ exclude: ["old"] })).toEqual(["main/catalog-info.yaml"]);
    await commit({ "next/catalog-info.yaml": descriptor("d") }, "release/2");
    expect(await read({ branch: "release/2" })).toEqual(["release%2F2/next/catalog-info.yaml"]);
  });

  it("S20: skips links, and files named outright that are not there", async () => {
    const { provider } = await repositoryWith({
      "catalog-info.yaml": "-> ../../etc/passwd",
      "a/catalog-info.yaml": descriptor("a"),
    });
    const { documents, skipped } = await runProvider(
      provider({ include: ["**/catalog-info.yaml", "org.yaml"] }),
      network,
    );
    expect(documents).toHaveLength(1);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      "it is a link, and is not followed. Put a copy in its place",
      "it is named in include but is not there. Take its name out if that is as it should be",
    ]);
  });

  it("S14: reads further files of its repository and branch only, and lists them by pattern", async () => {
    const { provider, server } = await repositoryWith({
      "apis/x.json": "{}",
      "apis/y.json": "[]",
      "catalog-info.yaml": "",
    });
    const own = provider();
    const context = providerContext(network);
    const base = `url:${server.origin}/acme/catalog/blob`;
    expect(await own.read?.(`${base}/main/apis/x.json`, context)).toBe("{}");
    expect(await own.read?.(`${base}/main/apis/none.json`, context)).toBeUndefined();
    expect(await own.list?.(`${base}/main/apis/*.json`, context)).toEqual(
      ["x", "y"].map((name) => `${base}/main/apis/${name}.json`),
    );
    for (const place of [
      `${base}/draft/apis/x.json`,
      `${base}/main/../x.json`,
      `url:${server.origin}/acme/other/blob/main/x`,
    ])
      await expect(own.read?.(place, context), place).rejects.toMatchObject({ code: "invalid-argument" });
  });

  it("keeps what it fetched in a folder, over restarts", async () => {
    const { provider, commit, fetches } = await repositoryWith({ "catalog-info.yaml": descriptor("web") });
    const cacheFolder = await mkdtemp(join(tmpdir(), "callboard-git-"));
    onTestFinished(() => rm(cacheFolder, { recursive: true }));
    const run = () => runProvider(provider({ cacheFolder }), network);
    const first = await run();
    expect(await run()).toEqual(first);
    await commit({ "other/catalog-info.yaml": descriptor("other") });
    expect((await run()).documents).toHaveLength(2);
    expect(await readdir(cacheFolder)).toEqual([expect.stringMatching(/^[0-9a-f]{16}\.git$/)]);
    expect(fetches()).toBe(2);
  });

  it("S17: gives up a fetch that is too large", async () => {
    const noise = Array.from({ length: 3_000 }, () => Math.random().toString(36)).join("");
    const { provider } = await repositoryWith({ "catalog-info.yaml": descriptor("web"), "noise.txt": noise });
    await expect(runProvider(provider({ maxFetchBytes: 10_000 }), network)).rejects.toMatchObject({
      code: "limit-exceeded",
    });
  });

  it("says what is wrong with an address, a branch and a token", async () => {
    const { provider, server } = await repositoryWith({ "catalog-info.yaml": descriptor("web") });
    const reading = (options: Partial<GitProviderOptions>) => runProvider(provider(options), network);
    await expect(reading({ branch: "none" })).rejects.toThrow("The repository has no branch none");
    await expect(reading({ url: `${server.origin}/acme/none.git` })).rejects.toThrow(
      /nothing there that the token can see/,
    );
    const secured = await fakeGitServer("right");
    onTestFinished(secured.server.close);
    await expect(reading({ url: secured.url, token: "wrong" })).rejects.toThrow(
      "The git server does not accept the token (status 401). Check that it is whole and has not expired",
    );
    for (const url of [
      `https://user:${CANARY}@git.example.com/a.git`,
      "git@git.example.com:a.git",
      "ssh://git.example.com/a",
    ])
      expect(() => provider({ url })).toThrow(
        "The url of gitProvider is no plain web address. Write one such as https://git.example.com/acme/catalog.git, with the token apart.",
      );
  });
});

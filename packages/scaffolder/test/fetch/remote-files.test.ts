import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { configuredHosts, type RemoteFilesOptions, remoteFiles, type TemplateFiles } from "../../src/index.ts";
import { tarOf } from "./tar-of.ts";

interface Asked {
  readonly url: string;
  readonly headers: Headers;
}

interface Net {
  readonly files: TemplateFiles;
  readonly asked: Asked[];
  readonly clock: ReturnType<typeof testClock>;
}

type Answer = (url: URL) => Response | Promise<Response>;

function net(answer: Answer, options: Partial<RemoteFilesOptions> = {}): Net {
  const asked: Asked[] = [];
  const clock = testClock();
  const fetch: typeof globalThis.fetch = async (input, init) => {
    asked.push({ url: String(input), headers: new Headers(init?.headers) });
    return answer(new URL(String(input)));
  };
  const hosts = configuredHosts([
    { host: "github.com", type: "github", token: "gh-token" },
    { host: "gitlab.com", type: "gitlab", token: "gl-token" },
    { host: "ghe.acme.example", type: "github", token: "ghe-token" },
    { host: "git.acme.example:8443", type: "gitlab", apiBaseUrl: "https://10.0.0.5:8443/api/v4" },
  ]);
  const signal = new AbortController().signal;
  return { files: remoteFiles({ hosts, fetch, clock, signal, ...options }), asked, clock };
}

const text =
  (body: string): Answer =>
  () =>
    new Response(body);

async function content(files: TemplateFiles, url: string): Promise<string> {
  return new TextDecoder().decode(await (await files.file(url)).content());
}

async function paths(files: TemplateFiles, url: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { path } of files.tree(url)) found.push(path);
  return found;
}

describe("remoteFiles: a file", () => {
  it.each([
    [
      "https://github.com/acme/shop/blob/main/a/b c.txt",
      "https://api.github.com/repos/acme/shop/contents/a/b%20c.txt?ref=main",
    ],
    ["https://github.com/acme/shop/raw/v1/x.txt", "https://api.github.com/repos/acme/shop/contents/x.txt?ref=v1"],
    [
      "https://github.com/acme/shop/blob/feature%2Fx/y.txt",
      "https://api.github.com/repos/acme/shop/contents/y.txt?ref=feature%2Fx",
    ],
    [
      "https://raw.githubusercontent.com/acme/shop/main/x.txt",
      "https://api.github.com/repos/acme/shop/contents/x.txt?ref=main",
    ],
    [
      "https://raw.githubusercontent.com/acme/shop/refs/heads/main/x.txt",
      "https://api.github.com/repos/acme/shop/contents/x.txt?ref=refs%2Fheads%2Fmain",
    ],
    [
      "https://ghe.acme.example/acme/shop/blob/main/x.txt",
      "https://ghe.acme.example/api/v3/repos/acme/shop/contents/x.txt?ref=main",
    ],
    [
      "https://gitlab.com/a/b/shop/-/blob/main/d/x.txt",
      "https://gitlab.com/api/v4/projects/a%2Fb%2Fshop/repository/files/d%2Fx.txt/raw?ref=main",
    ],
    [
      "https://gitlab.com/a/shop/raw/main/x.txt",
      "https://gitlab.com/api/v4/projects/a%2Fshop/repository/files/x.txt/raw?ref=main",
    ],
    [
      "https://git.acme.example:8443/a/shop/-/raw/main/x.txt",
      "https://10.0.0.5:8443/api/v4/projects/a%2Fshop/repository/files/x.txt/raw?ref=main",
    ],
  ])("%s is read through the interface of its host", async (address, url) => {
    const { files, asked } = net(text("hello"));
    expect(await content(files, address)).toBe("hello");
    expect(asked.map((one) => one.url)).toEqual([url]);
  });

  it("S40: each token goes to its own host, and to no other", async () => {
    const { files, asked } = net(text("x"), { allowedHosts: ["files.acme.example"] });
    for (const address of [
      "https://github.com/acme/shop/blob/main/x",
      "https://gitlab.com/acme/shop/-/blob/main/x",
      "https://ghe.acme.example/acme/shop/blob/main/x",
      "https://git.acme.example:8443/acme/shop/-/blob/main/x",
      "https://files.acme.example/github.com/x",
    ])
      await files.file(address);
    expect(asked.map(({ url, headers }) => [new URL(url).host, headers.get("authorization")])).toEqual([
      ["api.github.com", "Bearer gh-token"],
      ["gitlab.com", "Bearer gl-token"],
      ["ghe.acme.example", "Bearer ghe-token"],
      ["10.0.0.5:8443", null],
      ["files.acme.example", null],
    ]);
  });

  it("starts relative addresses from that of the descriptor, within its repository", async () => {
    const { files, asked } = net(text("x"), { base: "https://github.com/acme/shop/blob/main/t/template.yaml" });
    for (const url of ["./a.txt", "b/c.txt", "../d.txt", "/e.txt"]) await files.file(url);
    expect(asked.map(({ url }) => new URL(url).pathname.replace("/repos/acme/shop/contents/", ""))).toEqual([
      "t/a.txt",
      "t/b/c.txt",
      "d.txt",
      "e.txt",
    ]);
    await expect(files.file("../../x")).rejects.toMatchObject({ code: "not-allowed" });
  });

  it.each([
    ["https://elsewhere.example/x", "not-allowed"],
    ["http://169.254.169.254/latest/meta-data", "not-allowed"],
    ["http://[::ffff:7f00:1]/x", "not-allowed"],
    ["http://0x7f.1/x", "not-allowed"],
    ["https://github.com@evil.example/a/b/blob/main/x", "not-allowed"],
    ["ftp://files.acme.example/x", "not-allowed"],
    ["file:///etc/passwd", "not-allowed"],
    ["https://github.com/acme", "not-allowed"],
    ["https://github.com/acme/shop/issues/1", "not-allowed"],
    ["https://github.com/acme/..%2f..%2fuser/blob/main/x", "not-allowed"],
    ["https://github.com/acme/shop/blob/main/..%2f..%2fx", "not-allowed"],
    ["./x", "not-allowed"],
  ])("S14: %s is refused before anything is asked", async (address, code) => {
    const { files, asked } = net(text("x"), { allowedHosts: ["files.acme.example"] });
    await expect(files.file(address)).rejects.toMatchObject({ code });
    expect(asked).toEqual([]);
  });

  it.each([
    [404, "not-found", "not on github.com"],
    [401, "not-allowed", "Check the token"],
    [403, "not-allowed", "Check the token"],
    [500, "unreachable", "status 500"],
  ])("status %i is %s", async (status, code, why) => {
    const { files } = net(() => new Response("", { status }));
    await expect(files.file("https://github.com/acme/shop/blob/main/x")).rejects.toMatchObject({
      code,
      message: expect.stringContaining(why),
    });
  });

  it("S15: checks every redirect, and leaves credentials behind", async () => {
    const elsewhere = net(() => new Response(null, { status: 302, headers: { location: "http://127.0.0.1/x" } }));
    await expect(elsewhere.files.file("https://github.com/a/b/blob/main/x")).rejects.toMatchObject({
      code: "not-allowed",
    });
    expect(elsewhere.asked).toHaveLength(1);
    const circle = net(({ href }) => new Response(null, { status: 307, headers: { location: href } }));
    await expect(circle.files.file("https://github.com/a/b/blob/main/x")).rejects.toMatchObject({
      code: "limit-exceeded",
    });
  });

  it("S17: gives up an answer that is too large, or never ends", async () => {
    const large = net(() => new Response(new Uint8Array(5 * 2 ** 20 + 1)));
    await expect(large.files.file("https://github.com/a/b/blob/main/x")).rejects.toMatchObject({
      code: "limit-exceeded",
    });
    const slow = net(() => new Promise<Response>(() => {}));
    const file = slow.files.file("https://github.com/a/b/blob/main/x");
    file.catch(() => {});
    await slow.clock.advance(10_000);
    await expect(file).rejects.toMatchObject({ code: "limit-exceeded" });
  });
});

describe("remoteFiles: a folder", () => {
  it("comes out of the archive of a GitHub repository, whose redirect gets no token", async () => {
    const archive = await tarOf([
      { name: "acme-shop-1234/s/a.txt", body: "a" },
      { name: "acme-shop-1234/b.txt", body: "b" },
    ]);
    const { files, asked } = net(({ host }) =>
      host === "api.github.com"
        ? new Response(null, { status: 302, headers: { location: "https://codeload.github.com/acme/shop/x?token=1" } })
        : new Response(archive),
    );
    expect(await paths(files, "https://github.com/acme/shop/tree/main/s")).toEqual(["a.txt"]);
    expect(asked.map(({ url, headers }) => [url, headers.get("authorization")])).toEqual([
      ["https://api.github.com/repos/acme/shop/tarball/main", "Bearer gh-token"],
      ["https://codeload.github.com/acme/shop/x?token=1", null],
    ]);
  });

  it("comes out of the archive of a GitLab project", async () => {
    const archive = await tarOf([{ name: "shop-main-s/s/a.txt", body: "a" }]);
    const { files, asked } = net(() => new Response(archive));
    expect(await paths(files, "https://gitlab.com/a/b/shop/-/tree/main/s")).toEqual(["a.txt"]);
    expect(await paths(files, "https://gitlab.com/a/b/shop")).toEqual(["s/a.txt"]);
    expect(asked.map(({ url }) => url)).toEqual([
      "https://gitlab.com/api/v4/projects/a%2Fb%2Fshop/repository/archive.tar.gz?sha=main&path=s",
      "https://gitlab.com/api/v4/projects/a%2Fb%2Fshop/repository/archive.tar.gz",
    ]);
  });

  it("starts from the descriptor's own folder", async () => {
    const archive = await tarOf([{ name: "x/t/skeleton/a.txt", body: "a" }]);
    const { files } = net(() => new Response(archive), {
      base: "https://github.com/acme/shop/blob/main/t/template.yaml",
    });
    expect(await paths(files, "./skeleton")).toEqual(["a.txt"]);
  });

  it("of another host is read from an archive only", async () => {
    const archive = await tarOf([{ name: "a.txt", body: "a" }]);
    const { files } = net(() => new Response(archive), { allowedHosts: ["files.acme.example"] });
    expect(await paths(files, "https://files.acme.example/skeleton.tar.gz")).toEqual(["a.txt"]);
    await expect(paths(files, "https://files.acme.example/skeleton/")).rejects.toMatchObject({ code: "not-allowed" });
  });
});

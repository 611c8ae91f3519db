import { describe, expect, it } from "vitest";
import { catalogRoutes } from "../src/index.ts";
import { recentReplies } from "../src/recent-replies.ts";
import { described, opened, SHOP } from "./opened.ts";

describe("recentReplies", () => {
  it("works out a reply once, until an entity changes", async () => {
    const { catalog, source } = await opened();
    const recent = recentReplies();
    let times = 0;
    const ask = async (url: string, view = catalog.snapshot()) =>
      (await recent.at(url, view, async () => Response.json({ times: ++times }))).json();
    expect([await ask("/a"), await ask("/a"), await ask("/b"), await ask("/a")]).toEqual(
      [1, 1, 2, 1].map((each) => ({ times: each })),
    );
    source.documents.push(described("Resource", "more", { type: "cache", owner: "payments" }));
    await catalog.refresh();
    expect(await ask("/a")).toEqual({ times: 3 });
  });

  it("keeps the last hundred", async () => {
    const { catalog } = await opened();
    const recent = recentReplies();
    const asked: string[] = [];
    const ask = (url: string) =>
      recent.at(url, catalog, async () => {
        asked.push(url);
        return Response.json(url);
      });
    for (let turn = 0; turn <= 100; turn += 1) await ask(`/${turn}`);
    await ask("/100");
    await ask("/0");
    expect(asked.slice(-2)).toEqual(["/100", "/0"]);
  });

  it("S41: keeps nothing of a view under a policy", async () => {
    const policy = {
      authorize: async ({ roles }: { readonly roles: readonly string[] }) =>
        roles.includes("all") ? ("allow" as const) : { when: { kind: "user" } },
    };
    const { catalog } = await opened(SHOP, { policy });
    const identify = (request: Request) => ({ ref: null, roles: [request.headers.get("x-role") ?? ""] });
    const app = catalogRoutes(catalog, { identify });
    const total = async (role: string) => {
      const reply: unknown = await (await app.request("/entities", { headers: { "x-role": role } })).json();
      return Array.isArray(reply) ? reply.length : null;
    };
    expect([await total("all"), await total("none"), await total("all")]).toEqual([5, 1, 5]);
  });
});

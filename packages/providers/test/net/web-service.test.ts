import { fastClock, providerContext } from "@callboard/core/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { webService } from "../../src/net/web-service.ts";
import { CANARY } from "../descriptors.ts";
import { type LoopbackReply, type LoopbackRequest, loopback } from "../loopback.ts";

async function serviceOn(answer: (request: LoopbackRequest) => LoopbackReply, path = "/api/v4") {
  const server = await loopback(answer);
  onTestFinished(server.close);
  const headers = async () => ({ authorization: `Bearer ${CANARY}` });
  const context = providerContext({ fetch, clock: fastClock(100) });
  const service = webService({ name: "GitLab", baseUrl: `${server.origin}${path}`, headers }, context);
  return { service, server };
}

describe("webService", () => {
  it("asks below its address, with its credentials", async () => {
    const { service, server } = await serviceOn(() => ({ body: { ok: true } }));
    expect(await service.json(z.object({ ok: z.boolean() }), "/groups?page=2")).toEqual({ ok: true });
    const [request] = server.requests;
    expect([request?.url.pathname, request?.url.search]).toEqual(["/api/v4/groups", "?page=2"]);
    expect(request?.headers).toMatchObject({ authorization: `Bearer ${CANARY}`, "user-agent": "callboard" });
  });

  it("S15: follows three redirects within its origin, and none out of it", async () => {
    const elsewhere = await loopback(() => ({ body: "secret" }));
    onTestFinished(elsewhere.close);
    const { service, server } = await serviceOn(({ url }) => {
      const left = Number(url.pathname.split("/").at(-1));
      if (left === 0) return { body: "here" };
      const location = left === 9 ? `${elsewhere.origin}/x` : left === 8 ? "http://u:p@127.0.0.1/" : `${left - 1}`;
      return { status: 302, headers: { location } };
    });
    expect((await service.request("/3")).status).toBe(200);
    await expect(service.request("/4")).rejects.toThrow("GitLab redirects too often");
    await expect(service.request("/9")).rejects.toThrow("GitLab leads to another host, which is not followed");
    await expect(service.request("/8")).rejects.toThrow("GitLab leads to another host, which is not followed");
    await expect(service.request(`${elsewhere.origin}/x`)).rejects.toThrow("GitLab leads to another host");
    expect(elsewhere.requests).toEqual([]);
    expect(server.requests.length).toBeGreaterThan(0);
  });

  it("says what a status means", async () => {
    for (const [status, words] of [
      [401, "does not accept the token (status 401). Check that it is whole and has not expired"],
      [403, "does not let the token read this (status 403). Check what it may read"],
      [404, "has nothing there that the token can see (status 404). Check the name, and what the token may read"],
      [418, "answered with status 418"],
    ] as const) {
      const { service } = await serviceOn(({ headers }) => ({ status, body: { headers } }));
      await expect(service.json(z.unknown(), "/x")).rejects.toThrow(`GitLab ${words}`);
    }
  });

  it("S36: refuses addresses and tokens that would end up in an error of somebody else, without repeating them", () => {
    const context = providerContext();
    for (const baseUrl of [
      `https://user:${CANARY}@git.example.com`,
      `https://git.example.com?t=${CANARY}`,
      "ftp://x",
      CANARY,
    ]) {
      expect(() => webService({ name: "GitLab", baseUrl }, context)).toThrow(
        "The address of GitLab is no plain web address. Write one such as https://service.example.com, with the token apart.",
      );
    }
    const headers = async () => ({ authorization: `Bearer ${CANARY}\n` });
    const service = webService({ name: "GitLab", baseUrl: "https://git.example.com", headers }, context);
    return expect(service.request("/x")).rejects.toThrow(
      "A header for GitLab is empty or holds characters that cannot be sent. Check the token for line ends.",
    );
  });
});

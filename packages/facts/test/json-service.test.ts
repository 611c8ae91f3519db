import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { jsonService } from "../src/json-service.ts";
import { TOKEN } from "./describe-facts.ts";

const ANSWER = z.object({ n: z.number() });

/** A service whose requests go nowhere but into a list. */
function opened(baseUrl = "https://a.example/api/v3/", answer = () => Response.json({ n: 1 })) {
  const sent: { readonly url: string; readonly headers: Headers }[] = [];
  const fetch = async (url: string | URL, init?: RequestInit) => {
    sent.push({ url: String(url), headers: new Headers(init?.headers) });
    return answer();
  };
  const service = jsonService({ name: "Board", baseUrl, headers: { authorization: TOKEN } });
  const get = (path: readonly string[], query?: Record<string, string | readonly string[]>) =>
    service.get(ANSWER, path, { fetch }, query);
  const find = (path: readonly string[]) => service.find(ANSWER, path, { fetch });
  return { get, find, sent, service };
}

describe("jsonService", () => {
  it("gives what is at a path below its address, with its headers and the query encoded", async () => {
    const { get, sent, service } = opened();
    expect(await get(["repos", "a b", "c/d"], { q: "x&y", "id[]": ["1", "2"] })).toEqual({ n: 1 });
    expect(sent[0]?.url).toBe("https://a.example/api/v3/repos/a%20b/c%2Fd?q=x%26y&id%5B%5D=1&id%5B%5D=2");
    expect([sent[0]?.headers.get("authorization"), sent[0]?.headers.get("accept")]).toEqual([
      TOKEN,
      "application/json",
    ]);
    expect(service.host).toBe("a.example");
  });

  it("takes what is not there for a failure, unless it need not be there", async () => {
    const { get, find } = opened(undefined, () => new Response("", { status: 404 }));
    await expect(get(["x"])).rejects.toMatchObject({ code: "source-unreachable" });
    expect(await find(["x"])).toBeUndefined();
    expect(await opened().find(["x"])).toEqual({ n: 1 });
    await expect(opened(undefined, () => new Response("", { status: 410 })).find(["x"])).rejects.toThrow(/status 410$/);
  });

  it("S40: stays below its address, whatever the parts of a path are", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.constantFrom("..", ".", "%2e%2e", "\\..\\", "//b.example", "\r\n", "?", "#", "@b"),
        ),
        async (part) => {
          const { get, sent } = opened();
          await get(["x", part, "y"], { q: part }).catch((error) =>
            expect(error).toMatchObject({ code: "invalid-argument" }),
          );
          for (const { url } of sent) {
            expect(url).toMatch(/^https:\/\/a\.example\/api\/v3\/x\/[^/?#\\\s]+\/y\?q=[^&#\s]*$/);
            expect(new URL(url).href).toBe(url);
          }
        },
      ),
    );
  });

  it.each(["..", ".", "", "\ud800", "x".repeat(501)])("S40: sends no request for the part %j", async (part) => {
    const { get, sent } = opened();
    await expect(get([part])).rejects.toMatchObject({ code: "invalid-argument" });
    expect(sent).toEqual([]);
  });

  it.each([
    "ftp://a.example",
    "https://user:secret@a.example",
    "https://a.example?token=secret",
    "https://a.example#secret",
    "a.example",
    "",
  ])("S36: refuses the address %j without quoting it", (baseUrl) => {
    const make = () => jsonService({ name: "Board", baseUrl });
    expect(make).toThrow(expect.objectContaining({ code: "invalid-argument" }));
    expect(make).not.toThrow(/secret|ftp/);
  });

  it.each([`${TOKEN}\n`, `${TOKEN}\r\nHost: b.example`, `${TOKEN}\u0000`, `${TOKEN}ü`, ""])(
    "S36: refuses the header %j without quoting it",
    (authorization) => {
      const make = () => jsonService({ name: "Board", baseUrl: "https://a.example", headers: { authorization } });
      expect(make).toThrow(expect.objectContaining({ code: "invalid-argument" }));
      expect(make).not.toThrow(TOKEN);
    },
  );
});

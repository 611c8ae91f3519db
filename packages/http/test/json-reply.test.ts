import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogRoutes } from "../src/index.ts";
import { jsonReply } from "../src/json-reply.ts";
import { opened } from "./opened.ts";

const tagOf = (data: unknown) => jsonReply(data).headers.get("etag");

describe("jsonReply", () => {
  it("says how long it is and what it is", async () => {
    const reply = jsonReply({ name: "Zoë" }, { link: "</next>" });
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      "content-type": "application/json",
      "content-length": "15",
      link: "</next>",
    });
    expect(await reply.json()).toEqual({ name: "Zoë" });
  });

  it("has equal tags for equal data only", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(tagOf([one]) === tagOf([other])).toBe(one === other);
      }),
    );
    const tags = Array.from({ length: 20_000 }, (_, index) => tagOf({ name: "a".repeat(index % 7), index }));
    expect(new Set(tags).size).toBe(20_000);
  });

  it("need not be sent again to whom has it", async () => {
    const { catalog } = await opened();
    const app = catalogRoutes(catalog);
    for (const path of ["/entities/by-name/component/default/web", "/entity-facets?facet=kind"]) {
      const first = await app.request(path);
      const etag = first.headers.get("etag") ?? "";
      const again = await app.request(path, { headers: { "if-none-match": etag } });
      expect([first.status, again.status, await again.text()]).toEqual([200, 304, ""]);
    }
  });
});

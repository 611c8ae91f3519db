import { catalogOf } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { HOSTILE_ADDRESSES, HOSTILE_TEXTS } from "./hostile-texts.ts";
import { pageOf, tagsOf } from "./page-of.ts";

/** Everything of a page that a text from a descriptor may become. */
const TAGS = new Set(
  "html head meta title link body a header div form search input button main footer h1 h2 h3 p section ul ol li dl dt dd span strong code bdi time nav b figure figcaption table thead tbody tr th td svg g rect path text tspan polygon line circle".split(
    " ",
  ),
);

function viewWith(text: string) {
  const annotations = { "callboard.dev/channel": text, "slack.com/channel-id": text };
  // What is no address at all is refused before it gets anywhere.
  const links = [{ url: "https://example.com", title: text }, ...(URL.canParse(text) ? [{ url: text }] : [])];
  const metadata = { title: text, description: text, annotations, links };
  return catalogOf("component:web dependsOn component:api", "component:api ownedBy group:team").with({
    set: [
      {
        apiVersion: "backstage.io/v1alpha1",
        kind: "Component",
        metadata: { name: "api", ...metadata },
        spec: { type: text || "service", lifecycle: text || "x", owner: "team" },
      },
      {
        apiVersion: "backstage.io/v1alpha1",
        kind: "Group",
        metadata: { name: "team", ...metadata },
        spec: { type: "team", children: [], profile: { displayName: text, email: text } },
      },
    ],
  });
}

const PATHS = [
  "/?q=api",
  "/catalog/default/component/api",
  "/catalog/default/group/team",
  "/browse",
  "/impact?entity=component:api",
];

describe("pages of hostile catalogs", () => {
  it("S31: has at least 120 texts to try", () => {
    expect(new Set(HOSTILE_TEXTS).size).toBeGreaterThanOrEqual(120);
  });

  it("S27, S31: makes no tag, handler or link of any of them", async () => {
    for (const text of HOSTILE_TEXTS) {
      const view = viewWith(text);
      for (const path of PATHS) {
        const { status, html } = await pageOf(view, path);
        expect(status).toBe(200);
        const tags = tagsOf(html);
        for (const { name, attributes } of tags) {
          expect(TAGS, `${text} on ${path}`).toContain(name);
          for (const [attribute, value] of attributes) {
            expect(attribute, text).not.toMatch(/^(on|style$|srcdoc$|src$|formaction$|xlink)/);
            if (attribute === "href" || attribute === "action")
              expect(value, text).toMatch(/^(\/(?!\/)|#|https?:\/\/|mailto:)/);
          }
        }
        // Every angle bracket belongs to a tag that was looked at.
        const closing = html.match(/<\/[a-z0-9]+>/gi)?.length ?? 0;
        expect(html.split("<").length - 1, `${text} on ${path}`).toBe(
          tags.length + closing + "<!doctype html>".split("<").length - 1,
        );
        // Nothing in it turns the direction of the text or hides.
        expect(html).not.toMatch(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/);
      }
    }
  }, 120_000);

  it("S33: shows addresses that may not be followed as text", async () => {
    let refused = 0;
    for (const address of HOSTILE_ADDRESSES) {
      const { html } = await pageOf(viewWith(address), "/catalog/default/component/api");
      const isHttp = address.startsWith("https://x/");
      const outside = tagsOf(html).flatMap(({ attributes }) =>
        attributes.flatMap(([name, value]) => (name === "href" && !/^[/#]/.test(value) ? [value] : [])),
      );
      for (const href of outside) {
        expect(href, address).toMatch(
          isHttp ? /^(https:\/\/(example\.com|x)\/|mailto:)/ : /^(https:\/\/example\.com\/|mailto:)/,
        );
      }
      if (html.includes("only http, https and mailto are")) refused++;
    }
    expect(refused).toBeGreaterThan(10);
  });

  it("says where a link leads that is called otherwise", async () => {
    const { html } = await pageOf(
      viewWith("[https://good.example](https://evil.example/x)"),
      "/catalog/default/component/api",
    );
    expect(html).toContain("(evil.example)");
  });

  it("shows the parts of Markdown that it knows, and leaves the rest as text", async () => {
    const text = "Takes **card** payments by `POST /pay`.\n\n- one\n- [two](https://example.com/two)\n\n# no heading";
    const { html } = await pageOf(viewWith(text), "/catalog/default/component/api");
    expect(html).toContain("<p>Takes <strong>card</strong> payments by <code>POST /pay</code>.</p><ul><li>one</li>");
    expect(html).toContain('<a href="https://example.com/two" rel="noopener noreferrer nofollow">');
    expect(html).toContain("<p># no heading</p>");
  });

  it("searches for hostile texts and shows them as they are", async () => {
    for (const text of HOSTILE_TEXTS.slice(0, 30)) {
      const { status, html } = await pageOf(catalogOf("component:web"), `/?q=${encodeURIComponent(text)}`);
      expect(status).toBe(200);
      for (const { name } of tagsOf(html)) expect(TAGS).toContain(name);
      expect(html).not.toContain("<script");
    }
  });

  it("takes linear time over a long description", async () => {
    const seconds = async (length: number) => {
      const view = viewWith("[a](".repeat(length / 4) + "`**".repeat(length / 3));
      const start = process.cpuUsage();
      await pageOf(view, "/catalog/default/component/api");
      return process.cpuUsage(start).user / 1e6;
    };
    await seconds(100);
    expect(await seconds(1_000_000)).toBeLessThan(1);
  });
});

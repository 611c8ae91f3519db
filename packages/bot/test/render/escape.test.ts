import { readdir, readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cut,
  link,
  mentionGroup,
  mentionUser,
  mrkdwn,
  mrkdwnElement,
  notificationText,
  plainText,
} from "../../src/render/escape.ts";
import { liveMentions } from "../../src/testing/live-mentions.ts";

const SOURCES = new URL("../../src/", import.meta.url);

describe("mrkdwn", () => {
  it("S27: escapes what is put in, and leaves the template and other mark-up as they are", () => {
    const name = mrkdwn`*${"<!channel> & <@U123>"}*`;
    expect(mrkdwn`Owner ${name}`.markup).toBe("Owner *&lt;!channel&gt; &amp; &lt;@U123&gt;*");
  });

  it("S28: leaves no mark that could stay open, and names as they are copied", () => {
    expect(mrkdwn`${"a `b *c* ~d~ _e_ payments_db"}`.markup).toBe("a ˋb ∗c∗ ∼d∼ ＿e＿ payments_db");
  });

  it("S27: holds no mention, link or mark whatever is put in", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const { markup } = mrkdwn`${text}`;
        expect(markup).not.toMatch(/[<>*~`]/);
        expect(liveMentions({ blocks: [{ type: "section", text: mrkdwnElement({ markup }) }] })).toEqual([]);
      }),
    );
  });

  it("is made by this file only", async () => {
    const files = await readdir(SOURCES, { recursive: true });
    for (const file of files.filter((name) => name.endsWith(".ts") && !/^(?:testing|limits)\//.test(name))) {
      if (file === "render/escape.ts") continue;
      const code = await readFile(new URL(file, SOURCES), "utf8");
      expect(/["']mrkdwn["']|markup:/.test(code), `${file} makes mark-up of its own`).toBe(false);
      expect(file.startsWith("render/") && /<[!@#]/.test(code), `${file} writes a mention`).toBe(false);
    }
  });

  it("mentions people from pages and notices only", async () => {
    const files = await readdir(new URL("render/", SOURCES));
    const mentioning: string[] = [];
    for (const file of files) {
      const code = await readFile(new URL(`render/${file}`, SOURCES), "utf8");
      if (/mention(?:Group|User|sOf)\(/.test(code)) mentioning.push(file);
    }
    expect(mentioning.sort()).toEqual(["escape.ts", "notify.ts", "page.ts"]);
  });
});

describe("link", () => {
  it("S27: shows the host it leads to", () => {
    expect(link("https://wiki.example/a?b=1&c=2")?.markup).toBe("<https://wiki.example/a?b=1&amp;c=2|wiki.example>");
    expect(link("mailto:pay@acme.example")?.markup).toBe("<mailto:pay@acme.example|pay@acme.example>");
  });

  it.each([
    "javascript:alert(1)",
    "vbscript:x",
    "//evil.example",
    "\t java script:alert(1)",
    "data:text/html,x",
    "https://good.example@evil.example/",
    "https://evil.example/|good",
    "https://evil.example/>",
    `https://evil.example/${"x".repeat(600)}`,
  ])("S33: makes no link of %j", (url) => {
    expect(link(url)).toBeNull();
  });
});

describe("mentionGroup, mentionUser", () => {
  it("takes ids only", () => {
    expect(mentionGroup("S0123ABC")?.markup).toBe("<!subteam^S0123ABC>");
    expect(mentionUser("U0123ABC")?.markup).toBe("<@U0123ABC>");
    expect(mentionGroup("S1>|<!channel")).toBeNull();
    expect(mentionUser("payments")).toBeNull();
  });
});

describe("plainText", () => {
  it("is never empty and never too long", () => {
    expect(plainText("", 10)).toEqual({ type: "plain_text", text: "–", emoji: false });
    expect(plainText("payments-service", 10).text).toBe("payments-…");
  });
});

describe("cut", () => {
  it("does not cut a character in two", () => {
    expect(cut("ab😀cd", 4)).toBe("ab…");
    expect(cut("ab😀cd", 5)).toBe("ab😀…");
  });
});

describe("notificationText", () => {
  it("S28: keeps whole lines within the limit, counted as they are sent", () => {
    const text = notificationText(Array.from({ length: 200 }, () => "&".repeat(40)).join("\n"));
    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(text).toMatch(/\n\+\d+ more lines$/);
    expect(text.split("\n")[0]).toBe("&amp;".repeat(40));
  });
});

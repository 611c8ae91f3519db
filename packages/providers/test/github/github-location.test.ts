import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { githubHost } from "../../src/github/github-host.ts";
import { fileLocation, parseFileLocation } from "../../src/github/github-location.ts";

const host = githubHost();
const shop = { owner: "acme", name: "shop" };

describe("githubHost", () => {
  it.each([
    [undefined, "https://api.github.com", "https://api.github.com/graphql", "https://github.com"],
    [
      "https://ghe.example.com/api/v3/",
      "https://ghe.example.com/api/v3",
      "https://ghe.example.com/api/graphql",
      "https://ghe.example.com",
    ],
    [
      "https://api.acme.ghe.com",
      "https://api.acme.ghe.com",
      "https://api.acme.ghe.com/graphql",
      "https://acme.ghe.com",
    ],
  ])("knows the addresses that belong to %s", (baseUrl, apiUrl, graphqlUrl, webUrl) => {
    expect(githubHost(baseUrl)).toEqual({ apiUrl, graphqlUrl, webUrl });
  });
});

describe("parseFileLocation", () => {
  it("gives back what a location was made of, whatever the path", () => {
    const part = fc.string({ minLength: 1 }).filter((text) => !/[/\0]|^\.{1,2}$/.test(text) && text === text.trim());
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        const path = parts.join("/");
        const parsed = parseFileLocation(host, fileLocation(host, shop, path));
        // An address drops tabs and line ends.
        if (!/[\t\n\r]/.test(path)) expect(parsed).toEqual({ owner: "acme", repository: "shop", ref: "HEAD", path });
      }),
    );
  });

  it.each([
    "url:https://github.com/acme/shop",
    "url:https://github.com/acme/shop/issues/1/x",
    "url:https://github.com.evil.example/acme/shop/blob/HEAD/x",
    "url:http://github.com/acme/shop/blob/HEAD/x",
    "url:https://github.com/acme/shop/blob/HEAD/../../other/x",
    "url:https://github.com/acme/shop/blob/HEAD/%2e%2e/x",
    "url:https://github.com/acme/shop/blob/HEAD/a%00b",
    "url:https://github.com/acme/shop/blob/HEAD/%zz",
    "file:acme/shop",
  ])("refuses %s", (location) => {
    expect(parseFileLocation(host, location)).toBeUndefined();
  });
});

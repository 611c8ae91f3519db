import { type CatalogView, openCatalog } from "@callboard/core";
import { beforeAll, describe, expect, it } from "vitest";
import { ask } from "../src/index.ts";

const component = (name: string, tag: string) => ({
  apiVersion: "backstage.io/v1alpha1",
  kind: "Component",
  metadata: { name, tags: [tag] },
  spec: { type: "service", lifecycle: "production", owner: "shop" },
});
const shop = {
  apiVersion: "backstage.io/v1alpha1",
  kind: "Group",
  metadata: { name: "shop", tags: ["open"] },
  spec: { type: "team", children: [] },
};

const LINE = "You see what you may see: this view of the catalog may be partial.";
let view: CatalogView;
let whole: CatalogView;

beforeAll(async () => {
  const entities = [shop, component("cart", "open"), component("vault", "secret")];
  const catalog = await openCatalog({
    schedule: false,
    providers: [
      {
        name: "entities",
        async *provide() {
          for (const [index, entity] of entities.entries()) yield { location: `${index}`, entity };
        },
      },
    ],
    policy: { authorize: async () => ({ when: { "metadata.tags": "open" } }) },
  });
  whole = catalog.snapshot();
  view = await catalog.as({ ref: null, roles: [] });
});

describe("ask under a policy", () => {
  it.each(["who owns cart", "who owns vault", "who owns nothing-of-the-sort"])(
    "says once that the view may be partial: %s",
    (question) => {
      expect(
        ask(view, question)
          .text.split("\n")
          .filter((line) => line === LINE),
      ).toHaveLength(1);
      expect(ask(whole, question).text).not.toContain(LINE);
    },
  );

  it("S41: says of what is hidden what it says of what is not there", () => {
    const { text } = ask(view, "who owns vault");
    expect(text).toBe(ask(view, "who owns fault").text.replaceAll("fault", "vault"));
  });

  it("says nothing of it where nothing is answered", () => {
    expect(ask(view, "restart cart").text).not.toContain(LINE);
  });
});

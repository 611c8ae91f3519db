import { describeProvider, runProvider } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { staticProvider } from "../src/static.ts";

const entity = (name: string) => ({
  apiVersion: "backstage.io/v1alpha1",
  kind: "Component",
  metadata: { name },
  spec: {},
});

const group = (name: string) => ({
  apiVersion: "backstage.io/v1alpha1",
  kind: "Group",
  metadata: { name },
  spec: { type: "team", children: [] },
});

describeProvider({ describe, it }, "staticProvider", async () => ({
  provider: staticProvider([group("web"), group("api")]),
  locations: ["static:group:default/web", "static:group:default/api"],
  entities: 2,
}));

describe("staticProvider", () => {
  it("yields the entities as they are", async () => {
    const { documents } = await runProvider(staticProvider([entity("web")], { name: "fixtures" }));
    expect(documents).toEqual([{ location: "fixtures:component:default/web", entity: entity("web") }]);
  });

  it("keeps an entity's location wherever in the list it stands", async () => {
    const { documents } = await runProvider(staticProvider([entity("new"), entity("web")]));
    expect(documents.map(({ location }) => location)).toContain("static:component:default/web");
  });

  it("yields also what is no entity, or one twice, for the catalog to report", async () => {
    const { documents } = await runProvider(staticProvider([null, "text", { kind: 1 }, entity("web"), entity("Web")]));
    expect(documents.map(({ location }) => location)).toEqual([
      "static:0",
      "static:1",
      "static:2",
      "static:component:default/web",
      "static:component:default/web#4",
    ]);
  });
});

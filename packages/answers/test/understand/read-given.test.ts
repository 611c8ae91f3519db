import type { CatalogView } from "@callboard/core";
import { beforeAll, describe, expect, it } from "vitest";
import { ask } from "../../src/index.ts";
import { catalogWith, type Draft } from "../ferries.ts";

const service = (name: string, annotations: Record<string, string>, links: readonly string[] = []): Draft => ({
  kind: "Component",
  name,
  metadata: { annotations, links: links.map((url) => ({ url })) },
  spec: { type: "service", lifecycle: "production", owner: "crew" },
});

let view: CatalogView;
beforeAll(async () => {
  view = await catalogWith([
    {
      kind: "Group",
      name: "crew",
      metadata: { annotations: { "slack.com/usergroup-id": "SCREW" } },
      spec: { type: "team", children: [] },
    },
    {
      kind: "User",
      name: "ada",
      metadata: { annotations: { "slack.com/user-id": "UADA" } },
      spec: { memberOf: ["crew"] },
    },
    service("winch", { "github.com/project-slug": "quay/winch" }, ["https://wiki.example/winch/start"]),
    service("crane", { "gitlab.com/project-slug": "quay/lifting/crane" }),
    service("capstan", { "dev.azure.com/project-repo": "harbour/capstan" }),
    service("buoy", { "backstage.io/source-location": "url:https://github.com/quay/mono/tree/main/services/buoy/" }),
    service("mono", { "github.com/project-slug": "quay/mono" }),
    service("lamp", { "backstage.io/view-url": "https://code.example/lamp/info.yaml" }),
    service("radar", { "grafana/overview-dashboard": "https://graphs.example/d/radar" }),
  ]);
});

describe("readGiven", () => {
  it.each([
    ["a repository", "https://github.com/quay/winch", "winch"],
    ["a repository in capitals", "https://github.com/Quay/Winch", "winch"],
    ["a clone address", "https://github.com/quay/winch.git", "winch"],
    ["a pull request", "https://github.com/quay/winch/pull/7", "winch"],
    ["a file in a group of groups", "https://gitlab.com/quay/lifting/crane/-/blob/main/a.go", "crane"],
    ["a repository of Azure DevOps", "https://dev.azure.com/sea/harbour/_git/capstan?path=/a.cs", "capstan"],
    ["a file in the folder of its code", "https://github.com/quay/mono/blob/main/services/buoy/src/a.ts#L3", "buoy"],
    ["the folder of its code", "https://github.com/quay/mono/tree/main/services/buoy", "buoy"],
    ["a file elsewhere in that repository", "https://github.com/quay/mono/blob/main/README.md", "mono"],
    ["a page of its own", "https://wiki.example/winch/start", "winch"],
    ["a page below one", "https://wiki.example/winch/start/here?x=1#y", "winch"],
    ["where its descriptor is seen", "https://code.example/lamp/info.yaml", "lamp"],
    ["its dashboard", "https://graphs.example/d/radar?from=now-1h", "radar"],
  ])("finds an entity by %s", (_, url, name) => {
    expect(ask(view, `who owns <${url}>`)).toMatchObject({ outcome: "answer", entity: `component:default/${name}` });
  });

  it.each([
    "https://github.com/quay/winches",
    "https://github.com/quay",
    "https://wiki.example/winch",
    "https://github.com/",
  ])("finds nothing by an address above or beside: %s", (url) => {
    expect(ask(view, `who owns <${url}>`)).toMatchObject({ outcome: "not_found", unknownName: url });
  });

  it.each([
    "git@github.com:quay/winch.git",
    "github.com/quay/winch",
    "github.com/Quay/winch/pull/7",
    "www.wiki.example/x/y",
  ])("takes an address without its scheme for one: %s", (address) => {
    const expected = address.includes("winch")
      ? { outcome: "answer", entity: "component:default/winch" }
      : { outcome: "not_found", unknownName: address };
    expect(ask(view, `who owns ${address}?`)).toMatchObject(expected);
  });

  it("finds a person and a team by mention, for every intent", () => {
    expect(ask(view, "who's on call for <!subteam^SCREW|@crew>")).toMatchObject({
      intent: "oncall",
      entity: "group:default/crew",
    });
    expect(ask(view, "what channel is <!subteam^SCREW> in")).toMatchObject({
      intent: "channel",
      entity: "group:default/crew",
    });
    expect(ask(view, "docs of <@UADA>")).toMatchObject({ intent: "docs", entity: "user:default/ada" });
    expect(ask(view, "runbook for <https://github.com/quay/winch>")).toMatchObject({
      entity: "component:default/winch",
    });
  });
});

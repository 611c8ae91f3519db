import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Ownership, owners, ownership } from "../../src/graph/ownership.ts";
import { relationGraph } from "../../src/graph/relation-graph.ts";
import { builtInKinds } from "../../src/model/built-in-kinds.ts";
import { defineKind, kindRegistry } from "../../src/model/kind.ts";
import type { StoredEntity } from "../../src/model/stored-entity.ts";
import { kinds, refOf, stored } from "./stored.ts";

function ownerOf(ref: string, entities: readonly StoredEntity[], incompleteSources: readonly string[] = []): Ownership {
  return ownership({ graph: relationGraph(kinds, entities), incompleteSources }, refOf(ref));
}

const owned = (owner: string, ref = "component:retail/web") => stored(ref, { spec: { owner } });

describe("ownership", () => {
  it("says where an owner comes from that its own document does not name", () => {
    const annotations = { "callboard.dev/owner-source": "CODEOWNERS of acme/web, line 3" };
    const web = stored("component:web", { metadata: { annotations }, spec: { owner: "team-a" } });
    const answer = ownerOf("component:web", [web, stored("group:team-a")]);
    expect(answer.reason).toMatch(
      /^Owner from CODEOWNERS of acme\/web, line 3: web belongs to group:default\/team-a\./,
    );
    const hostile = { "callboard.dev/owner-source": `${"x".repeat(200)}\u202e\n` };
    const told = ownerOf("component:web", [
      stored("component:web", { metadata: { annotations: hostile }, spec: { owner: "a" } }),
    ]);
    expect(told.reason).not.toMatch(/x{101}|\u202e|\n/);
  });

  it("gives the owner, the groups above it, how to reach it, and where that is written", () => {
    const answer = ownerOf("component:web", [
      stored("component:web", { spec: { owner: "team-a" }, positions: { "/spec/owner": [12, 10] } }),
      stored("group:team-a", {
        metadata: {
          title: "Team A",
          annotations: { "slack.com/channel-id": "C123", "callboard.dev/channel": "#team-a" },
        },
        spec: { parent: "unit", profile: { email: "team-a@example.com" } },
      }),
      stored("group:unit", { spec: { parent: "company" } }),
      stored("group:company"),
    ]);
    expect(answer).toEqual({
      ref: "component:default/web",
      status: "owned",
      owners: [{ ref: "group:default/team-a", kind: "Group", title: "Team A" }],
      chain: ["group:default/unit", "group:default/company"],
      contacts: [
        { type: "channel", value: "#team-a", of: "group:default/team-a" },
        { type: "slack-channel", value: "C123", of: "group:default/team-a" },
        { type: "email", value: "team-a@example.com", of: "group:default/team-a" },
      ],
      reason: "web names group:default/team-a as its owner.",
      origin: { location: "test:component:web", line: 12, column: 10 },
    });
  });

  it("gives the contacts of the nearest group above that has any, and says so", () => {
    const answer = ownerOf("component:web", [
      stored("component:web", { spec: { owner: "user:jane" } }),
      stored("user:jane", { spec: { memberOf: ["team-a"], profile: { displayName: "Jane Doe" } } }),
      stored("group:team-a", { spec: { parent: "unit" } }),
      stored("group:unit", { metadata: { annotations: { "slack.com/usergroup-id": "S1" } } }),
    ]);
    expect(answer.owners).toEqual([{ ref: "user:default/jane", kind: "User", title: "Jane Doe" }]);
    expect(answer.chain).toEqual(["group:default/team-a", "group:default/unit"]);
    expect(answer.contacts).toEqual([{ type: "slack-usergroup", value: "S1", of: "group:default/unit" }]);
    expect(answer.reason).toBe(
      "web names user:default/jane as its owner. " +
        "user:default/jane says no way to reach it; that of group:default/unit above it is given.",
    );
  });

  it("looks for a bare name in the entity's namespace, then the default one, then anywhere if there is only one", () => {
    const inRetail = stored("group:retail/team");
    const inDefault = stored("group:team");
    const elsewhere = stored("user:infra/team");
    const found = (...others: readonly StoredEntity[]) => {
      const { status, owners: found, reason } = ownerOf("component:retail/web", [owned("team"), ...others]);
      return [status, found[0]?.ref, reason];
    };
    const naming = "retail/web names group:retail/team as its owner";
    expect(found(elsewhere, inDefault, inRetail)).toEqual(["owned", "group:retail/team", `${naming}.`]);
    expect(found(elsewhere, inDefault)).toEqual([
      "owned",
      "group:default/team",
      `${naming}; there is no such owner in namespace retail, so team of the default namespace is meant.`,
    ]);
    expect(found(elsewhere)).toEqual([
      "owned",
      "user:infra/team",
      `${naming}, which is not there; user:infra/team is the only owner called team, so it is meant.`,
    ]);
    expect(found(elsewhere, stored("group:other/team"))).toEqual([
      "dangling",
      undefined,
      `${naming}, which is not in the catalog. Owners of that name are group:other/team, user:infra/team: write out which.`,
    ]);
  });

  it("keeps to the kind and the namespace that are written out", () => {
    expect(ownerOf("component:retail/web", [owned("group:team"), stored("user:infra/team")]).status).toBe("dangling");
    expect(ownerOf("component:retail/web", [owned("user:team"), stored("user:infra/team")]).status).toBe("owned");
    expect(ownerOf("component:retail/web", [owned("retail/team"), stored("group:team")]).status).toBe("dangling");
  });

  it("takes only what may own others for a bare name", () => {
    expect(ownerOf("component:retail/web", [owned("team"), stored("system:team")]).status).toBe("dangling");
  });

  it("says which sources were not read when an owner is missing", () => {
    expect(ownerOf("component:retail/web", [owned("team")], ["files", "org"])).toMatchObject({
      status: "dangling",
      owners: [],
      contacts: [],
      reason:
        "retail/web names group:retail/team as its owner, which is not in the catalog. Not all was read: files, org.",
      origin: { location: "test:component:retail/web", line: 1, column: null },
    });
    expect(ownerOf("component:web", [stored("component:web")], ["files"])).toMatchObject({
      status: "unowned",
      reason: "web names no owner. Not all was read: files.",
      origin: null,
    });
  });

  it("gives a group or person as its own owner", () => {
    const team = stored("group:team", { spec: { parent: "unit", profile: { email: "t@example.com" } } });
    expect(ownerOf("group:team", [team, stored("group:unit")])).toMatchObject({
      status: "is-owner",
      owners: [{ ref: "group:default/team" }],
      chain: ["group:default/unit"],
      contacts: [{ value: "t@example.com" }],
      reason: "team owns others itself.",
      origin: null,
    });
  });

  it("ends where groups are above each other in a circle", () => {
    const circle = [stored("group:a", { spec: { parent: "b" } }), stored("group:b", { spec: { parent: "a" } })];
    expect(ownerOf("component:web", [stored("component:web", { spec: { owner: "a" } }), ...circle]).chain).toEqual([
      "group:default/b",
    ]);
  });

  it("gives all owners, and each way to reach them once", () => {
    const service = defineKind({
      kind: "Service",
      spec: z.looseObject({ owners: z.array(z.string()) }),
      relations: [{ field: "owners", type: "ownedBy", defaultKind: "Group" }],
    });
    const team = defineKind({
      kind: "Team",
      spec: z.looseObject({ runs: z.array(z.string()) }),
      relations: [{ field: "runs", type: "ownerOf", defaultKind: "Service" }],
      owns: true,
    });
    const registry = kindRegistry([...builtInKinds, service, team]);
    const annotations = { "slack.com/channel-id": "C1" };
    const graph = relationGraph(registry, [
      stored("service:web", { spec: { owners: ["b", "a"] } }, registry),
      stored("group:a", { metadata: { annotations } }, registry),
      stored("group:b", { metadata: { annotations } }, registry),
      stored("service:job", { spec: { owners: [] } }, registry),
      stored("team:ops", { spec: { runs: ["job"] }, positions: { "/spec/runs/0": [4, 7] } }, registry),
    ]);
    const web = ownership({ graph }, refOf("service:web"));
    expect(web.owners.map(({ ref }) => ref)).toEqual(["group:default/a", "group:default/b"]);
    expect(web.contacts).toEqual([{ type: "slack-channel", value: "C1", of: "group:default/a" }]);
    expect(ownership({ graph }, refOf("service:job"))).toMatchObject({
      status: "owned",
      owners: [{ ref: "team:default/ops" }],
      origin: { location: "test:team:ops", line: 4, column: 7 },
    });
    expect(owners({ graph })).toEqual([
      { owner: "group:default/a", entities: 1 },
      { owner: "group:default/b", entities: 1 },
      { owner: "team:default/ops", entities: 1 },
    ]);
  });
});

describe("owners", () => {
  it("counts what everyone owns, found as ownership finds it, and what nobody does", () => {
    const graph = relationGraph(kinds, [
      stored("component:a", { spec: { owner: "one" } }),
      stored("component:retail/b", { spec: { owner: "one" } }),
      stored("component:c", { spec: { owner: "two" } }),
      stored("component:d", { spec: { owner: "missing" } }),
      stored("component:e"),
      stored("group:one"),
      stored("user:two"),
      stored("location:f"),
    ]);
    expect(owners({ graph })).toEqual([
      { owner: null, entities: 2 },
      { owner: "group:default/one", entities: 2 },
      { owner: "user:default/two", entities: 1 },
    ]);
  });
});

import type { CatalogView } from "@callboard/core";
import { beforeAll, describe, expect, it } from "vitest";
import { type AskOptions, ask } from "../src/index.ts";
import { catalogWith, type Draft, ferries, ferryDrafts, NOW } from "./ferries.ts";

let view: CatalogView;
beforeAll(async () => {
  view = await ferries();
});

/** What was understood, in one line: the intent, what it is about, and the filter. */
function read(question: string, options: AskOptions = {}, of: CatalogView = view): string {
  const { outcome, intent, entities, filter, unknownName } = ask(of, question, { now: NOW, ...options });
  const about = unknownName ?? entities.map((ref) => ref.slice(ref.indexOf("/") + 1)).join(" + ");
  const narrowed = filter && Object.keys(filter).length > 0 ? JSON.stringify(filter) : "";
  return [...(outcome === "answer" ? [] : [outcome]), intent, about, narrowed].filter(Boolean).join(" ");
}

const text = (question: string, of: CatalogView = view) => ask(of, question, { now: NOW }).text;

const thread = (intent: string, entity: string): AskOptions => ({ context: { thread: { intent, entity } } });

describe("ask, the kind decides the question", () => {
  it.each([
    ["who uses deck-api", "api_consumers deck-api"],
    ["who uses manifest-db", "dependents manifest-db"],
    ["who depends on deck-api", "dependents deck-api"],
    ["list all users of deck-api", "api_consumers deck-api"],
    ["do we have any caches", 'list {"type":"cache"}'],
    ["deck-planner team", "owner deck-planner"],
    ["boarding team", "describe boarding"],
    ["who consumes manifest-db", "dependents manifest-db"],
    ["apis of deck-planner", "apis_provided deck-planner"],
    ["apis of boarding", 'list_owned boarding {"kind":"api"}'],
    ["which service serves tide-feed", "owner tide-feed"],
    ["services in boarding", 'list_owned boarding {"kind":"component"}'],
    ["services in crossing", 'list crossing {"kind":"component","system":"crossing"}'],
    ["boarding services", 'list_owned boarding {"kind":"component"}'],
    ["crossing services", 'list crossing {"kind":"component","system":"crossing"}'],
    ["who works on boarding", "team_members boarding"],
    ["who works on deck-planner", "owner deck-planner"],
    ["what team is tove on", "user_team tove.lind"],
    ["what team is deck-planner on", "owner deck-planner"],
    ["which team does tove belong to", "user_team tove.lind"],
    ["which team does deck-planner belong to", "owner deck-planner"],
  ])("%s", (question, expected) => {
    expect(read(question)).toBe(expected);
  });

  it("takes a shared name for the person where a team is asked for, and for the thing where an owner is", async () => {
    const shared: Draft[] = [
      { kind: "User", name: "skipper", spec: { memberOf: ["boarding"] } },
      { kind: "Component", name: "skipper", spec: { type: "service", lifecycle: "production", owner: "engines" } },
    ];
    const both = await catalogWith([...ferryDrafts, ...shared]);
    expect(ask(both, "what team is skipper on").entity).toBe("user:default/skipper");
    expect(ask(both, "who owns skipper").entity).toBe("component:default/skipper");
  });

  it("prefers the API where an API and a component share the name", async () => {
    const shared: Draft[] = [
      {
        kind: "API",
        name: "rigging",
        spec: { type: "grpc", lifecycle: "production", owner: "engines", definition: "x" },
      },
      { kind: "Component", name: "rigging", spec: { type: "service", lifecycle: "production", owner: "engines" } },
    ];
    const both = await catalogWith([...ferryDrafts, ...shared]);
    for (const question of ["who consumes rigging", "who uses rigging", "what provides rigging"]) {
      expect(ask(both, question).entity, question).toBe("api:default/rigging");
    }
    expect(ask(both, "what apis does rigging provide").entity).toBe("component:default/rigging");
  });
});

describe("ask, for a list", () => {
  it("takes the name of an entity for a name", async () => {
    const team: Draft = { kind: "Group", name: "systems", spec: { type: "team", children: [] } };
    const withTeam = await catalogWith([...ferryDrafts, team]);
    expect(ask(withTeam, "systems")).toMatchObject({ intent: "describe", entity: "group:default/systems" });
    expect(ask(withTeam, "list systems")).toMatchObject({ intent: "list", filter: { kind: "system" } });
  });

  it.each([
    ["list services", { kind: "component" }],
    ["what's deprecated", { lifecycle: "deprecated" }],
    ["deprecated apis", { kind: "api", lifecycle: "deprecated" }],
    ["which services are live", { kind: "component", lifecycle: "production" }],
    ["list tier-1 services", { tag: "tier-1" }],
    ["tier 1 components", { kind: "component", tag: "tier-1" }],
    ["services tagged go", { kind: "component", tag: "go" }],
    ["go services", { kind: "component", tag: "go" }],
    ["mobile apps", { type: "mobile-app" }],
    ["how many caches do we have", { type: "cache" }],
    ["which services have no owner", { kind: "component", missing: "owner" }],
    ["orphaned components", { kind: "component", missing: "owner" }],
    ["what does nobody own", { missing: "owner" }],
    ["services without a runbook", { kind: "component", missing: "runbook" }],
    ["components that don't have docs", { kind: "component", missing: "docs" }],
    ["which teams have no slack channel", { kind: "group", missing: "channel" }],
    ["anything experimental in crossing?", { lifecycle: "experimental", system: "crossing" }],
    ["everything in crossing", { system: "crossing" }],
    ["show me everything", {}],
    ["how many teams do we have", { kind: "group" }],
    ["plz lsit all teh services", { kind: "component" }],
  ])("%s", (question, filter) => {
    expect(ask(view, question, { now: NOW })).toMatchObject({ outcome: "answer", intent: "list", filter });
  });

  it.each([
    ["list purple services"],
    ["services not deprecated"],
    ["services and apis"],
    ["which team is she on"],
    ["list services or fire"],
    ["services in staging"],
    ["services in deck-planner"],
    ["what is the type of deck-planner"],
  ])("lists nothing when a word is not understood: %s", (question) => {
    expect(ask(view, question, { now: NOW }).outcome).toBe("not_understood");
  });

  it("does not take a place that does not exist for no place", () => {
    expect(read("list services in narnia")).toBe("not_found list narnia");
  });

  it("lists what a filter says, and nothing else", () => {
    const reply = ask(view, "which services have no owner", { now: NOW });
    expect(reply.data).toMatchObject({ total: 1, first: [{ ref: "component:default/fog-horn", owner: null }] });
    const inCrossing = ask(view, "list everything in crossing", { now: NOW });
    expect(inCrossing.data).toMatchObject({ total: 1, first: [{ ref: "component:default/deck-planner" }] });
  });

  it("counts what it does not list, and by type", async () => {
    const many = Array.from({ length: 40 }, (_, index): Draft => {
      const type = index < 30 ? "service" : "job";
      return { kind: "Component", name: `raft-${index}`, spec: { type, lifecycle: "production", owner: "engines" } };
    });
    const said = text("how many services are there", await catalogWith([...many]));
    expect(said).toContain("40 components, the first 15 by name:\nBy type: 30 service, 10 job\n");
    expect(said).toContain("  +25 more\n");
  });

  it("says how much it looked through", () => {
    expect(text("list services tagged cobol")).toBe(
      "No components tagged cobol.\nTags stand in metadata.tags of a file.\n" +
        "Looked through 22 entities from file:ferries · read 2 min ago",
    );
  });
});

describe("ask, about two things", () => {
  it.each([
    ["does gate-app need manifest-db", "gate-app", "manifest-db"],
    ["gate-app to manifest-db", "gate-app", "manifest-db"],
    ["is manifest-db used by gate-app", "gate-app", "manifest-db"],
    ["how are gate-app and manifest-db related", "gate-app", "manifest-db"],
    ["does gate-app use manifst-db", "gate-app", "manifest-db"],
  ])("%s", (question, from, to) => {
    const reply = ask(view, question, { now: NOW });
    expect(reply).toMatchObject({ outcome: "answer", intent: "path", entity: null });
    expect([reply.from, reply.to].map((ref) => ref?.split("/")[1])).toEqual([from, to]);
  });

  it("says each hop, and the direction, in sentences", () => {
    const hops = [
      "  gate-app uses deck-api (openapi API)",
      "  deck-api is provided by Neptune (deck-planner, service)",
      "  deck-planner needs manifest-db (database)",
    ];
    expect(text("does gate-app need manifest-db").split("\n").slice(0, 4)).toEqual([
      "Yes: gate-app needs manifest-db over 3 hops.",
      ...hops,
    ]);
    expect(text("does manifest-db need gate-app").split("\n").slice(0, 4)).toEqual([
      "No: manifest-db does not need gate-app, but gate-app needs manifest-db over 3 hops.",
      ...hops,
    ]);
  });

  it("never calls a missing path safe, and says what both need", () => {
    const said = text("does deck-planner need passage-ledger");
    expect(said).toContain("No: by what is declared, Neptune (deck-planner, service) does not need passage-ledger");
    expect(said).toContain("Both need: manifest-db (database)");
    expect(said).toContain("That proves little");
  });

  it("goes by the parts of a system or a team", () => {
    expect(text("does crossing depend on engines")).toContain(
      "Yes: a part of crossing needs a part of engines directly.\n  deck-planner needs ",
    );
  });

  it("names the end that it does not know", () => {
    expect(read("does gate-app use parcel-tracker")).toBe("not_found path parcel-tracker");
    expect(read("does parcel-tracker use gate-app")).toBe("not_found path parcel-tracker");
  });

  it("asks for the other end", () => {
    expect(ask(view, "path from gate-app").outcome).toBe("not_understood");
  });
});

describe("ask, for a template", () => {
  it.each([
    ["create a new skiff service", "run_template skiff-service"],
    ["make me a new skiff-service", "run_template skiff-service"],
    ["run the skiff-service template", "run_template skiff-service"],
    ["I need a skiff sevice", "run_template skiff-service"],
    ["I want a new harbour database", "not_found run_template harbour database"],
    ["create a new harbour database", "not_found run_template harbour database"],
    ["make me a sandwich", "not_understood"],
    ["make deck-planner the owner of tide-feed", "not_understood"],
    ["run deck-planner", "not_understood"],
    ["delete the skiff-service template", "not_understood"],
    ["I need coffee", "not_understood"],
  ])("%s", (question, expected) => {
    expect(read(question)).toBe(expected);
  });

  it("offers what it asks for, and runs nothing", () => {
    expect(text("create a skiff service").split("\n").slice(0, 6)).toEqual([
      "New skiff service (skiff-service, service template) can make that. Nothing has been run.",
      "A service with tests and an owner.",
      "It asks for 3 values, of which 1 must be given:",
      "  name (must be given) – Lower case, words joined by dashes.",
      "  size (one of small, large)",
      "  replicas (integer)",
    ]);
  });

  it("asks which one when a word fits without being the name", () => {
    expect(ask(view, "spin up a service")).toMatchObject({
      outcome: "clarify",
      intent: "run_template",
      candidates: ["template:default/skiff-service"],
    });
  });
});

describe("ask, about people", () => {
  it("tells members, child groups apart, and what to add where there are none", () => {
    expect(text("who is on boarding").split("\n").slice(0, 3)).toEqual([
      "Boarding Crew (boarding, team) has 2 members:",
      "  Ines Moreau (ines.moreau)",
      "  Tove Lind (tove.lind)",
    ]);
    expect(text("members of harbour")).toContain("has no members of its own.\nMore people are in its child groups: ");
    expect(text("who is in the anchor team")).toContain(
      "Add anchor to spec.memberOf of its people, or name them in spec.members of anchor/catalog-info.yaml",
    );
  });

  it("names who leads first", async () => {
    const lead: Draft = {
      kind: "User",
      name: "zoe.quay",
      metadata: { description: "Team lead" },
      spec: { profile: { displayName: "Zoe Quay" }, memberOf: ["boarding"] },
    };
    const said = text("who leads boarding", await catalogWith([...ferryDrafts, lead]));
    expect(said).toContain("has 3 members:\n  Zoe Quay (zoe.quay) – Team lead\n  Ines Moreau");
  });

  it("tells the teams of whoever asks", () => {
    const me: AskOptions = { context: { user: "user:default/tove.lind" } };
    for (const question of ["my team", "what team am I on", "who is my team"]) {
      expect(read(question, me), question).toBe("user_team tove.lind");
    }
    expect(read("who is on my team", me)).toBe("team_members boarding + engines");
    expect(ask(view, "what team am I on").outcome).toBe("not_understood");
  });

  it("says of a person without a team what to add", async () => {
    const loner: Draft = { kind: "User", name: "loner", spec: { memberOf: [] } };
    expect(text("what team is loner on", await catalogWith([loner]))).toMatch(
      /^loner is on no team in the catalog\.\nAdd spec\.memberOf to loner\/catalog-info\.yaml/,
    );
  });
});

describe("ask, follow-ups to the further questions", () => {
  it.each([
    ["and its apis?", thread("owner", "component:default/deck-planner"), "apis_provided deck-planner"],
    ["who's on that team?", thread("owner", "component:default/deck-planner"), "team_members boarding"],
    ["and tide-feed?", thread("apis_provided", "component:default/deck-planner"), "apis_provided tide-feed"],
    ["and deck-api?", thread("api_consumers", "api:default/deck-api"), "api_consumers deck-api"],
    ["and tove?", thread("user_team", "user:default/ines.moreau"), "user_team tove.lind"],
    ["and crossing?", thread("list", "system:default/anchor"), 'list crossing {"system":"crossing"}'],
    [
      "what else is in that system?",
      thread("owner", "component:default/deck-planner"),
      'list crossing {"system":"crossing"}',
    ],
    ["does it need manifest-db?", thread("owner", "component:default/deck-planner"), "path deck-planner + manifest-db"],
    ["and tide-cache?", thread("path", "component:default/deck-planner"), "path deck-planner + tide-cache"],
    ["what team is she on?", thread("describe", "user:default/ines.moreau"), "user_team ines.moreau"],
    ["and the consumers?", thread("api_providers", "api:default/deck-api"), "api_consumers deck-api"],
  ])("%s", (question, options, expected) => {
    expect(read(question, { surface: "thread", ...options })).toBe(expected);
  });
});

describe("ask, hostile names in the further questions", () => {
  it.each([
    ["list services tagged <!channel>"],
    ["list services in <!here>"],
    ["does gate-app use <!everyone>"],
    ["who is on <@U999>"],
    ["create a new <!channel> service"],
    ["apis of <https://evil.example|deck-planner>"],
  ])("S27: mentions nobody: %s", (question) => {
    expect(text(question)).not.toMatch(/<[^\s>]|@here|@channel/);
  });

  it("S27: shows what a template, a role and a tag say as plain text", async () => {
    const loud = "<!channel> @here";
    const hostile = await catalogWith([
      ...ferryDrafts,
      { kind: "User", name: "loud", metadata: { description: loud }, spec: { memberOf: ["engines"] } },
      {
        kind: "Template",
        name: "loud-thing",
        apiVersion: "scaffolder.backstage.io/v1beta3",
        metadata: { title: loud, description: loud },
        spec: {
          type: loud,
          owner: "engines",
          parameters: { properties: { [loud]: { title: loud, description: loud, enum: [loud] } } },
          steps: [],
        },
      },
    ]);
    for (const question of ["who is on engines", "create a new loud-thing", "list templates", "templates"]) {
      expect(text(question, hostile), question).toContain("‹!channel›");
      expect(text(question, hostile), question).not.toMatch(/<[^\s>]|@here/);
    }
  });
});

describe("ask, what is missing", () => {
  it.each([
    [
      "apis of tide-feed",
      "declares no APIs that it provides.\nIf it provides one, add spec.providesApis to tide-feed/catalog-info.yaml",
    ],
    [
      "what apis does tide-feed use",
      "declares no APIs that it uses.\nIf it uses one, add spec.consumesApis to tide-feed/catalog-info.yaml",
    ],
  ])("%s: says what to add and where", (question, expected) => {
    expect(text(question)).toContain(expected);
  });

  it("never takes the absence of consumers for an all-clear", async () => {
    const lonely: Draft = {
      kind: "API",
      name: "buoy-api",
      spec: { type: "grpc", lifecycle: "production", owner: "engines", definition: "x" },
    };
    const alone = await catalogWith([...ferryDrafts, lonely]);
    expect(text("who consumes buoy-api", alone)).toContain(
      "There are no declared consumers of buoy-api.\nThat proves little",
    );
    expect(text("who provides buoy-api", alone)).toContain(
      "Nothing in the catalog says that it provides buoy-api.\nAdd buoy-api to spec.providesApis of the component that serves it. Its owner is engines.",
    );
  });
});

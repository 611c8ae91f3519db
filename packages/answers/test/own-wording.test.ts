import type { CatalogView } from "@callboard/core";
import { beforeAll, describe, expect, it } from "vitest";
import { type AskOptions, ask } from "../src/index.ts";
import { catalogWith, type Draft, ferries, ferryDrafts, NOW } from "./ferries.ts";
import { readInOneLine } from "./read-in-one-line.ts";

let view: CatalogView;
beforeAll(async () => {
  view = await ferries();
});

const read = (question: string, options: AskOptions = {}, of = view) => readInOneLine(of, question, options);
const thread = (intent: string, entity: string): AskOptions => ({ context: { thread: { intent, entity } } });

describe("ask, namespaces", () => {
  it.each([
    ["who owns the south berth-store", "owner south/berth-store"],
    ["who owns berth-store (north)", "owner north/berth-store"],
    ["what depends on berth-store in the north namespace", "dependents north/berth-store"],
    ["does the north berth-store need the south berth-store", "path north/berth-store + south/berth-store"],
    ["docs for berth-store, the south one", "docs south/berth-store"],
    ["who owns berth-store", "clarify owner"],
  ])("pick between namesakes: %s", (question, expected) => {
    expect(read(question)).toBe(expected);
  });

  it.each([
    ["runbook for berth-store, the north one", "runbook north/berth-store"],
    ["who owns berth-store, the one in north?", "owner north/berth-store"],
    ["pager for berth-store, north namespace, quickly", "oncall north/berth-store"],
    ["runbook for berth-store, the best one", "runbook berth-store"],
  ])("say which one behind a comma, though another is the likelier: %s", async (question, expected) => {
    const likelier: Draft = { kind: "Resource", name: "berth-store", spec: { type: "bucket", owner: "engines" } };
    expect(read(question, {}, await catalogWith([...ferryDrafts, likelier]))).toBe(expected);
  });

  it.each(["what about the north one?", "and the one in north?"])(
    "name the namesake of the thread's entity: %s",
    (question) => {
      expect(read(question, thread("owner", "resource:south/berth-store"))).toBe("owner north/berth-store");
    },
  );

  it("takes a pronoun for no namespace", async () => {
    const us: Draft = {
      kind: "Resource",
      name: "berth-store",
      namespace: "us",
      spec: { type: "bucket", owner: "engines" },
    };
    const of = await catalogWith([...ferryDrafts, us]);
    expect(read("tell us who owns berth-store", {}, of)).toBe("clarify owner");
    expect(read("who owns the US berth-store", {}, of)).toBe("owner us/berth-store");
  });
});

describe("ask, corrections", () => {
  it.each([
    ["who owns the deck thing? sorry, I meant tide-feed", "owner tide-feed"],
    ["runbook for the cache, hang on, I mean tide-cache", "runbook tide-cache"],
    ["who owns the car puzzle, the Neptune I think", "owner deck-planner"],
  ])("ask the question about what was meant: %s", (question, expected) => {
    expect(read(question)).toBe(expected);
  });

  it.each(["no, tide-feed", "oops, I meant tide-feed"])("asks the thread's question again: %s", (question) => {
    expect(read(question, thread("repo", "component:default/deck-planner"))).toBe("repo tide-feed");
  });
});

describe("ask, clauses", () => {
  it.each([
    ["who do I ring if deck-planner loads the wrong car", "oncall deck-planner"],
    ["who gets paged when tide-feed misbehaves", "oncall tide-feed"],
    ["I am new here. What is neptune, and should I be scared?", "describe deck-planner"],
    ["deck-planner and tide-feed are slow, what do they share", "common_causes deck-planner + tide-feed"],
    ["tide-feed + deck-planner throw errors. same root cause?", "common_causes tide-feed + deck-planner"],
    ["deck-planner -> tide-cache, how does it get there", "path deck-planner + tide-cache"],
    ["who signs off on changes to tide-feed", "owner tide-feed"],
  ])("are told apart from names: %s", (question, expected) => {
    expect(read(question)).toBe(expected);
  });

  it.each(["who do I ring if deck-planner loads exporter", "what breaks if deck-planner exporter dies"])(
    "are not cut out of longer names: %s",
    (question) => {
      expect(ask(view, question, { now: NOW }).outcome).toBe("not_found");
    },
  );
});

describe("ask, links", () => {
  const tools: Draft = {
    kind: "Component",
    name: "till",
    metadata: {
      annotations: { "sentry.io/project-slug": "till-js", "argocd/app-name": "till-live" },
      links: [{ url: "https://till.saltmarsh.example", title: "Live site" }],
    },
    spec: { type: "website", lifecycle: "production", owner: "boarding" },
  };
  const wiki: Draft = {
    kind: "Component",
    name: "quill",
    metadata: { links: [{ url: "https://wiki.saltmarsh.example", title: "Docs" }] },
    spec: { type: "service", lifecycle: "production", owner: "boarding" },
  };

  it.each([
    ["who owns https://catalog.example/catalog/south/resource/berth-store/docs", "owner south/berth-store"],
    ["who owns <https://sentry.io/organizations/saltmarsh/projects/till-js/|till-js>", "owner till"],
    ["what breaks if https://argocd.saltmarsh.example/applications/argocd/till-live is down", "blast_radius till"],
    ["whose site is <https://till.saltmarsh.example/basket?id=1>", "owner till"],
    ["who owns https://wiki.saltmarsh.example/some/page", "not_found owner https://wiki.saltmarsh.example/some/page"],
    [
      "who owns https://catalog.example/catalog/south/resource/nothing",
      "not_found owner https://catalog.example/catalog/south/resource/nothing",
    ],
  ])("lead to what they are about: %s", async (question, expected) => {
    expect(read(question, {}, await catalogWith([...ferryDrafts, tools, wiki]))).toBe(expected);
  });
});

describe("ask, follow-ups about a list", () => {
  it.each([
    ["and deprecated ones?", 'list_owned engines {"lifecycle":"deprecated"}'],
    ["only the databases", 'list_owned engines {"type":"database"}'],
  ])("narrow it: %s", (question, expected) => {
    expect(read(question, thread("list_owned", "group:default/engines"))).toBe(expected);
  });

  it("asks what the team of a person owns", () => {
    const { entities } = ask(view, "what does that team own", {
      now: NOW,
      ...thread("user_team", "user:default/tove.lind"),
    });
    expect(entities).not.toEqual([]);
    expect(entities.every((ref) => ref.startsWith("group:"))).toBe(true);
  });
});

describe("ask, words that ask by themselves", () => {
  it.each([
    ["apis_provided deck-planner", "apis_provided deck-planner"],
    ["our grafana must have deck-planner somewhere", "dashboard deck-planner"],
    ["who's got tide-feed these days", "owner tide-feed"],
    ["rdeps of manifest-db", "dependents manifest-db"],
    ["impact of taking manifest-db offline", "blast_radius manifest-db"],
  ])("%s", (question, expected) => {
    expect(read(question)).toBe(expected);
  });

  it.each([
    ["give engines ownership of tide-feed"],
    ["tell the engines team that tide-feed is down"],
    ["ban user tove"],
  ])("takes no order for a question: %s", (question) => {
    expect(ask(view, question, { now: NOW })).toMatchObject({ outcome: "not_understood", intent: null });
  });

  it.each([
    ["who owns &lt;b&gt;decks&lt;/b&gt;", "<b>decks</b>"],
    ["who owns {{7*7}}", "{{7*7}}"],
    ["who owns @channel", "@channel"],
    ["who is on the parcels team", "parcels"],
  ])("quotes what nobody has as it was written: %s", (question, name) => {
    expect(ask(view, question, { now: NOW })).toMatchObject({ outcome: "not_found", unknownName: name });
  });
});

describe("ask, what leads where", () => {
  it.each([
    ["tide-feed, what is that built on top of", "dependencies tide-feed"],
    ["what does tide-feed sit on top of", "dependencies tide-feed"],
    ["Neptune: what is it layered on", "dependencies deck-planner"],
    ["what is built on top of tide-feed", "dependents tide-feed"],
    ["which things are sitting on tide-feed", "dependents tide-feed"],
    ["how does deck-planner end up at manifest-db", "path deck-planner + manifest-db"],
    ["how did gate-app wind up in manifest-db?", "path gate-app + manifest-db"],
    ["how does neptune get as far as tide-cache", "path deck-planner + tide-cache"],
    ["I'd like to drop v1 of deck-api. Who uses it?", "api_consumers deck-api"],
    ["deck-api gets a breaking change, who calls it", "api_consumers deck-api"],
    ["we want to retire tide-feed. who uses it?", "dependents tide-feed"],
    ["what's behind <https://graphs.saltmarsh.example/d/deck?from=now-1h>", "describe deck-planner"],
    ["what sits behind tide-feed", "describe tide-feed"],
    ["what's behind deck-api", "api_providers deck-api"],
    ["who is behind tide-feed", "owner tide-feed"],
  ])("%s", (question, expected) => {
    expect(read(question)).toBe(expected);
  });

  it("asks for the consumers of the thread's API", () => {
    expect(read("and who uses it?", thread("owner", "api:default/deck-api"))).toBe("api_consumers deck-api");
  });
});

describe("ask, in haste", () => {
  it.each([
    ["manifest-db disk 98% FULL who is on callll", "oncall manifest-db"],
    ["tide-feed is melting!!! whooooo owns it", "owner tide-feed"],
    ["runnnbook for tide-feed", "runbook tide-feed"],
    ["escalation contact 4 tide-feed", "oncall tide-feed"],
    ["runbook 4 manifest-db", "runbook manifest-db"],
    ["dashboards 4 neptune plz", "dashboard deck-planner"],
    ["who ownz deck planer lol", "owner deck-planner"],
    ["haha who runs tide feeed", "owner tide-feed"],
    ["uh, repo of passage ledgr", "repo passage-ledger"],
    ["sorry stupid question but what is tide-feed", "describe tide-feed"],
    ["forgive me but what is neptune", "describe deck-planner"],
    ["noob question: what's tide-feed", "describe tide-feed"],
    ["runbook for the HighErrorRate alert of tide-feed", "runbook tide-feed"],
    ["what do I do about the DiskFull alert on manifest-db", "runbook manifest-db"],
    ["who owns the slow query warning for manifest-db", "owner manifest-db"],
  ])("%s", (question, expected) => {
    expect(read(question)).toBe(expected);
  });

  it.each([
    ["tide-feed has been firing alerts all night, who owns it?", "owner tide-feed"],
    ["neptune keeps throwing alerts since noon. whose is it", "owner deck-planner"],
    ["there have been incidents in manifest-db, who do I page", "oncall manifest-db"],
    ["who owns tide-feed and are there incidents", "not_understood"],
    ["any alerts of tide-feed, and who owns it?", "not_understood"],
  ])("tells what is said from what is asked: %s", (question, expected) => {
    expect(read(question)).toBe(expected);
  });

  it.each([
    ["can I bounce manifest-db? what would break", "blast_radius manifest-db"],
    ["could we reboot manifest-db, what else breaks?", "blast_radius manifest-db"],
    ["may I delete tide-feed? who uses it", "dependents tide-feed"],
    ["can I bounce manifest-db?", "not_understood"],
    ["can you bounce manifest-db? what would break", "not_understood"],
    ["can someone restart manifest-db? what breaks", "not_understood"],
  ])("tells who asks whether they may from who gives an order: %s", (question, expected) => {
    expect(read(question)).toBe(expected);
  });
});

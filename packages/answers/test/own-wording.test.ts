import type { CatalogView } from "@callboard/core";
import { beforeAll, describe, expect, it } from "vitest";
import { type AskOptions, ask } from "../src/index.ts";
import { catalogWith, type Draft, ferries, ferryDrafts, NOW } from "./ferries.ts";

let view: CatalogView;
beforeAll(async () => {
  view = await ferries();
});

/** What was understood, in one line: the outcome unless it is an answer, the intent, what it is about, and the filter. */
function read(question: string, options: AskOptions = {}, of: CatalogView = view): string {
  const { outcome, intent, entities, filter, unknownName } = ask(of, question, { now: NOW, ...options });
  const about =
    unknownName ?? entities.map((ref) => ref.slice(ref.indexOf(":") + 1).replace("default/", "")).join(" + ");
  const narrowed = filter && Object.keys(filter).length > 0 ? JSON.stringify(filter) : "";
  return [...(outcome === "answer" ? [] : [outcome]), intent, about, narrowed].filter(Boolean).join(" ");
}

const thread = (intent: string, entity: string): AskOptions => ({ context: { thread: { intent, entity } } });

describe("ask, namespaces", () => {
  it.each([
    ["who owns the south berth-store", "owner south/berth-store"],
    ["who owns berth-store (north)", "owner north/berth-store"],
    ["what depends on berth-store in the north namespace", "dependents north/berth-store"],
    ["does the north berth-store need the south berth-store", "path north/berth-store + south/berth-store"],
    ["who owns berth-store", "clarify owner"],
  ])("pick between namesakes: %s", (question, expected) => {
    expect(read(question)).toBe(expected);
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

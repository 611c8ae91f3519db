import type { CatalogView } from "@callboard/core";
import { catalogOf, testClock } from "@callboard/core/testing";
import { defineFacts, type FactReader, type FactType, type FoundFact, factReader } from "@callboard/facts";
import { afterEach, describe, expect, it } from "vitest";
import { askWithFacts } from "../src/index.ts";
import { ferries, NOW } from "./ferries.ts";

const AT = "2026-03-10T08:50:00.000Z";

/** A reader whose sources say of entities, by name, what is given; one that is told to fail does so. */
function readerOf(
  facts: Readonly<Record<string, readonly FoundFact[]>>,
  { fails = false, asked = [] as string[] } = {},
): FactReader {
  const types: readonly FactType[] = ["on-call", "alert", "status", "deploy"];
  const source = (type: FactType) =>
    defineFacts({
      id: `fake-${type}`,
      types: [type],
      async read({ metadata: { name } }) {
        asked.push(`${type} ${name}`);
        if (fails) throw new Error("unplugged");
        return (facts[name] ?? []).filter((fact) => fact.type === type);
      },
    });
  return factReader({ sources: types.map(source), clock: testClock("2026-03-10T09:02:00.000Z") });
}

const onCall = (who: string): FoundFact => ({ type: "on-call", text: `${who} is on call until 18:00 UTC`, at: AT });

let reader: FactReader | undefined;
afterEach(() => reader?.close());

async function text(question: string, facts: Parameters<typeof readerOf>[0], view?: CatalogView): Promise<string> {
  reader = readerOf(facts);
  return (await askWithFacts(view ?? (await ferries()), reader, question, { now: NOW })).text;
}

describe("askWithFacts", () => {
  it("says first who is on call, then the owner", async () => {
    const lines = (await text("who do I page for deck-planner", { "deck-planner": [onCall("Ada")] })).split("\n");
    expect(lines.slice(0, 3)).toEqual([
      "On call for Neptune (deck-planner, service):",
      "  Ada is on call until 18:00 UTC · fake-on-call",
      "Owner: Boarding Crew (boarding) · #boarding, boarding@saltmarsh.example",
    ]);
  });

  it("takes the on-call of the owner for an entity that has none, and says so", async () => {
    const said = await text("who's on call for manifest-db", { engines: [onCall("Grace")] });
    expect(said).toContain("On call for manifest-db (database), through engines:\n  Grace is on call");
  });

  it("does not take the on-call of the owner where the entity has its own", async () => {
    const said = await text("oncall manifest-db", { "manifest-db": [onCall("Ada")], engines: [onCall("Grace")] });
    expect(said).toContain("Ada");
    expect(said).not.toContain("Grace");
  });

  it("falls back on the owner when nobody is on call, and keeps what to add", async () => {
    const said = await text("who is on call for deck-planner", {});
    expect(said).toContain(
      "No on-call is written down for Neptune (deck-planner, service). Reach its owner: Boarding Crew",
    );
    expect(said).toContain("Add pagerduty.com/service-id or callboard.dev/on-call to metadata.annotations");
  });

  it("tells that a source could not be read, and answers all the same", async () => {
    reader = readerOf({}, { fails: true });
    const reply = await askWithFacts(await ferries(), reader, "who is on call for deck-planner", { now: NOW });
    expect(reply).toMatchObject({ outcome: "answer", intent: "oncall", entity: "component:default/deck-planner" });
    expect(reply.text).toContain("Not read just now: fake-on-call (fake-on-call failed with Error)");
    expect(reply.text).toContain("Boarding Crew (boarding)");
  });

  it("says how old a fact is that its source can no longer confirm", async () => {
    const stale = { ...onCall("Ada"), source: "pd", readAt: "2026-03-10T08:32:00.000Z", stale: true };
    const facts: FactReader["facts"] = async (entity) => ({
      ref: `component:default/${entity.metadata.name}` as never, // the test asks about one component only
      facts: entity.metadata.name === "deck-planner" ? [stale] : [],
      sources: [],
    });
    const { text: said } = await askWithFacts(await ferries(), { facts }, "oncall deck-planner", { now: NOW });
    expect(said).toContain("Ada is on call until 18:00 UTC · pd said so 30 min ago, not since");
  });

  it("puts who is on call beside the owner", async () => {
    const lines = (await text("who owns deck-planner", { boarding: [onCall("Ada")] })).split("\n");
    expect(lines[1]).toBe("Reach them: #boarding · boarding@saltmarsh.example");
    expect(lines[2]).toBe("On call: Ada is on call until 18:00 UTC · fake-on-call");
  });

  it("puts alerts and deploys into what it is", async () => {
    const said = await text("what is deck-planner", {
      "deck-planner": [
        { type: "deploy", text: "deck-planner deployed 1.4.0 by Ada", at: AT, url: "https://ci.example/7" },
        { type: "alert", text: "DeckSlow fires", at: AT },
      ],
    });
    expect(said).toContain("Alert: DeckSlow fires · 12 min ago · fake-alert\n");
    expect(said).toContain(
      "Deploy: deck-planner deployed 1.4.0 by Ada · 12 min ago · https://ci.example/7 · fake-deploy\n",
    );
  });

  it("says in an incident whom to page now, then what happened to the root and to what it needs", async () => {
    const said = await text("deck-planner is down", {
      "deck-planner": [onCall("Ada"), { type: "deploy", text: "deployed 1.4.0", at: AT }],
      "tide-feed": [{ type: "alert", text: "FeedStale fires", at: AT }],
    });
    const lines = said.split("\n");
    const places = [
      "Call now: Boarding Crew (boarding), owner of what failed · Ada is on call until 18:00 UTC · #boarding",
      "Deploy of deck-planner: deployed 1.4.0 · 12 min ago",
      "Alert of tide-feed: FeedStale fires",
      "Entry points:",
    ].map((start) => lines.findIndex((line) => line.startsWith(start)));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((left, right) => left - right));
    expect(lines.length).toBeLessThanOrEqual(25);
  });

  it("asks sources only for what the answer shows", async () => {
    const asked: string[] = [];
    reader = readerOf({}, { asked });
    await askWithFacts(await ferries(), reader, "what depends on manifest-db", { now: NOW });
    expect(asked).toEqual([]);
    await askWithFacts(await ferries(), reader, "who owns tide-feed", { now: NOW });
    expect(asked.sort()).toEqual(["on-call engines", "on-call harbour", "on-call tide-feed"]);
  });

  it("asks nothing about what was not understood", async () => {
    const asked: string[] = [];
    reader = readerOf({}, { asked });
    for (const question of ["who owns nix-nix", "page deck-planner", "thanks", "help"]) {
      await askWithFacts(await ferries(), reader, question, { now: NOW });
    }
    expect(asked).toEqual([]);
  });

  it("S27: shows what a service says so that it mentions nobody", async () => {
    const hostile: FoundFact = { type: "on-call", text: "<!channel> <@U1> @here", at: AT };
    expect(await text("oncall deck-planner", { "deck-planner": [hostile] })).not.toMatch(/<[!@#]|(^|\W)@here/);
  });

  it("answers as ask does where the reader knows nothing", async () => {
    const said = await text("who do I page for lone-db", {}, catalogOf("resource:lone-db spec.type=database"));
    expect(said).toContain("lone-db (database) has no on-call and no owner.");
    expect(said).toContain("It has no owner to ask: set spec.owner there, too.");
  });
});

import type { CatalogView } from "@callboard/core";
import { catalogOf } from "@callboard/core/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { type AskOptions, ask, say } from "../../src/index.ts";
import { catalogWith, type Draft, ferries, ferryDrafts, NOW } from "../ferries.ts";

let view: CatalogView;
beforeAll(async () => {
  view = await ferries();
});

function text(question: string, options: AskOptions = {}, of: CatalogView = view): string {
  return ask(of, question, { now: NOW, ...options }).text;
}

describe("say, owner", () => {
  it("names the owner, how to reach them, the parent team, the reason and the source", () => {
    expect(text("who owns deck-planner").split("\n")).toEqual([
      "Neptune (deck-planner, service) is owned by Boarding Crew (boarding)",
      "Reach them: #boarding · boarding@saltmarsh.example",
      "Part of: Harbour Office (harbour)",
      "Why: deck-planner names group:default/boarding as its owner.",
      expect.stringMatching(/^deck-planner\/catalog-info\.yaml.* · read 2 min ago · changed 3 days ago$/),
    ]);
  });

  it("says what to do about an entity that nobody owns", () => {
    const said = text("who owns signal-lamp", {}, catalogOf("component:signal-lamp spec.type=service"));
    expect(said).toContain("signal-lamp (service) has no owner.");
    expect(said).toContain("set spec.owner in its file");
  });

  it("says what to do about an owner that does not exist", () => {
    expect(text("who owns fog-horn")).toContain("names an owner that is not in the catalog");
    expect(text("who owns fog-horn")).toContain("group:default/lighthouse");
  });

  it("says of a team that it is an owner itself", () => {
    expect(text("who owns boarding")).toContain("Boarding Crew (boarding, team) is an owner itself.");
  });

  it("offers each candidate with its owner", () => {
    expect(text("who owns anchor").split("\n")).toEqual([
      'Which "anchor" do you mean?',
      "  component:default/anchor – anchor (service), owned by engines",
      "  system:default/anchor – anchor (system), owned by boarding",
      "Ask again with one of these refs.",
    ]);
  });
});

describe("say, relations", () => {
  it("says every direction in a sentence", () => {
    expect(text("deps deck-planner")).toContain("  deck-planner needs manifest-db (database)\n");
    expect(text("what depends on manifest-db")).toContain("  passage-ledger (service) needs manifest-db, to write\n");
    expect(text("what depends on tide-cache")).toContain("  tide-feed (service) needs tide-cache, as a fallback\n");
  });

  it("never calls an absence of dependents safe", () => {
    for (const question of ["what depends on gate-app", "blast radius of gate-app"]) {
      expect(text(question)).toContain("There are no declared dependents of gate-app");
      expect(text(question)).toContain("That proves little");
      expect(text(question)).not.toMatch(/\bsafe\b|nothing is affected/i);
    }
  });

  it("names a need that is not in the catalog", () => {
    const web = catalogOf("component:web dependsOn component:api");
    const alone = web.with({ remove: ["component:api"] });
    expect(text("deps web", {}, alone)).toContain("web also needs what is not in the catalog: component:default/api");
  });
});

describe("say, blast radius", () => {
  it("fits on a screen, in the order an incident needs", () => {
    const lines = text("what breaks if manifest-db goes down").split("\n");
    const starts = [
      "If manifest-db (database) is down: 4 break",
      "Customers lose:",
      "Call now:",
      "Entry points:",
      "Breaks:",
      "Evidence:",
      "Ask next:",
      "manifest-db/",
    ];
    const places = starts.map((start) => lines.findIndex((line) => line.startsWith(start)));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((left, right) => left - right));
    expect(lines.length).toBeLessThanOrEqual(25);
  });

  it("gives each entry point with its reason as a sentence", () => {
    expect(text("blast radius of manifest-db")).toContain(
      "  gate-app (tier 1) needs deck-api, which is provided by deck-planner, which needs manifest-db",
    );
  });

  it("takes the way of failing from the question", () => {
    expect(text("what breaks if manifest-db is read-only")).toContain("If manifest-db (database) is read-only:");
    expect(text("what breaks if manifest-db is slow")).toContain("If manifest-db (database) is slow:");
    expect(text("blast radius of a bad deploy of tide-feed")).toContain("tide-feed (service) has a bad deploy:");
  });

  it("takes the environment from the question, under the name the catalog knows", () => {
    const catalog = catalogOf(
      "component:web dependsOn component:api in=production",
      "component:batch dependsOn component:api in=staging",
    );
    const reply = ask(catalog, "what breaks if api fails in prod");
    expect(reply).toMatchObject({ data: { radius: { environment: "production", total: 1 } } });
    expect(reply.text).toContain("If api (component) is down in production");
  });

  it("calls those to page by their titles, as the answer about an owner does", () => {
    const catalog = catalogOf(
      "group:rowers metadata.title=Rowers",
      "group:sail metadata.title=Loft",
      "component:oar ownedBy group:rowers",
      "component:boat ownedBy group:sail",
      "component:boat dependsOn component:oar",
    );
    const said = text("blast radius of oar", {}, catalog);
    expect(said).toContain("Call now: Rowers, owner of what failed");
    expect(said).toContain("      and: Loft (sail), 1 entity breaks");
    expect(text("who owns oar", {}, catalog)).toContain("is owned by Rowers\n");
  });

  it("counts no notes about others among the entities of a catalog", async () => {
    const notes: Draft = {
      apiVersion: "callboard.dev/v1",
      kind: "EdgeNotes",
      name: "notes",
      spec: { entity: "component:tide-feed", edges: { "resource:tide-cache": { when: "fallback" } } },
    };
    const catalog = await catalogWith([...ferryDrafts, notes]);
    const { total } = catalog.query({ limit: 0 });
    expect(total).toBe(ferryDrafts.length + 1);
    expect(text("blast radius of manifest-db", {}, catalog)).toContain(
      `of ${ferryDrafts.length} entities in the catalog`,
    );
    expect(text("who owns nix-nix", {}, catalog)).toContain(`Looked through ${ferryDrafts.length} entities`);
  });

  it("names what changed last only where that stands out in its source, and within a week", async () => {
    const changed = async (modified: Readonly<Record<string, string>>, now = NOW) => {
      const drafts = ferryDrafts.map((draft) => ({
        ...draft,
        ...(modified[draft.name] && { modified: modified[draft.name] }),
      }));
      const lines = text("blast radius of manifest-db", { now }, await catalogWith(drafts)).split("\n");
      return lines.filter((line) => line.startsWith("Last changed"));
    };
    expect(await changed({})).toEqual([]);
    expect(await changed({ "manifest-db": "2026-03-07T08:00:30.000Z" })).toEqual([]);
    const yesterday = { "manifest-db": "2026-03-09T08:00:00.000Z" };
    expect(await changed(yesterday)).toEqual(["Last changed in the catalog: manifest-db 1 day ago"]);
    expect(await changed(yesterday, NOW + 7 * 24 * 3_600_000)).toEqual([]);
    expect(await changed({ "manifest-db": "2026-03-06T08:00:00.000Z" })).toEqual([]);
  });

  it("names blind spots and sources that were not read completely", async () => {
    const partial = await catalogWith(ferryDrafts, ["file:lost/catalog-info.yaml"]);
    expect(text("blast radius of manifest-db", {}, partial)).toContain("Not read completely");
  });

  it("leads with what customers see and how to narrow when very much breaks", () => {
    const services = Array.from({ length: 40 }, (_, index) => [
      `component:service-${index} dependsOn resource:core-db`,
      `component:service-${index} ownedBy group:team-${index % 20}`,
      ...(index < 30
        ? [`component:shop-${index} spec.type=website`, `component:shop-${index} dependsOn component:service-${index}`]
        : []),
    ]).flat();
    const lines = text(
      "blast radius of core-db",
      {},
      catalogOf(...services, "component:calm ownedBy group:calm-team"),
    ).split("\n");
    expect(lines.length).toBeLessThanOrEqual(25);
    expect(lines.find((line) => line.startsWith("Without a declared effect:"))).toContain("calm-team");
    expect(lines.find((line) => line.startsWith("To narrow it"))).toContain("read-only");
    expect(lines.some((line) => line.startsWith("Breaks:"))).toBe(false);
  });

  it("stays within 25 lines and 120 characters, however much is affected", () => {
    const long = "very-long-service-name-that-goes-on-and-on";
    const services = Array.from({ length: 9 }, (_, index) => [
      `component:${long}-${index} dependsOn resource:core-db`,
      `component:${long}-${index} tag=tier-1`,
      `component:${long}-${index} ownedBy group:team-${index}`,
      `component:soft-${index} dependsOn resource:core-db when=fallback`,
      `component:late-${index} dependsOn resource:core-db when=async`,
      `component:app-${index} spec.type=mobile-app`,
      `component:app-${index} dependsOn component:${long}-${index}`,
    ]).flat();
    const lines = text("blast radius of core-db", {}, catalogOf(...services)).split("\n");
    expect(lines.length).toBeLessThanOrEqual(25);
    for (const line of lines) expect([...line].length, line).toBeLessThanOrEqual(120);
  });
});

describe("say, other answers", () => {
  it("describes an entity with what is around it", () => {
    const said = text("what is deck-planner");
    expect(said).toContain("Neptune (deck-planner) is a service in production.\nDecides which car stands where.");
    expect(said).toContain("Owner: Boarding Crew (#boarding, boarding@saltmarsh.example)");
    expect(said).toContain("Needs: tide-feed, manifest-db");
    expect(said).toContain("Link: Dashboard https://graphs.saltmarsh.example/d/deck");
  });

  it("answers a guess about the lifecycle with yes or no", () => {
    expect(text("is passage-ledger deprecated")).toContain("Yes: passage-ledger (service) is deprecated.");
    expect(text("is tide-feed in production")).toContain("No: tide-feed (service) is experimental.");
    expect(text("lifecycle of tide-feed")).toMatch(/^tide-feed \(service\) is experimental\./);
    expect(text("is manifest-db deprecated")).toContain("states no lifecycle");
  });

  it("lists what a team owns by kind, and whose child groups own more", () => {
    expect(text("what does engines own")).toContain("Resource (3): manifest-db, tide-cache, north/berth-store");
    expect(text("what does harbour own")).toContain("owns nothing in the catalog");
    expect(text("what does harbour own")).toContain("child groups: what boarding, engines own");
    expect(text("what does deck-planner own")).toContain("only groups and people own things");
  });

  it("quotes an unknown name, gives the nearest and says what to do", () => {
    expect(text("who owns deck-planner-ui").split("\n")).toEqual([
      'Nothing in the catalog is called "deck-planner-ui".',
      "Nearest: Neptune (deck-planner, service), deck-api (openapi API)",
      "If it should be there, add a catalog-info.yaml that names it to its repository.",
      "Looked through 22 entities from file:ferries · read 2 min ago",
    ]);
  });

  it("claims no absence without saying which sources were incomplete", async () => {
    const partial = await catalogWith(ferryDrafts, ["file:lost/catalog-info.yaml"]);
    const reply = ask(partial, "who owns parcel-tracker", { now: NOW });
    expect(reply).toMatchObject({ outcome: "not_found", data: { incompleteSources: [{ name: "file:ferries" }] } });
    expect(reply.text).toContain("Not read completely, so something may be missing: file:ferries");
  });
});

describe("say", () => {
  it("S27: mentions nobody and starts no link, whatever the catalog says", async () => {
    const hostile = "<!channel> <@U1> <https://evil.example|good> @here \u202e\u001b[31m\nnext";
    const drafts = ferryDrafts.map((draft) => ({
      ...draft,
      metadata: {
        ...draft.metadata,
        title: `${draft.name} ${hostile}`,
        description: hostile,
        links: [
          { url: "javascript:alert(1)", title: hostile },
          { url: "https://ok.example/a", title: hostile },
        ],
        annotations: { ...(draft.kind === "Group" && { "callboard.dev/channel": "<!here>" }) },
      },
      spec: { ...draft.spec, ...(draft.spec?.type !== undefined && { type: "<!everyone>" }) },
    }));
    const catalog = await catalogWith(drafts);
    for (const question of [
      "who owns deck-planner",
      "what is deck-planner",
      "deps deck-planner",
      "what depends on manifest-db",
      "blast radius of manifest-db",
      "what does engines own",
      "is tide-feed deprecated",
      "who owns anchor",
      "who owns nix-nix",
    ]) {
      const said = text(question, {}, catalog);
      expect(said, question).not.toMatch(/[<>]|(^|[^\p{L}\p{N}._+-])@|javascript:\S|[\p{Cf}]|(?!\n)\p{Cc}/mu);
      expect(said.replaceAll("https://ok.example/a", ""), question).not.toContain("://");
    }
  });

  it("dresses an answer only in the style it is given", () => {
    const style = { strong: (each: string) => `*${each}*`, muted: (each: string) => `(${each})` };
    const styled = text("who owns deck-planner", { style });
    expect(styled).toContain("*Neptune* (deck-planner, service) is owned by *Boarding Crew (boarding)*");
    expect(styled.split("\n").at(-1)).toMatch(/^\(deck-planner\/catalog-info\.yaml.*\)$/);
  });

  it("says the same of the answer as data", () => {
    const reply = ask(view, "who owns deck-planner", { now: NOW });
    expect(say(reply, { now: NOW })).toBe(reply.text);
  });
});

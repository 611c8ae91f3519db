import { type Answer, ask } from "@callboard/answers";
import { type Catalog, type CatalogView, type EntityRef, entityRef } from "@callboard/core";
import { catalogOf } from "@callboard/core/testing";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkMessage } from "../../src/limits/check-message.ts";
import { checkOptions } from "../../src/limits/check-options.ts";
import { checkView } from "../../src/limits/check-view.ts";
import { answerView } from "../../src/render/answer-view.ts";
import { entityCard } from "../../src/render/entity-card.ts";
import { entityOptions } from "../../src/render/entity-options.ts";
import { homeView } from "../../src/render/home-view.ts";
import { notifyPreview, teamNotice } from "../../src/render/notify.ts";
import { notifyPlan } from "../../src/render/notify-targets.ts";
import { wrongEdgeMessage } from "../../src/render/wrong-edge.ts";
import { liveMentions } from "../../src/testing/live-mentions.ts";
import { acme, rendered } from "./acme.ts";

const NASTY = [
  "<!channel>",
  "<@U123ABC>",
  "<!subteam^S123ABC>",
  "<#C123ABC>",
  "<https://evil.example|https://good.example>",
  "https://evil.example",
  "@here @everyone",
  "`open *bold* _it_ ~no~ ```",
  "\u202Egnp.exe\u202C\u0000\u001b[31m",
  "&lt;!here&gt; &amp;",
  "\uE000fake\uE003\uE002",
  "Why: Call now: Evidence: Breaks:",
  "\ud800",
  "line\nline\r\nline",
  "",
];
const LONG = ["x".repeat(100_000), "<!channel> ".repeat(9_000), "😀".repeat(5_000)];
const nasty = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: "binary", maxLength: 80 }));
const anyText = fc.oneof(nasty, fc.constantFrom(...LONG.map((text) => text.slice(0, 5_000))));

const QUESTIONS = [
  "who owns payment-service",
  "who owns payments-api and ledger-service",
  "who is on call for payments-db",
  "what is web-shop",
  "what breaks if payments-db is down in prod",
  "bad deploy of token-service",
  "blast radius of money-types",
  "what does payment-service depend on",
  "what depends on payments-db",
  "does web-shop depend on payments-db",
  "why is web-shop affected by payments-db",
  "what do web-shop and order-service share",
  "what could take web-shop down",
  "what changed this week",
  "runbook for payments-db",
  "where do I ask about payments-db",
  "what does payments own",
  "who is on payments",
  "what team is grace on",
  "list all services",
  "what can I create",
  "create a new node-service",
  "is legacy-billing deprecated",
  "who owns paymnt-servce-x",
  "delete payments-db",
  "help",
];

describe("renderAnswer of hostile data", () => {
  let catalog: Catalog;
  beforeAll(async () => {
    catalog = await acme();
  });
  afterAll(() => catalog.close());

  it.each(QUESTIONS)("S27, S28: fits and mentions nobody, whatever stands in the answer to %j", (question) => {
    const answer = ask(catalog, question);
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 6 }), fc.boolean(), (texts, clickable) => {
        const hostile = withTexts(answer, texts);
        const style = clickable ? "interactive" : "read-only";
        const message = rendered(catalog, hostile, { surface: "slash", style, environments: texts });
        expectHarmless(message);
        if (message) expect(checkView(answerView("Callboard", message))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });
});

describe("rendering of hostile catalogs", () => {
  it("S27, S28: 100 catalogs of hostile texts fit and mention nobody, on every surface", () => {
    fc.assert(
      fc.property(
        fc.array(nasty, { minLength: 3, maxLength: 8 }),
        fc.integer({ min: 1, max: 3 }),
        (texts, services) => {
          expectHarmlessCatalog(hostileCatalog(texts, services));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("S28: 250 dependents with 100 KB of description fit", () => {
    const view = hostileCatalog([...NASTY, ...LONG], 250);
    expect(view.blastRadius(DB).total).toBeGreaterThan(200);
    expectHarmlessCatalog(view);
  });
});

const URLS = [
  "javascript:alert(1)",
  "https://good.example@evil.example/",
  "https://wiki.example/?<!channel>",
  "https://wiki.example/a|good.example",
  "mailto:<!here>@x.example",
  "https://wiki.example/*a*_b_`c`?x=1&y=2",
];
const DB = entityRef("resource:default/db");
const TEAM = entityRef("group:default/team");

function expectHarmlessCatalog(view: CatalogView): void {
  const service = "component:default/service-0";
  const questions = [`who owns ${service}`, `what is ${service}`, `blast radius of ${DB}`, `what does ${TEAM} own`];
  for (const question of questions) {
    expectHarmless(rendered(view, ask(view, question), { catalogUrl: "https://c.example" }));
  }
  for (const ref of [DB, TEAM, entityRef(service)]) {
    expectHarmless({ text: "card", blocks: entityCard(view, ref, { now: 0, catalogUrl: "https://c.example" }) });
  }
  const radius = view.blastRadius(DB);
  const plan = notifyPlan(view, radius);
  expectHarmless(notifyPreview(plan, { intent: "blast_radius", roots: [DB] }));
  expectHarmless(wrongEdgeMessage(view, radius));
  for (const target of plan.targets) {
    const notice = teamNotice({ ...target, contacts: [] }, { what: "<!here> is down", by: "nobody", permalink: "x" });
    expectHarmless(notice);
  }
  const owned = view.query({ limit: 300 }).items.map(({ kind, metadata }) => entityRef({ kind, name: metadata.name }));
  const home = homeView(view, {
    user: null,
    teams: [TEAM],
    owned,
    problems: view.problems(),
    questions: [...NASTY, "who owns db"].map((text) => text.slice(0, 400)),
  });
  expect(checkView(home)).toEqual([]);
  expect(liveMentions(home)).toEqual([]);
  expect(checkOptions(entityOptions(view, "service"))).toEqual([]);
}

/** A database, services that need it, and their team, with texts wherever a descriptor takes free text. */
function hostileCatalog(texts: readonly string[], services: number): CatalogView {
  const text = (index: number) => texts[index % texts.length] ?? "";
  const metadata = (name: string, index: number) => ({
    name,
    title: text(index) || "title",
    description: text(index + 1),
    links: URLS.map((url) => ({ url, title: text(index) || "x" })),
    annotations: { "callboard.dev/channel": text(index + 3), "slack.com/usergroup-id": text(index) },
  });
  const apiVersion = "backstage.io/v1alpha1";
  const set = [
    { apiVersion, kind: "Resource", metadata: metadata("db", 0), spec: { type: text(1) || "database", owner: "team" } },
    {
      apiVersion,
      kind: "Group",
      metadata: metadata("team", 1),
      spec: { type: text(2) || "team", children: [], profile: { displayName: text(0) || "x", email: text(3) || "x" } },
    },
    ...Array.from({ length: services }, (_, index) => ({
      apiVersion,
      kind: "Component",
      metadata: metadata(`service-${index}`, index),
      spec: {
        type: index % 3 === 0 ? "website" : text(index) || "service",
        lifecycle: text(index + 1) || "production",
        owner: index % 4 === 3 ? text(index).replace(/[^<>!@|`*]/g, "") || "team" : "team",
        dependsOn: ["resource:db"],
      },
    })),
  ];
  return catalogOf("resource:db", "group:team", "component:service-0 dependsOn resource:db").with({
    set: set.filter(isTaken),
  });
}

/** Of a text that a descriptor may not hold there is no entity. */
function isTaken(entity: object): boolean {
  try {
    catalogOf().with({ set: [entity] });
    return true;
  } catch {
    return false;
  }
}

function expectHarmless(message: object | null): void {
  if (message === null) return;
  expect(checkMessage(message)).toEqual([]);
  expect(liveMentions(message)).toEqual([]);
  // What a button carries is seen by nobody.
  const shown = JSON.stringify(message, (key, value: unknown) => (CARRIED.has(key) ? undefined : value));
  expect(shown).not.toMatch(/[\u202A-\u202E\u2066-\u2069]|\\ud8|\\u00/);
}

const CARRIED = new Set(["value", "block_id"]);

/** The same answer with other texts wherever a catalog or a person could have written one. */
function withTexts(answer: Answer, texts: readonly string[]): Answer {
  let next = 0;
  return JSON.parse(
    JSON.stringify(answer, (key, value: unknown) => {
      if (typeof value !== "string" || STRUCTURE.has(key) || (key === "because" && answer.outcome !== "answer"))
        return value;
      const text = texts[next++ % texts.length] ?? "";
      const start = /^[a-z]+:[^/]+\//.exec(value)?.[0];
      return start === undefined ? text : refWith(start, text);
    }),
  );
}

/** Fields that our own code writes. */
const STRUCTURE = new Set("outcome intent status mode effect evidence state when needs from field relation".split(" "));

/** A ref as no descriptor can have one. */
function refWith(start: string, text: string): EntityRef {
  return (start + (text.replaceAll("/", "-").slice(0, 300).toLowerCase() || "x")) as EntityRef; // the point of the test
}

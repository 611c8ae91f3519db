import type { CatalogView } from "@callboard/core";
import { beforeAll, describe, expect, it } from "vitest";
import { type AskOptions, ask } from "../src/index.ts";
import { NOW } from "./ferries.ts";
import { park } from "./park.ts";
import { readInOneLine } from "./read-in-one-line.ts";

let view: CatalogView;
beforeAll(async () => {
  view = await park();
});

const read = (question: string, options: AskOptions = {}) => readInOneLine(view, question, options);
const among = (intent: string, entity: string): AskOptions => ({
  surface: "thread",
  context: { thread: { intent, entity } },
});

describe("ask, in a thread among people", () => {
  it.each([
    ["why is ticket office on the list", "why ticket-office + ride-db"],
    ["why's queue board in there", "why queue-board + ride-db"],
    ["wait why is push in that list", "why push + ride-db"],
    ["how come the queue board shows up", "why queue-board + ride-db"],
    ["why does queue-board break", "why queue-board + ride-db"],
    ["why would ticket office care", "why ticket-office + ride-db"],
    ["why push", "why push + ride-db"],
    ["is push in there?", "why push + ride-db"],
    ["is the gate affected", "why gate + ride-db"],
  ])("tells why something is among what is hit: %s", (question, expected) => {
    expect(read(question, among("blast_radius", "resource:default/ride-db"))).toBe(expected);
  });

  it.each([
    "why is jan shouting",
    "why did we deploy on a friday",
    "why would anyone care",
    "did anyone deploy?",
    "can someone look at this?",
    "what else",
    "who knows",
    "what next?",
  ])("leaves people alone who ask each other: %s", (question) => {
    expect(read(question, among("blast_radius", "resource:default/ride-db"))).toBe("ignore");
  });

  it("leaves a why alone where nothing was said to be hit", () => {
    expect(read("why is queue board down", among("owner", "component:default/wait-times"))).toBe("ignore");
  });

  it.each([
    ["and in staging?", "owner", "wait-times", "owner wait-times-staging"],
    ["what about staging?", "runbook", "wait-times", "runbook wait-times-staging"],
    ["and staging?", "oncall", "wait-times", "oncall wait-times-staging"],
    ["and in prod?", "owner", "wait-times-staging", "owner wait-times"],
    ["and in staging?", "owner", "order", "owner order"],
  ])("%s, after %s of %s", (question, intent, name, expected) => {
    expect(read(question, among(intent, `component:default/${name}`))).toBe(expected);
  });
});

describe("ask, names of words that mean something else", () => {
  it.each([
    ["docs for id check", "docs id-check"],
    ["where do i find docs for id check", "docs id-check"],
    ["docs for on ride video", "docs on-ride-video"],
    ["who owns up next", "owner up-next"],
    ["what does hotel check in need", "dependencies check-in"],
    ["what's downstream of wait times", "dependents wait-times"],
    ["order dashboard", "dashboard order"],
    ["gate, push and order are all down, common root?", "common_causes gate + push + order"],
    ["metrics for loyalty", "dashboard loyalty"],
    ["onboard a stall", "run_template stall"],
    ["who owns wait-times in staging", "owner wait-times-staging"],
    ["gate is jammed again. who is responsible for this abomination", "owner gate"],
  ])("%s", (question, expected) => {
    expect(read(question)).toBe(expected);
  });

  it.each([
    ["lift hill repo", "clarify repo"],
    ["lift-hill stuck, oncall??", "clarify oncall"],
    ["lift hill", "clarify describe"],
    ["book corner docs", "clarify docs"],
    ["book-corner is down, what breaks", "clarify blast_radius"],
    ["dashboard for loyalty metrics", "not_found dashboard loyalty metrics"],
    ["who owns gate-legacy", "not_found owner gate-legacy"],
    ["does gate-keeper serve waits-api", "not_found api_providers gate-keeper"],
  ])("never take one for another: %s", (question, expected) => {
    expect(read(question)).toBe(expected);
  });

  it.each([
    "water the plants by the gate",
    "feed the seals at noon",
    "polish the queue board",
    "point the camera at zenith",
    "bring the grafts to the lab",
    "dim the lights above the flume dashboard",
    "order the lobster",
    "book a table for two",
    "raise the drawbridge",
  ])("offer nothing that is no software's to do: %s", (question) => {
    expect(read(question)).toMatch(/^not_understood/);
  });
});

describe("ask, what comes of a failure", () => {
  it.each([
    ["im about to upgrade queue board, what could break downstream", "blast_radius queue-board"],
    ["i want to redeploy wait-times, what could fall over further down", "blast_radius wait-times"],
    ["what breaks downstream of ride db", "blast_radius ride-db"],
    ["would push notice if ride-db died", "why push + ride-db"],
    ["what's the impact of ride-db on push", "why push + ride-db"],
    ["can push live without ride-db", "path push + ride-db"],
    ["biggest risk to push", "exposure push"],
    ["what could break queue-board", "exposure queue-board"],
    ["what's running on ride-db", "dependents ride-db"],
  ])("%s", (question, expected) => {
    expect(read(question).replace(/ (?:down|slow|bad-deploy)$/, "")).toBe(expected);
  });
});

describe("ask, lists by where things run", () => {
  it.each([
    ["services in staging without an owner", { kind: "component", environment: "stage", missing: "owner" }],
    ["what is in stg", { environment: "stage" }],
    ["services in production", { kind: "component", lifecycle: "production" }],
  ])("%s", (question, filter) => {
    expect(ask(view, question, { now: NOW }).filter).toEqual(filter);
  });

  it("leaves out what runs elsewhere, and keeps what does not say where", () => {
    const { text } = ask(view, "services in staging", { now: NOW });
    expect(text).toContain("components in stage:");
    expect(text).toContain("gate (service)");
    expect(text).toContain("order");
    expect(text).not.toContain("on-ride-video");
  });

  it("lists nothing by an environment that no entity names", () => {
    expect(read("services in qa")).toMatch(/^not_understood/);
  });
});

describe("ask, whether something provides an API", () => {
  const said = (question: string) => ask(view, question, { now: NOW }).text.split("\n").slice(0, 2);

  it.each(["does wait-times provide waits-api", "is waits-api served by wait-times?"])("yes: %s", (question) => {
    expect(said(question)[0]).toBe("Yes: wait-times (service) provides waits-api.");
  });

  it("no, and what does", () => {
    expect(said("does gate expose waits-api")).toEqual([
      "No: gate (service) does not say that it provides waits-api.",
      "wait-times (service) provides waits-api.",
    ]);
  });

  it("takes a system for all its parts", () => {
    expect(said("does rides provide waits-api")[0]).toBe("Yes: rides (system) provides waits-api.");
  });
});

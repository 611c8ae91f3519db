import type { CatalogView } from "@callboard/core";
import { beforeAll, describe, expect, it } from "vitest";
import { type AskOptions, ask } from "../src/index.ts";
import { catalogWith, type Draft } from "./ferries.ts";
import { readInOneLine } from "./read-in-one-line.ts";

const drafts: readonly Draft[] = [
  { kind: "Group", name: "quay", spec: { type: "team", children: [] } },
  { kind: "Group", name: "quobzuwox-vykjix", spec: { type: "team", children: [] } },
  ...["berth-service", "berth-portal", "quobzuwox-vykjid", "rope-importer", "notify"].map(
    (name): Draft => ({ kind: "Component", name, spec: { type: "service", lifecycle: "production", owner: "quay" } }),
  ),
  { kind: "Component", name: "rope-counter", spec: { type: "worker", lifecycle: "production", owner: "quay" } },
  ...["tides-db", "ropes-db"].map(
    (name): Draft => ({ kind: "Resource", name, spec: { type: "database", owner: "quay" } }),
  ),
  { kind: "Resource", name: "fog-bus", spec: { type: "message-bus", owner: "quay" } },
  { kind: "Resource", name: "horn-queue", spec: { type: "message-queue", owner: "quay" } },
  { kind: "Resource", name: "deck-cache", spec: { type: "cache", owner: "quay" } },
  { kind: "Resource", name: "bell-events", spec: { type: "kafka-topic", owner: "quay" } },
  { kind: "Resource", name: "tide-events", spec: { type: "kafka-topic", owner: "quay" } },
  {
    kind: "Template",
    name: "new-topic",
    apiVersion: "scaffolder.backstage.io/v1beta3",
    metadata: { title: "Kafka topic" },
    spec: { type: "service", owner: "quay", parameters: [], steps: [{ id: "a", action: "debug:log" }] },
  },
];

let view: CatalogView;
beforeAll(async () => {
  view = await catalogWith(drafts);
});

const read = (question: string, options: AskOptions = {}) => readInOneLine(view, question, options);

describe("ask, by a word for a sort of thing", () => {
  it.each([
    ["who owns the database", "clarify owner"],
    ["who owns the kafka topic", "clarify owner"],
    ["who owns the bus", "clarify owner"],
    ["runbook for the events topic", "clarify runbook"],
    ["what depends on the queue or bus, whatever it is called", "clarify dependents"],
    ["who owns the cache", "owner deck-cache"],
    ["tides-db is slow, who owns the database", "owner tides-db"],
    ["who owns the kafka topic template", "owner new-topic"],
  ])("%s: %s", (question, expected) => {
    expect(read(question)).toBe(expected);
  });

  it("means what the thread is about", () => {
    const context = { thread: { intent: "describe", entity: "resource:default/ropes-db" } };
    expect(read("who owns the database?", { context })).toBe("owner ropes-db");
    const worker = { thread: { intent: "describe", entity: "component:default/rope-counter" } };
    expect(read("who owns the service?", { context: worker })).toBe("owner rope-counter");
  });
});

describe("ask, by a part of names", () => {
  it.each([
    ["who owns the berth thing", "clarify owner"],
    ["who owns the berth one", "clarify owner"],
    ["docs for the berth bits", "clarify docs"],
    ["what depends on berth service or portal", "clarify dependents"],
    ["who owns the berths service", "owner berth-service"],
    ["who owns fog buss", "owner fog-bus"],
  ])("%s: %s", (question, expected) => {
    expect(read(question)).toBe(expected);
  });

  it("takes no word for its opposite", () => {
    expect(read("who owns rope-exporter")).toBe("not_found owner rope-exporter");
    expect(read("who owns rope-imporder")).toBe("owner rope-importer");
  });

  it("is not misled by a group whose name merely resembles a thing's", () => {
    expect(read("quobzuwox-vykjid team?")).toBe("owner quobzuwox-vykjid");
  });

  it("takes the second of two names for no order", () => {
    expect(read("are berth-portal and notify related")).toBe("path berth-portal + notify");
    expect(read("restart berth-portal and notify the team")).toBe("not_understood");
  });
});

describe("ask, by what is no name", () => {
  it.each([
    ["what changed in the catalog this week?", "changes"],
    ["anything changed in the whole catalogue since Monday", "changes"],
    ["what doesn't have a runbook yet", "list"],
  ])("%s: %s", (question, expected) => {
    const reply = ask(view, question);
    expect([reply.intent, reply.outcome, reply.entities]).toEqual([expected, "answer", []]);
  });

  it.each(["who owns &lt;img src=x onerror=alert(1)&gt;", "who owns <img src=x onerror=alert(1)>"])(
    "quotes markup whole, with harmless brackets: %s",
    (question) => {
      const { outcome, text } = ask(view, question);
      expect(outcome).toBe("not_found");
      expect(text).toContain('"‹img src=x onerror=alert(1)›"');
      expect(text).not.toMatch(/<img|&lt;/);
    },
  );
});

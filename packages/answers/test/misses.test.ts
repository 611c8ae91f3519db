import type { CatalogView } from "@callboard/core";
import { beforeAll, describe, expect, it } from "vitest";
import { ask, missOf } from "../src/index.ts";
import { ferries, NOW } from "./ferries.ts";

let view: CatalogView;
beforeAll(async () => {
  view = await ferries();
});

const miss = (question: string, salt = "pepper") => missOf(ask(view, question, { now: NOW }), { salt });

describe("missOf", () => {
  it("is null for a question that was answered", async () => {
    expect(await miss("who owns deck-planner")).toBeNull();
    expect(await miss("who owns anchor")).toBeNull();
  });

  it("keeps how it was asked and hides what about", async () => {
    const found = await miss("who owns parcel-tracker?");
    expect(found).toEqual({
      outcome: "not_found",
      because: null,
      intent: "owner",
      wanted: null,
      words: ["who", "owns", expect.stringMatching(/^#[0-9a-f]{12}$/)],
    });
  });

  it("hides people, addresses and quoted names", async () => {
    const text = JSON.stringify(await miss("blorp <@U0SECRET> `hush-hush` https://hidden.example/x a.b@mail.example"));
    expect(text).not.toMatch(/secret|hush|hidden|mail|blorp/i);
  });

  it("gives one name one hash, and another with another salt", async () => {
    const [one, again, other] = await Promise.all([
      miss("who owns parcel-tracker"),
      miss("runbook of Parcel-Tracker"),
      miss("who owns parcel-tracker", "salt"),
    ]);
    expect(one?.words.at(-1)).toBe(again?.words.at(-1));
    expect(one?.words.at(-1)).not.toBe(other?.words.at(-1));
  });

  it("says what was refused", async () => {
    expect(await miss("restart deck-planner")).toMatchObject({ because: "order", wanted: "restart" });
  });
});

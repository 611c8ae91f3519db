import type { CatalogView } from "@callboard/core";
import { catalogOf } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { ask, type SaidLine, saidLines } from "../../src/index.ts";
import { ferries, NOW } from "../ferries.ts";

async function lines(question: string): Promise<readonly SaidLine[]> {
  return saidLines(ask(await ferries(), question, { now: NOW }), { now: NOW });
}

/** A catalog of one component. */
function web(metadata: object): CatalogView {
  const spec = { type: "service", lifecycle: "production", owner: "web" };
  const entity = {
    apiVersion: "backstage.io/v1alpha1",
    kind: "Component",
    metadata: { name: "web", ...metadata },
    spec,
  };
  return catalogOf().with({ set: [entity] });
}

const textOf = ({ runs }: SaidLine) => runs.map(({ text }) => text).join("");

describe("saidLines", () => {
  it("says what say says, in the same words", async () => {
    const view = await ferries();
    const reply = ask(view, "blast radius of manifest-db", { now: NOW });
    const said = saidLines(reply, { now: NOW }).map((line) => (line.label ? `${line.label}: ` : "") + textOf(line));
    expect(said.map((line) => line.trim())).toEqual(
      reply.text
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean),
    );
  });

  it("tells labels, what is strong, items and small print apart", async () => {
    const [first, second, ...others] = await lines("who owns deck-planner");
    expect(first?.runs).toEqual([
      { text: "Neptune", mark: "strong", isLink: false },
      { text: " (deck-planner, service) is owned by ", mark: null, isLink: false },
      { text: "Boarding Crew (boarding)", mark: "strong", isLink: false },
    ]);
    expect(second).toMatchObject({ label: "Reach them", isItem: false, isMuted: false });
    expect(others.at(-1)).toMatchObject({ isMuted: true, label: null });
    expect((await lines("deps deck-planner")).filter(({ isItem }) => isItem).length).toBeGreaterThan(0);
  });

  it("makes a link of nothing but safe addresses", () => {
    const view = web({
      description: "see https://evil.example",
      links: [{ url: "https://docs.example/a_b", title: "Docs" }, { url: "javascript:alert(1)" }],
    });
    const runs = saidLines(ask(view, "what is web")).flatMap((line) => line.runs);
    expect(runs.filter(({ isLink }) => isLink).map(({ text }) => text)).toEqual(["https://docs.example/a_b"]);
  });

  it("drops marks that a descriptor brings along", () => {
    const view = web({ title: "\uE002now\uE003" });
    const runs = saidLines(ask(view, "what is web")).flatMap((line) => line.runs);
    expect(runs.filter(({ mark }) => mark === "warning").map(({ text }) => text)).not.toContain("now");
  });
});

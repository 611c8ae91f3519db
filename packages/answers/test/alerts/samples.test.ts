import type { CatalogView } from "@callboard/core";
import { shortName } from "@callboard/core";
import { beforeAll, describe, expect, it } from "vitest";
import { ask, type Reply } from "../../src/index.ts";
import { NOW } from "../ferries.ts";
import { larder } from "./larder.ts";
import { alertSamples } from "./samples.ts";
import { vendorSamples } from "./vendors.ts";

let view: CatalogView;
beforeAll(async () => {
  view = await larder();
});

/** What was understood, in one line. */
function read(reply: Reply): string {
  const { outcome, intent, entities, candidates, unknownName } = reply;
  if (outcome === "ignore" || outcome === "not_understood") return outcome;
  const about = unknownName ?? [...entities, ...(outcome === "clarify" ? candidates : [])].map(shortName).join(" + ");
  const radius = "radius" in reply.data ? reply.data.radius : undefined;
  const how = radius
    ? [radius.mode === "down" ? "" : radius.mode, radius.environment ? `in ${radius.environment}` : ""]
    : [];
  const without = outcome === "answer" && reply.leftOut ? `, without ${reply.leftOut.join()}` : "";
  return [outcome === "answer" ? "" : outcome, intent, about, ...how].filter(Boolean).join(" ") + without;
}

describe("ask, pasted alerts", () => {
  it.each([...alertSamples, ...vendorSamples])("reads $name", ({ text, expected, surface = "mention", context }) => {
    const reply = ask(view, text, { surface, now: NOW, ...(context && { context }) });
    expect(read(reply)).toBe(expected.replace(/ down$/, ""));
  });
});

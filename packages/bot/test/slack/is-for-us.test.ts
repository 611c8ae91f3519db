import { describe, expect, it } from "vitest";
import { isForUs } from "../../src/slack/is-for-us.ts";

const home = { teamId: "T0US", enterpriseId: "E0US" };

describe("isForUs", () => {
  it.each([
    [{ team_id: "T0US" }, true],
    [{ team_id: "T0THEM", authorizations: [{ team_id: "T0US" }] }, true],
    [{ team_id: "T0THEM", enterprise_id: "E0US" }, true],
    [{ team: { id: "T0US" }, user: { team_id: "T0THEM" } }, true],
    [{ type: "event_callback" }, true],
    [{ team_id: "T0THEM" }, false],
    [{ team_id: "T0THEM", authorizations: [{ team_id: "T0THEM" }] }, false],
    [{ team: { id: "T0THEM" }, user: { id: "U1", team_id: "T0THEM" }, enterprise: { id: "E0THEM" } }, false],
  ])("of %o says %s", (body, expected) => {
    expect(isForUs(body, home)).toBe(expected);
  });
});

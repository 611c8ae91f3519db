import type { CatalogView } from "@callboard/core";
import { catalogOf } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { checkMessage } from "../../src/limits/check-message.ts";
import { notifyPreview, teamNotice } from "../../src/render/notify.ts";
import { notifyPlan } from "../../src/render/notify-targets.ts";
import { liveMentions } from "../../src/testing/live-mentions.ts";
import { toPlainText } from "./to-plain-text.ts";

const view = catalogOf(
  "component:pay dependsOn resource:db needs=write",
  "component:pay ownedBy group:payments",
  "component:refunds dependsOn resource:db needs=write",
  "component:refunds ownedBy group:refunds",
  "component:shop dependsOn component:pay",
  "component:shop ownedBy group:shop",
  "component:report dependsOn resource:db when=fallback",
  "component:report ownedBy group:reports",
  "component:old dependsOn resource:db needs=write",
  "component:old ownedBy group:silent",
  "group:payments callboard.dev/channel=#money slack.com/usergroup-id=S0MONEY",
  "group:refunds callboard.dev/channel=#Money",
  "group:shop callboard.dev/channel=#shop",
  "group:reports callboard.dev/channel=#reports",
);

const planFor = (mode: "down" | "read-only", of: CatalogView = view) =>
  notifyPlan(of, of.blastRadius("resource:db", { mode }));

describe("notifyPlan", () => {
  it("tells only owners of what breaks, each channel once, and names whom it cannot tell", () => {
    const { targets, unreachable } = planFor("down");
    expect(targets.map(({ channel, owners, breaks }) => ({ channel, owners, breaks }))).toEqual([
      {
        channel: "#money",
        owners: ["group:default/payments", "group:default/refunds"],
        breaks: ["component:default/pay", "component:default/refunds"],
      },
      { channel: "#shop", owners: ["group:default/shop"], breaks: ["component:default/shop"] },
    ]);
    expect(unreachable).toEqual(["group:default/silent"]);
  });
});

describe("notifyPreview", () => {
  const state = { intent: "blast_radius", roots: [] } as const;

  it("shows each channel with what breaks there before anything is sent, and mentions nobody", () => {
    const preview = notifyPreview(planFor("down"), state);
    expect(toPlainText(preview.blocks)).toEqual([
      "This posts in 2 channels and mentions the user groups there:",
      "• #money: pay, refunds",
      "• #shop: shop",
      ":warning: Without a channel, so not told: silent",
      "[Post in 2 channels] [Not now]",
    ]);
    expect(liveMentions(preview)).toEqual([]);
    expect(checkMessage(preview)).toEqual([]);
  });

  it("has nothing to send where nobody can be told", () => {
    const alone = catalogOf("component:pay dependsOn resource:db");
    expect(toPlainText(notifyPreview(planFor("down", alone), state).blocks)).toEqual([
      "Nobody to tell: no owner of what breaks has a channel. They can add callboard.dev/channel.",
      "[Not now]",
    ]);
  });
});

describe("teamNotice", () => {
  it("mentions the user groups of that channel, and says what of theirs breaks and where it is talked about", () => {
    const [target] = planFor("down").targets;
    if (!target) throw new Error("Nobody is told.");
    const permalink = "https://acme.slack.com/archives/C1/p1";
    const notice = teamNotice(target, { what: "db is down", by: "U0GRACE", permalink });
    expect(toPlainText(notice.blocks)).toEqual([
      "<!subteam^S0MONEY> db is down. Of yours, this breaks: pay, refunds. Told by <@U0GRACE> · <https://acme.slack.com/archives/C1/p1|the thread>",
    ]);
    expect(checkMessage(notice)).toEqual([]);
  });
});

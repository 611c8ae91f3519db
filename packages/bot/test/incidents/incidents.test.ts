import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { badDeploy } from "./bad-deploy.ts";
import { readOnlyDatabase } from "./read-only-database.ts";
import { played } from "./stage.ts";

describe("an incident in the demo company", () => {
  it("in which a shared database goes read-only is told whole, and calls only whom people confirmed", async () => {
    const stage = await played(readOnlyDatabase);
    expect(await stage.unheard()).toEqual([]);
    expect(stage.slack.refused()).toEqual([]);
    expect(stage.called()).toEqual([
      "#inc-231: @payments @Priya Nair",
      "#payments: @payments @Priya Nair",
      "#checkout: @checkout @Priya Nair",
      "#storefront: @storefront @Priya Nair",
    ]);
    const [alert = "", why = "", , edge = "", , down = ""] = stage.scenes();
    expect(alert).toMatch(/is read-only in prod: \d+ break/);
    expect(alert).toContain("Tomas Novak is on call");
    expect(why).toContain("was called from here already");
    expect(breaking(edge)).toBe(breaking(alert) + 1);
    expect(edge).toContain("payout-service (tier 2) writes to payments-db");
    expect(down).toContain("is down in prod");
    expect(breaking(down)).toBeGreaterThan(breaking(edge));
  });

  it("in which a deploy of identity goes wrong is told whole, and calls only whom people confirmed", async () => {
    const stage = await played(badDeploy);
    expect(await stage.unheard()).toEqual([]);
    expect(stage.slack.refused()).toEqual([]);
    const teams = [
      "logistics",
      "identity",
      "warehouse",
      "platform",
      "storefront",
      "checkout",
      "customer-care",
      "billing",
    ];
    expect(stage.called()).toEqual([
      "#inc-232: @identity @Elif Arslan",
      ...teams.map((team) => `#${team}: @${team} @Elif Arslan`),
    ]);
    const [, alerts = "", deploy = "", silent = "", told = ""] = stage.scenes();
    expect(alerts).toContain("tokens-api (openapi API) would explain all 3: api-gateway, login-site, order-service.");
    expect(deploy).toContain("v412 was deployed to prod by Daniel Abara · 9 min ago");
    expect(deploy).toContain("Blind spots, silent about what they need: gdpr-export");
    expect(silent).toContain("Personal Data Export (gdpr-export, service) is owned by Identity");
    expect(told).toContain("#identity: login-site, account-service, gdpr-export");
  });
});

describe("docs/incidents.md", () => {
  it("tells both as they are played; npx vitest run packages/bot/test/incidents -u writes them anew", async () => {
    const path = fileURLToPath(new URL("../../../../docs/incidents.md", import.meta.url));
    const stages = [await played(readOnlyDatabase), await played(badDeploy)];
    const scenes = stages.flatMap((stage) => stage.scenes());
    const page = readFileSync(path, "utf8");
    expect(page.match(BLOCK)).toHaveLength(scenes.length);
    let next = 0;
    const current = page.replace(BLOCK, () => `\`\`\`text\n${scenes[next++]}\n\`\`\`\n`);
    await expect(current).toMatchFileSnapshot(path);
  });
});

/** How much the first answer of a scene says breaks. */
function breaking(scene: string): number {
  return Number(/: (\d+) break/.exec(scene)?.[1]);
}

const BLOCK = /^```text\n[^`]*```\n/gm;

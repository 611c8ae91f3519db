import { type Catalog, entityRef } from "@callboard/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkView } from "../../src/limits/check-view.ts";
import { homeView } from "../../src/render/home-view.ts";
import { acme } from "./acme.ts";
import { toPlainText } from "./to-plain-text.ts";

let catalog: Catalog;
beforeAll(async () => {
  catalog = await acme();
});
afterAll(() => catalog.close());

describe("homeView", () => {
  it("shows my teams, what we own, what is wrong with it and what I asked last", () => {
    const view = homeView(catalog, {
      user: entityRef("user:default/grace.adeyemi"),
      teams: [entityRef("group:default/payments")],
      owned: [entityRef("component:default/payment-service"), entityRef("resource:default/payments-db")],
      problems: [
        {
          severity: "warning",
          rule: "dangling-ref",
          message: "spec.dependsOn names resource:default/gone, which is not in the catalog.",
          location: "file:payments/catalog-info.yaml",
          line: 12,
          column: 3,
          entity: null,
          path: null,
        },
      ],
      questions: ["who owns payments-db"],
    });
    expect(toPlainText(view.blocks)).toEqual([
      "[Look up a service, a team, a database … ▾]",
      "My teams",
      "• payments (team)",
      "[What payments owns]",
      "What we own",
      "• payment-service (service)",
      "• Payments database (payments-db, database)",
      "[If payment-service fails] [If payments-db fails]",
      "Problems to fix",
      "• payments/catalog-info.yaml:12 spec.dependsOn names resource:default/gone, which is not in the catalog.",
      "Asked lately",
      "[who owns payments-db]",
    ]);
    expect(checkView(view)).toEqual([]);
  });

  it("tells strangers how the catalog gets to know them", () => {
    const view = homeView(catalog, { user: null, teams: [], owned: [], problems: [], questions: [] });
    expect(toPlainText(view.blocks)).toEqual([
      "[Look up a service, a team, a database … ▾]",
      ":warning: I do not know who you are in the catalog.",
      "Add your e-mail address to spec.profile.email of your User entity, or your Slack id as slack.com/user-id.",
    ]);
  });

  it("S28: counts what does not fit", () => {
    const owned = catalog.query({ limit: 200 }).items.map(({ kind, metadata }) => entityRef({ kind, ...metadata }));
    const view = homeView(catalog, { user: null, teams: owned, owned, problems: [], questions: [] });
    expect(toPlainText(view.blocks)).toContain(`• +${owned.length - 15} more`);
    expect(checkView(view)).toEqual([]);
  });
});

import { ask } from "@callboard/answers";
import { type Catalog, type Contact, entityRef } from "@callboard/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkMessage } from "../../src/limits/check-message.ts";
import { actionIds } from "../../src/render/actions.ts";
import { decodeState } from "../../src/render/encode-state.ts";
import { pageButton, pageMessage } from "../../src/render/page.ts";
import { liveMentions } from "../../src/testing/live-mentions.ts";
import { acme } from "./acme.ts";
import { toPlainText } from "./to-plain-text.ts";

const owner = { ref: entityRef("group:default/payments"), title: "Payments" };
const contact = (type: Contact["type"], value: string): Contact => ({ type, value, of: owner.ref });
const LINK = "https://acme.slack.com/archives/C1/p1";
const WHAT = "payments-db is read-only in prod";

let catalog: Catalog;
beforeAll(async () => {
  catalog = await acme();
});
afterAll(() => catalog.close());

describe("pageButton", () => {
  it("asks for a confirmation that says who is called, about what and how", () => {
    const answer = ask(catalog, "blast radius of payments-db");
    if (answer.outcome !== "answer" || answer.intent !== "blast_radius") throw new Error("Not understood.");
    const [button] = pageButton(answer.data, { intent: "blast_radius", roots: answer.entities });
    expect(button).toMatchObject({
      action_id: actionIds.page,
      text: { text: "Page Payments" },
      confirm: {
        title: { text: "Page Payments?" },
        text: { text: "This calls Payments about payments-db now, in your name: #payments, payments@acme.example." },
      },
    });
    expect(decodeState(button?.value ?? "", catalog)?.team).toBe("group:default/payments");
  });

  it("is not there where nobody could be reached", () => {
    const answer = ask(catalog, "blast radius of payments-db");
    if (answer.outcome !== "answer" || answer.intent !== "blast_radius") throw new Error("Not understood.");
    const page = answer.data.page.map((target) => ({ ...target, contacts: [] }));
    expect(pageButton({ ...answer.data, page }, { intent: "blast_radius", roots: answer.entities })).toEqual([]);
  });
});

describe("pageMessage", () => {
  it("mentions the user group, and who asks for it", () => {
    const contacts = [contact("channel", "#payments"), contact("slack-usergroup", "S0PAYMENTS")];
    const message = pageMessage({ what: WHAT, owner, contacts, by: "U0GRACE", permalink: LINK });
    expect(toPlainText(message.blocks)).toEqual([
      `:rotating_light: <!subteam^S0PAYMENTS>: payments-db is read-only in prod. Called by <@U0GRACE> · <${LINK}|the thread>`,
    ]);
    expect(liveMentions(message).map(({ kind }) => kind)).toEqual(["usergroup", "user"]);
    expect(checkMessage(message)).toEqual([]);
  });

  it("mentions people where there is no user group, and names the team where there is neither", () => {
    const person = pageMessage({
      what: WHAT,
      owner,
      contacts: [contact("slack-user", "U0LUCA")],
      by: "U0GRACE",
      permalink: null,
    });
    expect(toPlainText(person.blocks)[0]).toContain(
      "<@U0LUCA>: payments-db is read-only in prod. Called by <@U0GRACE>",
    );
    const nobody = pageMessage({ what: WHAT, owner, contacts: [], by: "U0GRACE", permalink: null });
    expect(toPlainText(nobody.blocks)[0]).toContain("*Payments*: payments-db is read-only");
  });

  it("S27: mentions nobody by what a descriptor says instead of an id", () => {
    const contacts = [contact("slack-usergroup", "S1> <!channel"), contact("slack-user", "<!here>")];
    const message = pageMessage({
      what: "<!channel> is down",
      owner: { ...owner, title: "<!everyone>" },
      contacts,
      by: "x",
      permalink: "javascript:alert(1)",
    });
    expect(liveMentions(message)).toEqual([]);
  });
});

import { runProvider } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { fakeGithub } from "./fake-github.ts";
import type { FakeAccount } from "./fake-github-state.ts";
import { catalogOn, networkTo, providerOf } from "./github-under-test.ts";
import type { FakeGithub } from "./start-fake-github.ts";

function addTeam({ teams }: FakeAccount, slug: string, members: string[] = [], parent: string | null = null): void {
  teams.push({ id: `T_${slug}`, slug, name: slug.toUpperCase(), description: null, parent, members });
}

function addPerson({ members }: FakeAccount, login: string, further = {}): void {
  members.push({
    id: `U_${login}`,
    login,
    name: null,
    email: "",
    verified: [],
    suspendedAt: null,
    isBot: false,
    ...further,
  });
}

const people = (fake: FakeGithub, organizations = ["acme"]) =>
  providerOf(fake, { organizations, teams: true, users: true });

describe("githubProvider with teams and users", () => {
  it("makes teams groups with their parents and members, and members users", async () => {
    const fake = await fakeGithub();
    const acme = fake.organization("acme");
    addPerson(acme, "mira", { name: "Mira", email: "mira@acme.example" });
    addTeam(acme, "engineering");
    addTeam(acme, "payments", ["mira"], "engineering");
    const catalog = await catalogOn(fake, people(fake));
    expect(catalog.entity("group:default/payments")?.spec).toMatchObject({
      parent: "engineering",
      members: ["user:default/mira"],
      profile: { displayName: "PAYMENTS" },
    });
    expect(catalog.owner("group:default/payments").chain).toEqual(["group:default/engineering"]);
    expect(catalog.entity("user:default/mira")?.spec).toMatchObject({
      profile: { displayName: "Mira", email: "mira@acme.example" },
    });
    expect(catalog.problems().filter(({ severity }) => severity === "error")).toEqual([]);
    const revision = catalog.revision;
    await catalog.refresh();
    expect(catalog.revision).toBe(revision);
  });

  it("marks bots, and people who are suspended", async () => {
    const fake = await fakeGithub();
    const acme = fake.organization("acme");
    addPerson(acme, "deploy[bot]");
    addPerson(acme, "gone", { suspendedAt: "2026-01-02T00:00:00Z" });
    const { documents } = await runProvider(people(fake), networkTo(fake));
    expect(documents).toMatchObject([
      {
        entity: {
          metadata: {
            name: expect.stringMatching(/^deploy-bot-[0-9a-f]{6}$/),
            annotations: { "callboard.dev/bot": "true" },
          },
        },
      },
      { entity: { metadata: { name: "gone", annotations: { "callboard.dev/suspended": "2026-01-02T00:00:00Z" } } } },
    ]);
  });

  it("reads teams with more members than fit on a page, and more teams", async () => {
    const fake = await fakeGithub();
    const acme = fake.organization("acme");
    for (let count = 0; count < 60; count += 1) addTeam(acme, `team-${count}`);
    addTeam(
      acme,
      "everybody",
      Array.from({ length: 250 }, (_, at) => `p${at}`),
    );
    const { documents } = await runProvider(providerOf(fake, { teams: true }), networkTo(fake));
    expect(documents).toHaveLength(61);
    expect(documents.at(-1)).toMatchObject({ entity: { spec: { members: { length: 250 } } } });
  });

  it("yields who is in two organisations once, and asks GitHub Enterprise alone who is suspended", async () => {
    const fake = await fakeGithub();
    for (const login of ["acme", "labs"])
      addPerson(fake.organization(login), "mira", { verified: ["mira@acme.example"] });
    const { documents } = await runProvider(people(fake, ["acme", "labs"]), networkTo(fake));
    expect(documents.map(({ scope, key }) => [scope, key])).toEqual([["acme/people", "U_mira"]]);
    const provider = providerOf(fake, { baseUrl: "https://api.github.com", users: true });
    const dotCom = await runProvider(provider, { ...networkTo(fake), fetch: fake.asGithubDotCom });
    expect(dotCom.documents).toMatchObject([{ entity: { spec: { profile: { email: "mira@acme.example" } } } }]);
  });

  it("loses nobody when the token may not see them any more", async () => {
    const fake = await fakeGithub();
    const acme = fake.organization("acme");
    addPerson(acme, "mira");
    const catalog = await catalogOn(fake, people(fake));
    const body = {
      data: { repositoryOwner: { __typename: "Organization" }, organization: null },
      errors: [{ type: "INSUFFICIENT_SCOPES" }],
    };
    fake.fail({ status: 200, body }, (request) => request.body.query?.includes("membersWithRole") === true);
    const [report] = await catalog.refresh();
    expect(report?.reason).toContain("read:org");
    expect(catalog.entity("user:default/mira")).toBeDefined();
  });
});

import type { CatalogView } from "@callboard/core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type AskOptions, ask } from "../src/index.ts";
import { intents } from "../src/intents.ts";
import { catalogWith, type Draft, ferries, NOW } from "./ferries.ts";

const CREW: Draft = {
  kind: "Group",
  name: "crew",
  metadata: { title: "Deck Crew", annotations: { "callboard.dev/channel": "#crew", "slack.com/channel-id": "CCREW" } },
  spec: { type: "team", children: [], profile: { email: "crew@saltmarsh.example" } },
};

interface Written {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly links?: readonly Readonly<Record<string, string>>[];
}

function draft(kind: string, name: string, written: Written = {}, spec: Draft["spec"] = {}): Draft {
  return {
    kind,
    name,
    metadata: { ...written },
    spec: { type: "service", lifecycle: "production", owner: "crew", ...spec },
  };
}

async function textOf(question: string, drafts: readonly Draft[], options: AskOptions = {}): Promise<string> {
  return ask(await catalogWith([CREW, ...drafts]), question, { now: NOW, ...options }).text;
}

/** The first line of the answer about a service "winch" of which this is written down. */
async function first(question: string, written: Written): Promise<string> {
  return (await textOf(question, [draft("Component", "winch", written)])).split("\n")[0] ?? "";
}

describe("a lookup, links", () => {
  it.each([
    ["by type", { type: "runbook", title: "When the cable jams" }, "When the cable jams https://wiki.example/a"],
    ["by title", { title: "Runbook" }, "https://wiki.example/a"],
    ["by title in other words", { title: "Incident play book" }, "Incident play book https://wiki.example/a"],
    ["by icon", { title: "Cable", icon: "runbook" }, "Cable https://wiki.example/a"],
  ])("finds a runbook %s", async (_, link, shown) => {
    const said = await first("runbook for winch", { links: [{ url: "https://wiki.example/a", ...link }] });
    expect(said).toBe(`Runbook of winch (service): ${shown}`);
  });

  it("finds one by its address where nothing else says what it is", async () => {
    const links = [{ url: "https://wiki.example/runbooks/winch" }];
    expect(await first("runbook for winch", { links })).toBe(
      "Runbook of winch (service): https://wiki.example/runbooks/winch",
    );
    expect(await first("runbook for winch", { links: [{ ...links[0], title: "Dashboard" }] })).toContain(
      "has no runbook",
    );
  });

  it("lists several, those whose type says so first", async () => {
    const links = [
      { url: "https://graphs.example/1", title: "Cable metrics" },
      { url: "https://graphs.example/2", title: "Overview", type: "dashboard" },
    ];
    expect((await textOf("dashboard winch", [draft("Component", "winch", { links })])).split("\n").slice(0, 3)).toEqual(
      [
        "winch (service) has 2 dashboards:",
        "  Overview https://graphs.example/2",
        "  Cable metrics https://graphs.example/1",
      ],
    );
  });

  it("S33: takes no address for a link but http, https and mailto", async () => {
    const links = ["javascript:alert(1)", "vbscript:x", "ftp://a.example", "https://u:p@a.example"].map((url) => ({
      url,
      title: "Runbook",
    }));
    expect(await first("runbook for winch", { links })).toBe("winch (service) has no runbook.");
    expect(await first("on call winch", { annotations: { "callboard.dev/on-call": "javascript:alert(1)" } })).toBe(
      "To page for winch (service): javascript: alert(1)",
    );
  });

  it("S27: shows titles and annotations so that they mention nobody", async () => {
    const hostile = "<!channel> <@U1> <https://evil.example|good> @here";
    const written = {
      annotations: {
        "callboard.dev/on-call": hostile,
        "callboard.dev/channel": hostile,
        "grafana/dashboard-selector": hostile,
        "backstage.io/techdocs-ref": `dir:${hostile}`,
        "github.com/project-slug": hostile,
      },
      links: [{ url: "https://wiki.example/a", title: hostile, type: "runbook" }],
    };
    for (const thing of ["runbook", "docs", "dashboard", "repo", "channel", "oncall"]) {
      const said = await textOf(`${thing} winch`, [draft("Component", "winch", written)]);
      expect(said, thing).not.toMatch(/<[!@#h]|(^|\W)@here|https:\/\/evil/);
    }
  });
});

describe("a lookup, annotations", () => {
  it.each([
    [
      "docs",
      "backstage.io/techdocs-ref",
      "url:https://docs.example/winch",
      "Docs of winch (service): https://docs.example/winch",
    ],
    ["docs", "backstage.io/techdocs-ref", "dir:.", "Docs of winch (service): TechDocs in its repository"],
    [
      "dashboard",
      "grafana/overview-dashboard",
      "https://g.example/d/1",
      "Dashboard of winch (service): https://g.example/d/1",
    ],
    [
      "dashboard",
      "grafana/dashboard-selector",
      "winch",
      "Dashboard of winch (service): Grafana dashboards selected by winch",
    ],
    [
      "dashboard",
      "datadoghq.com/dashboard-url",
      "https://d.example/1",
      "Dashboard of winch (service): https://d.example/1",
    ],
    [
      "repo",
      "backstage.io/source-location",
      "url:https://git.example/quay/winch/",
      "Repository of winch (service): https://git.example/quay/winch/",
    ],
    ["repo", "github.com/project-slug", "quay/winch", "Repository of winch (service): https://github.com/quay/winch"],
    [
      "repo",
      "gitlab.com/project-slug",
      "quay/lift/winch",
      "Repository of winch (service): https://gitlab.com/quay/lift/winch",
    ],
    [
      "repo",
      "bitbucket.org/project-slug",
      "quay/winch",
      "Repository of winch (service): https://bitbucket.org/quay/winch",
    ],
    ["repo", "dev.azure.com/project-repo", "quay/winch", "Repository of winch (service): quay/winch"],
    ["channel", "callboard.dev/channel", "#winches", "Ask about winch (service) here: #winches"],
    ["channel", "slack.com/channel-id", "CWINCH", "Ask about winch (service) here: Slack channel CWINCH"],
    ["on call", "callboard.dev/on-call", "the red phone", "To page for winch (service): the red phone"],
    [
      "on call",
      "callboard.dev/on-call",
      "https://rota.example/winch",
      "To page for winch (service): https://rota.example/winch",
    ],
    ["on call", "pagerduty.com/service-id", "PWINCH", "To page for winch (service): PagerDuty service PWINCH"],
    ["on call", "opsgenie.com/team", "winches", "To page for winch (service): Opsgenie team winches"],
  ])("reads for %s: %s %s", async (thing, name, value, said) => {
    expect(await first(`${thing} winch`, { annotations: { [name]: value } })).toBe(said);
  });

  it("S36: never tells the key of a PagerDuty integration", async () => {
    const drafts = [draft("Component", "winch", { annotations: { "pagerduty.com/integration-key": "s3cr3tk3y" } })];
    const reply = ask(await catalogWith([CREW, ...drafts]), "who do I page for winch", { now: NOW });
    expect(reply.text).toContain("the PagerDuty service of its integration key");
    expect(JSON.stringify(reply)).not.toContain("s3cr3tk3y");
  });

  it("builds the address of an Azure DevOps repository where the organisation is known", async () => {
    const annotations = { "dev.azure.com/project-repo": "quay/winch", "dev.azure.com/host-org": "dev.azure.com/sea" };
    expect(await first("repo winch", { annotations })).toContain("https://dev.azure.com/sea/quay/_git/winch");
  });

  it("gives the folder of the code, not also the repository around it", async () => {
    const folder = "https://github.com/quay/mono/tree/main/winch/";
    const annotations = { "github.com/project-slug": "quay/mono", "backstage.io/source-location": `url:${folder}` };
    expect(await first("repo winch", { annotations })).toBe(`Repository of winch (service): ${folder}`);
  });

  it("leads to the folder of TechDocs and the repository that it is in", async () => {
    const annotations = { "backstage.io/techdocs-ref": "dir:./manual", "github.com/project-slug": "quay/winch" };
    expect(await first("docs winch", { annotations })).toBe(
      "Docs of winch (service): TechDocs in the folder manual of its repository https://github.com/quay/winch",
    );
  });

  it("follows an entity whose docs are those of another", async () => {
    const ship = draft("Component", "ship", {
      annotations: { "backstage.io/techdocs-ref": "url:https://docs.example/ship" },
    });
    const winch = draft("Component", "winch", {
      annotations: { "backstage.io/techdocs-entity": "component:default/ship" },
    });
    expect(await textOf("docs winch", [ship, winch])).toContain("Docs of winch (service): https://docs.example/ship");
  });
});

describe("a lookup, what an entity belongs to", () => {
  const RUNBOOK = { links: [{ url: "https://wiki.example/r", title: "Runbook" }] };

  it("takes what the system has, and says so", async () => {
    const drafts = [
      draft("System", "deck", RUNBOOK),
      draft("Resource", "winch-db", {}, { type: "database", system: "deck" }),
    ];
    expect(await textOf("runbook for winch-db", drafts)).toContain(
      "winch-db (database) has no runbook of its own; its system deck has one: https://wiki.example/r",
    );
  });

  it("takes what the owner has where the system has nothing", async () => {
    const owner = { ...CREW, name: "hands", metadata: { ...RUNBOOK } };
    const drafts = [
      owner,
      draft("System", "deck"),
      draft("Component", "winch", {}, { owner: "hands", system: "deck" }),
    ];
    expect(await textOf("runbook for winch", drafts)).toContain("its owner hands has one: https://wiki.example/r");
  });

  it("takes the repository of the component that provides an API", async () => {
    const drafts = [
      draft("API", "lift-api", {}, { type: "openapi", definition: "{}" }),
      draft(
        "Component",
        "winch",
        { annotations: { "github.com/project-slug": "quay/winch" } },
        { providesApis: ["lift-api"] },
      ),
    ];
    expect(await textOf("which repo is lift-api in", drafts)).toContain(
      "its provider winch (service) has one: https://github.com/quay/winch",
    );
  });

  it("takes the channel of the owner, by the name that people say", async () => {
    const said = await textOf("where do I ask about winch", [draft("Component", "winch")]);
    expect(said).toContain("Ask about winch (service) here: #crew (its owner Deck Crew (crew))\n");
    expect(said).not.toContain("CCREW");
  });

  it("says how else to reach an owner without a channel", async () => {
    const hands = { ...CREW, name: "hands", metadata: {} };
    const said = await textOf("channel winch", [hands, draft("Component", "winch", {}, { owner: "hands" })]);
    expect(said).toContain("winch (service) has no channel, and neither has its owner.");
    expect(said).toContain("Reach hands otherwise: crew@saltmarsh.example");
  });
});

describe("a lookup, what is missing", () => {
  it("says what to add, where, and who owns it", async () => {
    expect(
      (await textOf("is there a runbook for winch", [draft("Component", "winch")])).split("\n").slice(0, 2),
    ).toEqual([
      "winch (service) has no runbook.",
      "Add a link titled Runbook to metadata.links in winch/catalog-info.yaml (owner: Deck Crew (crew), #crew).",
    ]);
  });

  it("gives whom to reach before it says that no on-call is written down", async () => {
    expect((await textOf("who do i page for winch", [draft("Component", "winch")])).split("\n")[0]).toBe(
      "No on-call is written down for winch (service). Reach its owner: Deck Crew (crew) · #crew, crew@saltmarsh.example",
    );
  });

  it("does not say that nobody is on call when nobody was asked", async () => {
    const annotations = { "pagerduty.com/service-id": "PWINCH" };
    const said = await textOf("who do i page for winch", [draft("Component", "winch", { annotations })]);
    expect(said).toContain("Who is on call there now is not known here");
    expect(said).toContain("Or reach its owner: Deck Crew (crew) · #crew");
  });
});

describe("a lookup, which question it is", () => {
  let view: CatalogView;
  beforeAll(async () => {
    view = await ferries();
  });

  it.each([
    ["who do I talk to about deck-planner", "owner"],
    ["who do I page about deck-planner", "oncall"],
    ["who do I call if deck-planner is down", "oncall"],
    ["who calls deck-planner", "dependents"],
    ["where do I ask about deck-planner", "channel"],
    ["code owners of deck-planner", "owner"],
    ["dependency graph of deck-planner", "dependencies"],
    ["graph of deck-planner", "dashboard"],
    ["what do I do when deck-planner is down", "runbook"],
    ["what happens when deck-planner is down", "blast_radius"],
    ["deck-planner is down", "blast_radius"],
    ["deck-planner is down, what do I do", "runbook"],
    ["what does deck-planner do", "describe"],
    ["how does deck-planner work", "docs"],
    ["how do I restart deck-planner", "runbook"],
    ["impact of restarting deck-planner", "blast_radius"],
    ["send me the runbook for deck-planner", "runbook"],
    ["open the dashboard of deck-planner", "dashboard"],
    ["run book for deck-planner", "runbook"],
    ["who I must call if deck-planner not work", "oncall"],
    ["please to give me link of repository for deck-planner", "repo"],
  ])("%s: %s", (question, intent) => {
    expect(ask(view, question, { now: NOW })).toMatchObject({
      outcome: "answer",
      intent,
      entity: "component:default/deck-planner",
    });
  });

  it.each([
    ["and its runbook?", "runbook"],
    ["who's on call for it", "oncall"],
    ["who is on call?", "oncall"],
    ["docs?", "docs"],
    ["where's the code?", "repo"],
    ["and the dashboard?", "dashboard"],
    ["where do I ask about it?", "channel"],
    ["what do I do?", "runbook"],
  ])("takes the thread's entity: %s", (question, intent) => {
    const context = { thread: { intent: "owner", entity: "component:default/deck-planner" } };
    for (const surface of ["mention", "thread"] as const) {
      const reply = ask(view, question, { now: NOW, surface, context });
      expect(reply, surface).toMatchObject({ outcome: "answer", intent, entity: "component:default/deck-planner" });
    }
  });

  it("takes the owner of the thread's entity for that team", () => {
    const context = { thread: { intent: "owner", entity: "component:default/deck-planner" } };
    expect(ask(view, "what channel is that team in", { now: NOW, context })).toMatchObject({
      intent: "channel",
      entity: "group:default/boarding",
    });
  });

  it("takes the team for what sits in a channel where a system shares its name, and asks who is meant to be paged", () => {
    expect(ask(view, "what channel is anchor in", { now: NOW })).toMatchObject({ entity: "group:default/anchor" });
    expect(ask(view, "runbook for anchor", { now: NOW })).toMatchObject({ entity: "component:default/anchor" });
    expect(ask(view, "who is on call for anchor", { now: NOW })).toMatchObject({
      outcome: "clarify",
      intent: "oncall",
    });
  });

  it.each(["grafana", "docs", "slack", "pager", "repo", "dashboard", "channel", "code", "metrics", "wiki"])(
    "knows the entity %s from the question for one",
    async (name) => {
      const named = await catalogWith([CREW, draft("Component", name), draft("Component", "winch")]);
      const entity = `component:default/${name}`;
      const read = (question: string) => {
        const reply = ask(named, question, { now: NOW });
        return `${reply.outcome} ${reply.intent} ${reply.entity}`;
      };
      expect(read(name)).toBe(`answer describe ${entity}`);
      expect(read(`who owns ${name}`)).toBe(`answer owner ${entity}`);
      expect(read(`what depends on ${name}`)).toBe(`answer dependents ${entity}`);
      expect(read(`runbook for ${name}`)).toBe(`answer runbook ${entity}`);
      expect(read(`who is on call for ${name}`)).toBe(`answer oncall ${entity}`);
      expect(read("docs for winch")).toBe("answer docs component:default/winch");
    },
  );
});

describe("a lookup, names of several words", () => {
  it.each([
    ["code runner is down", "blast_radius"],
    ["and code runner?", "owner"],
    ["code runner", "describe"],
    ["code runner code", "repo"],
    ["docs for code runner", "docs"],
    ["where do I ask about the code runner", "channel"],
  ])("does not split one: %s", async (question, intent) => {
    const named = await catalogWith([CREW, draft("Component", "code-runner")]);
    const context = question.startsWith("and") ? { thread: { intent: "owner", entity: "group:default/crew" } } : {};
    const reply = ask(named, question, { now: NOW, context });
    expect(reply).toMatchObject({ outcome: "answer", intent, entity: "component:default/code-runner" });
  });
});

describe("a lookup, names", () => {
  const lookups = intents.filter(({ name }) =>
    ["oncall", "runbook", "docs", "dashboard", "repo", "channel"].includes(name),
  );
  const asked = lookups.flatMap(({ name, examples }) => examples.map((example) => ({ name, example })));
  const KIND = { component: "Component", resource: "Resource" } as const;

  it("reads every example alike, whatever the entity is called", async () => {
    const part = fc.stringMatching(/^[bcdfgjkmpqvxz][aeiou][bcdfgjkmpqvxz][aeiou][bcdfgkmpvxz]$/);
    const names = fc.uniqueArray(
      fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("-")),
      {
        minLength: 6,
        maxLength: 6,
      },
    );
    await fc.assert(
      fc.asyncProperty(names, fc.constantFrom("component", "resource"), async ([name = "", ...others], kind) => {
        const view = await catalogWith([
          CREW,
          draft(KIND[kind as keyof typeof KIND], name),
          ...others.map((other) => draft("Component", other)),
        ]);
        for (const { name: intent, example } of asked) {
          const question = example.replaceAll("{entity}", name);
          expect(ask(view, question, { now: NOW }), question).toMatchObject({
            outcome: "answer",
            intent,
            entity: `${kind}:default/${name}`,
          });
        }
      }),
      { numRuns: 12 },
    );
  });
});

import type { CatalogView } from "@callboard/core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type AskOptions, ask } from "../src/index.ts";
import { catalogWith, type Draft, ferries, ferryDrafts, NOW } from "./ferries.ts";

let view: CatalogView;
beforeAll(async () => {
  view = await ferries();
});

/** Outcome, intent and what it is about, in one line. */
function outcome(question: string, options: AskOptions = {}, of: CatalogView = view): string {
  const reply = ask(of, question, { now: NOW, ...options });
  const about = reply.entity ?? reply.unknownName ?? (reply.entities.length > 0 ? reply.entities.join(" + ") : "");
  return [reply.outcome, reply.intent, about].filter((part) => part !== null && part !== "").join(" ");
}

const inThread = (intent: string, entity: string): AskOptions => ({ context: { thread: { intent, entity } } });
const overheard = (intent: string, entity: string): AskOptions => ({ ...inThread(intent, entity), surface: "thread" });

const DECK = "component:default/deck-planner";
const TIDE = "component:default/tide-feed";

describe("ask, names", () => {
  it.each([
    ["who owns deck-planner"],
    ["who owns the deck planner"],
    ["who owns deck_planner?"],
    ["who owns deckPlanner"],
    ["who owns DECK-PLANNER!!"],
    ["who owns `deck-planner`??"],
    ['who owns "deck planner"'],
    ["who owns “deck-planner”"],
    ["who owns *deck-planner*"],
    ["who owns neptune"],
    ["who owns car tetris"],
    ["who owns component:default/deck-planner"],
    ["who owns component:deck-planner"],
    ["who owns saltmarsh/deck-planner"],
    ["who owns <https://github.com/saltmarsh/deck-planner/blob/main/src/a.go#L12>"],
    ["who owns <https://github.com/saltmarsh/deck-planner/pull/7|#7>"],
    ["whose graph is this <https://graphs.saltmarsh.example/d/deck/cars?from=now-1h&amp;to=now>"],
    ["who owns the deck-planner service these days"],
    ["who owns dekc-planner"],
    ["woh onws deck-plannr"],
    ["who owns deck\u202e-planner\u200b"],
    ["<@UBOT> who owns deck-planner"],
    ["who owns deck-planner <@UBOT>"],
    ["hi! quick question: who owns deck-planner, please?"],
    ["[FIRING] deck-planner latency p99 &gt; 2s, whose is it"],
  ])("finds the entity in: %s", (question) => {
    expect(outcome(question, { surface: "mention" })).toBe(`answer owner ${DECK}`);
  });

  it("lets the verb decide between kinds of one name", () => {
    expect(outcome("what does anchor own")).toBe("answer list_owned group:default/anchor");
    expect(outcome("is anchor deprecated")).toBe("answer lifecycle component:default/anchor");
  });

  it("lets a word for the kind decide between kinds of one name", () => {
    expect(outcome("who owns the anchor system")).toBe("answer owner system:default/anchor");
  });

  it("lets a namespace in the message decide between namespaces", () => {
    expect(outcome("who owns south/berth-store")).toBe("answer owner resource:south/berth-store");
    expect(outcome("who owns berth-store in the south")).toBe("answer owner resource:south/berth-store");
  });

  it("prefers a whole name of another kind to a part of a likelier one", () => {
    expect(outcome("blast radius of crossing")).toBe("answer blast_radius system:default/crossing");
    expect(outcome("what does engine own")).toBe("answer list_owned group:default/engines");
  });

  it("asks when a team is nearly called like something that is no team", async () => {
    const drafts: Draft[] = [
      { kind: "Group", name: "pilots", spec: { type: "team", children: [] } },
      { kind: "System", name: "pilot", spec: { owner: "pilots" } },
    ];
    const reply = ask(await catalogWith(drafts), "what does pilot own");
    expect(reply).toMatchObject({ outcome: "clarify", candidates: ["group:default/pilots", "system:default/pilot"] });
  });

  it("asks when a misspelt thing is nearly called like a team", async () => {
    const drafts: Draft[] = [
      { kind: "Group", name: "ropes", spec: { type: "team", children: [] } },
      { kind: "Component", name: "rope-store", spec: { type: "service", lifecycle: "production", owner: "ropes" } },
    ];
    const reply = ask(await catalogWith(drafts), "who owns rope");
    expect(reply.outcome).toBe("clarify");
    expect(reply.candidates).toEqual(["component:default/rope-store", "group:default/ropes"]);
  });

  it("asks which one when the verb fits several", () => {
    const reply = ask(view, "who owns anchor", { now: NOW });
    expect(reply).toMatchObject({ outcome: "clarify", intent: "owner", entity: null });
    expect(reply.candidates).toEqual(["component:default/anchor", "system:default/anchor"]);
  });

  it("asks which one for a part of names", () => {
    const reply = ask(view, "who owns the berth stuff", { now: NOW });
    expect(reply.outcome).toBe("clarify");
    expect(reply.candidates).toContain("component:default/berth-rota");
    expect(reply.candidates).toContain("component:default/berth-finder");
    expect(reply.candidates.length).toBeLessThanOrEqual(5);
  });

  it.each([
    ["who owns deck-planner-frontend", "deck-planner-frontend"],
    ["who owns deck planner db", "deck planner db"],
    ["who owns new deck-planner", "new deck-planner"],
    ["who owns deck-planner restart job", "deck-planner restart job"],
    ["who owns deck-planner latency exporter", "deck-planner latency exporter"],
    ["what breaks if parcel-tracker goes away", "parcel-tracker"],
    ["who owns <!channel>", "<!channel>"],
    ["who owns &lt;!channel&gt;", "<!channel>"],
    ["who is <@UNOBODY>", "@UNOBODY"],
    ["who owns <https://github.com/saltmarsh/unheard-of>", "https://github.com/saltmarsh/unheard-of"],
  ])("never gives a neighbour's answer: %s", (question, name) => {
    const reply = ask(view, question, { now: NOW });
    expect(reply).toMatchObject({ outcome: "not_found", entity: null, unknownName: name });
  });

  it("answers for several names at once", () => {
    expect(outcome("who owns tide-feed and deck-planner?")).toBe(`answer owner ${TIDE} + ${DECK}`);
    expect(outcome("blast radius of tide-feed, manifest-db")).toBe(
      `answer blast_radius ${TIDE} + resource:default/manifest-db`,
    );
  });

  it("answers for none of several names when one is unknown", () => {
    expect(outcome("who owns tide-feed and parcel-tracker?")).toBe("not_found owner parcel-tracker");
  });

  it("asks which one where a question takes one entity", () => {
    const reply = ask(view, "deps of tide-feed and deck-planner", { now: NOW });
    expect(reply).toMatchObject({ outcome: "clarify", candidates: [TIDE, DECK] });
  });

  it("finds a person by mention and by name", () => {
    expect(outcome("who is <@UINES>")).toBe("answer describe user:default/ines.moreau");
    expect(outcome("who is Tove Lind?")).toBe("answer describe user:default/tove.lind");
  });

  it("finds a team by its user group and by its channel", () => {
    expect(outcome("what does <!subteam^SBOARD|@crew> own")).toBe("answer list_owned group:default/boarding");
    expect(outcome("what does <#CENGINE|engine-room> own")).toBe("answer list_owned group:default/engines");
  });
});

describe("ask, who asks", () => {
  it("takes my groups for mine", () => {
    const ines = { context: { user: "user:default/ines.moreau" } };
    for (const question of ["what do I own", "what do we own?", "my services", "what does my team own"]) {
      expect(outcome(question, ines)).toBe("answer list_owned group:default/boarding");
    }
    expect(outcome("what do I own", { context: { user: "user:default/tove.lind" } })).toBe(
      "answer list_owned group:default/boarding + group:default/engines",
    );
  });

  it("says that it does not know who asks", () => {
    const reply = ask(view, "what do I own", { context: { user: "user:default/stranger" }, now: NOW });
    expect(reply).toMatchObject({ outcome: "not_understood", data: { because: "unknown-asker" } });
  });
});

describe("ask, threads", () => {
  it.each([
    ["and its dependencies?", "owner", "answer dependencies"],
    ["owner?", "dependencies", "answer owner"],
    ["who owns it", "dependencies", "answer owner"],
    ["what breaks if it goes down", "owner", "answer blast_radius"],
    ["is that service deprecated?", "owner", "answer lifecycle"],
    ["blast radius?", "owner", "answer blast_radius"],
    ["what about read-only?", "blast_radius", "answer blast_radius"],
    ["and in staging?", "blast_radius", "answer blast_radius"],
  ])("takes the thread's entity: %s", (question, intent, expected) => {
    expect(outcome(question, inThread(intent, DECK))).toBe(`${expected} ${DECK}`);
  });

  it.each([["and tide-feed?"], ["what about tide feed"], ["tide-feed?"], ["same for tide-feed"]])(
    "takes the thread's question: %s",
    (question) => {
      expect(outcome(question, inThread("dependents", DECK))).toBe(`answer dependents ${TIDE}`);
    },
  );

  it("takes the owner of the thread's entity for that team", () => {
    expect(outcome("what else does that team own", inThread("owner", DECK))).toBe(
      "answer list_owned group:default/boarding",
    );
    expect(outcome("what do they own", inThread("owner", DECK))).toBe("answer list_owned group:default/boarding");
  });

  it("does not take a question it cannot answer for another", () => {
    expect(outcome("and tide-feed?", inThread("status", DECK))).toBe("not_understood");
  });

  it("says so when the thread's entity is gone", () => {
    expect(outcome("who owns it", inThread("owner", "component:default/sunk"))).toBe(
      "not_found owner component:default/sunk",
    );
  });

  it.each([["who owns it?"], ["and its owner?"], ["who owns deck-planner?"]])(
    "answers a follow-up question among people: %s",
    (question) => {
      expect(outcome(question, overheard("dependencies", DECK))).toBe(`answer owner ${DECK}`);
    },
  );

  it.each([
    ["cheers"],
    ["I think engines owns it"],
    ["the owner of tide-feed is engines"],
    ["<@UINES> who owns it?"],
    ["<@UINES> can you look?"],
    ["and lunch?"],
    ["what is going on?"],
    ["restart it?"],
    ["help"],
  ])("keeps silent among people: %s", (question) => {
    expect(outcome(question, overheard("owner", DECK))).toBe("ignore");
  });
});

describe("ask, silence", () => {
  it("ignores a long text among people", () => {
    expect(outcome(`who owns it? ${"x".repeat(5_000)}`, overheard("owner", DECK))).toBe("ignore");
  });

  it("ignores what it only overhears", () => {
    expect(outcome("who owns deck-planner?", { surface: "channel" })).toBe("ignore");
    expect(ask(view, "deck-planner deploy done", { surface: "channel" }).text).toBe("");
  });

  it.each([["thanks!"], ["thank you so much"], ["cheers"], ["perfect, thanks"]])("ignores thanks: %s", (question) => {
    expect(outcome(question)).toBe("ignore");
  });
});

describe("ask, what it does not do", () => {
  it.each([
    ["restart deck-planner"],
    ["please delete manifest-db"],
    ["can you roll back tide-feed"],
    ["deploy tide-feed to prod"],
    ["<@UBOT> silence tide-feed"],
    ["make engines the owner of deck-planner"],
    ["change the owner of deck-planner to engines"],
    ["restart deck-planner and tell me who owns it"],
    ["who owns deck-planner? then delete it"],
    ["page the on-call of deck-planner"],
    ["wake up whoever is on call for deck-planner"],
    ["ping the oncall of deck-planner"],
    ["call boarding"],
    ["post in #boarding that we are down"],
    ["open a ticket for deck-planner"],
    ["join the channel of boarding"],
  ])("refuses an order: %s", (question) => {
    const reply = ask(view, question, { surface: "mention", now: NOW });
    expect(reply).toMatchObject({ outcome: "not_understood", intent: null, entity: null, data: { because: "order" } });
    expect(reply.text).toContain("I only answer questions");
  });

  it.each([
    ["why is gate-app affected", "say why something is as it is"],
    ["who changed deck-planner", "list deploys"],
    ["is deck-planner down?", "see whether something is up"],
    ["logs of deck-planner", "look up logs or traces"],
    ["create a slack channel for deck-planner", "write or create anything"],
    ["tell me when deck-planner is down", "watch anything and tell you later"],
    ["who was on call for deck-planner", "tell who was or will be on call at another time"],
    ["who is on call tomorrow for deck-planner", "tell who was or will be on call at another time"],
  ])("names what it cannot tell: %s", (question, what) => {
    const reply = ask(view, question, { now: NOW });
    expect(reply).toMatchObject({ outcome: "not_understood", data: { because: "out-of-scope", what } });
    expect(reply.text).toContain(`I cannot ${what}.`);
  });

  it("suggests what it can tell about the entity that was mentioned", () => {
    const reply = ask(view, "is deck-planner down?", { now: NOW });
    expect(reply.text).toContain('"who owns deck-planner"');
  });

  it.each([["what's the weather"], ["tell me a joke"], ["book a table for two"], ["asdf qwer zxcv tyui"]])(
    "does not understand small talk: %s",
    (question) => {
      expect(outcome(question)).toBe("not_understood");
    },
  );

  it.each([["who owns"], ["owner"], ["who owns it?"]])("asks for the name that is missing: %s", (question) => {
    expect(ask(view, question)).toMatchObject({ outcome: "not_understood", data: { because: "no-name" } });
  });
});

describe("ask, unhelpful input", () => {
  it.each([
    ["nothing", ""],
    ["spaces", "  \n\t "],
    ["punctuation", "?!... ()[]{} — '\"`"],
    ["control characters", "\u0000\u0007\u001b[31m\u202e\u200b"],
    ["its own mention", "<@UBOT>"],
  ])("answers %s with help", (_, question) => {
    const reply = ask(view, question, { surface: "mention" });
    expect(reply).toMatchObject({ outcome: "answer", intent: "help" });
    expect(reply.text).toContain("who owns checkout");
  });

  it.each([
    ["letters", "a".repeat(100_000)],
    ["words", "who owns deck-planner ".repeat(5_000)],
    ["brackets", "<".repeat(3_900)],
    ["ticks", "`'\"".repeat(1_300)],
    ["names", "deck-planner, ".repeat(280)],
    ["conjunctions", `who owns deck-planner${" and deck-planner".repeat(100)}`],
    ["escapes", "&amp;".repeat(780)],
  ])("S09: reads a long run of %s in little time", (_, question) => {
    ask(view, "who owns deck-planner"); // the grammar is taken apart once
    const started = performance.now();
    const reply = ask(view, question);
    expect(performance.now() - started).toBeLessThan(500);
    expect(reply.text).not.toBe("");
    expect(reply.text).not.toMatch(/\n\s+at /);
  });

  it("S48: never throws and never mentions anybody, whatever is typed", () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        "who",
        "owns",
        "what",
        "breaks",
        "if",
        "deck-planner",
        "tide",
        "and",
        "it",
        "<!channel>",
        "<@UINES>",
        "&lt;",
        "@here",
        "<https://a.example|b>",
        "`",
        '"',
        "is",
        "deprecated",
        "\u202e",
        "\u001b[1m",
        "<!subteam^SBOARD>",
        "restart",
        "?",
        ",",
      ),
    );
    const surface = fc.constantFrom("dm", "mention", "slash", "channel", "thread");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), surface, (pieces, where) => {
        const { text } = ask(view, pieces.join(" "), { surface: where, ...inThread("owner", DECK), now: NOW });
        expect(text).not.toMatch(/<[!@#]|(^|\W)@(here|channel|everyone)\b/);
        expect([...text].every((character) => character === "\n" || !/[\p{Cc}\p{Cf}]/u.test(character))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("ask, its reply", () => {
  it("is plain JSON that survives structuredClone", () => {
    for (const question of [
      "who owns deck-planner",
      "blast radius of manifest-db",
      "who owns anchor",
      "who owns nix",
    ]) {
      const reply = ask(view, question, { now: NOW, explain: true });
      expect(structuredClone(reply)).toEqual(reply);
      expect(JSON.parse(JSON.stringify(reply))).toEqual(reply);
    }
  });

  it("always has every field of an answer", () => {
    const fields = [
      "question",
      "outcome",
      "intent",
      "entity",
      "entities",
      "from",
      "to",
      "filter",
      "candidates",
      "unknownName",
      "data",
      "text",
      "sources",
    ].sort();
    for (const question of [
      "who owns deck-planner",
      "who owns anchor",
      "who owns nix-nix",
      "restart deck-planner",
      "thanks",
    ]) {
      expect(Object.keys(ask(view, question)).sort()).toEqual(fields);
    }
  });

  it("explains on request how it was read", () => {
    const { explanation } = ask(view, "woh owns dekc-planner", { explain: true });
    expect(explanation?.pieces).toEqual(["woh", "owns", "dekc-planner"]);
    expect(explanation?.phrases[0]).toMatchObject({ intent: "owner" });
    expect(explanation?.names[0]).toMatchObject({ reading: "found", candidates: [{ ref: DECK }] });
    expect(explanation?.names[0]?.because).toContain("1 letter away");
  });

  it("tells the filter of a list", () => {
    expect(ask(view, "what services does engines own").filter).toEqual({ kind: "component" });
    expect(ask(view, "which databases does engines own").filter).toEqual({ type: "database" });
    expect(ask(view, "who owns deck-planner").filter).toBeNull();
  });
});

describe("ask, renaming", () => {
  /** Questions by what stands for the names in them. */
  const questions: readonly [question: string, name: string][] = [
    ["who owns {}", "deck-planner"],
    ["what breaks if {} goes down", "manifest-db"],
    ["what does {} depend on", "deck-planner"],
    ["what depends on {}?", "tide-feed"],
    ["is {} deprecated", "passage-ledger"],
    ["what does {} own", "engines"],
    ["tell me about {}", "deck-api"],
    ["{}", "gate-app"],
    ["restart {}", "gate-app"],
    ["runbook for {}", "gate-app"],
    ["does gate need {} or what", "tide-cache"],
  ];

  it("changes no outcome", async () => {
    const letters = fc.constantFrom(..."bcdfghjklmnpqrstvwxz");
    const syllables = fc.string({ unit: letters, minLength: 6, maxLength: 9 });
    const name = fc.tuple(syllables, syllables).map((parts) => parts.join("-"));
    const names = fc.uniqueArray(name, { minLength: ferryDrafts.length, maxLength: ferryDrafts.length });
    await fc.assert(
      fc.asyncProperty(names, async (fresh) => {
        const renamed = new Map(ferryDrafts.map((draft, index) => [draft.name, fresh[index] ?? draft.name]));
        const other = await catalogWith(ferryDrafts.map((draft) => rename(draft, renamed)));
        for (const [question, old] of questions) {
          const before = ask(view, question.replace("{}", old), { now: NOW });
          const after = ask(other, question.replace("{}", renamed.get(old) ?? old), { now: NOW });
          expect([after.outcome, after.intent, nameOf(after.entity)]).toEqual([
            before.outcome,
            before.intent,
            before.entity && renamed.get(nameOf(before.entity) ?? ""),
          ]);
        }
      }),
      { numRuns: 15 },
    );
  });
});

function nameOf(ref: string | null): string | null {
  return ref?.slice(ref.indexOf("/") + 1) ?? null;
}

/** A document with every name in it replaced, and without titles and aliases. */
function rename(draft: Draft, names: ReadonlyMap<string, string>): Draft {
  const text = (value: string): string => {
    const at = Math.max(value.lastIndexOf(":"), value.lastIndexOf("/")) + 1;
    const name = names.get(value.slice(at));
    return name === undefined ? value : value.slice(0, at) + name;
  };
  const deep = (value: unknown): unknown => {
    if (typeof value === "string") return text(value);
    if (Array.isArray(value)) return value.map(deep);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [text(key), deep(each)]));
  };
  return { ...draft, name: text(draft.name), metadata: {}, spec: deep(draft.spec) as Record<string, unknown> }; // an object stays one
}

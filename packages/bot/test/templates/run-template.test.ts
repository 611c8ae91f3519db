import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { findRun, keepRun } from "../../src/surfaces/templates/runs.ts";
import type { FakeUser, PostedMessage } from "../../src/testing/index.ts";
import { openJournal } from "../../src/trust/journal.ts";
import { botInSlack, DESCRIPTORS } from "../bot-in-slack.ts";
import { SECRET, type TemplatesInSlack, templatesInSlack, windowOf } from "./templates-in-slack.ts";

/** Fills in the form, and gets the plan. */
async function planFor(
  { slack }: TemplatesInSlack,
  user: FakeUser,
  { name = "shop", channel = "#general" } = {},
): Promise<PostedMessage> {
  await user.runs("/catalog new node-service", { channel });
  await windowOf(user, "Name");
  await user.submits({ Name: name });
  await windowOf(user, "Public");
  await user.submits();
  return slack.nextMessage({ channel });
}

/** The message once it says this. */
async function changed({ slack }: TemplatesInSlack, message: PostedMessage, to: string): Promise<PostedMessage> {
  for (;;) {
    const update = await slack.nextUpdate(message);
    if (update.readable.includes(to)) return update;
  }
}

/** What somebody alone is told. */
async function told({ slack }: TemplatesInSlack): Promise<string> {
  return (await slack.nextMessage({ isEphemeral: true })).readable;
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** A message of the bot with a button that the bot did not make. */
async function made({ slack }: TemplatesInSlack, { channel }: PostedMessage, actionId: string, value: string) {
  const button = { type: "button", action_id: actionId, value, text: { type: "plain_text", text: "Press" } };
  await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${slack.botToken}` },
    body: JSON.stringify({ channel, text: "Press", blocks: [{ type: "actions", elements: [button] }] }),
  });
  return slack.nextMessage({ channel });
}

describe("a template in Slack", () => {
  it("is filled in, planned, approved and run, and its result is linked", async () => {
    const inSlack = await templatesInSlack();
    const { slack, created, tasks } = inSlack;
    const ana = slack.user("ana");
    await ana.runs("/catalog new node-service", { channel: "#general" });
    const first = await windowOf(ana, "Name");
    const [owner] = await ana.searches(first, "Type a name …", "paym");
    expect(owner).toMatchObject({ value: "group:default/payments" });
    await ana.submits({ Name: "shop", Owner: { text: "Payments", value: "group:default/payments" } });
    await windowOf(ana, "Public");
    await ana.submits({ Public: ["Yes"] });
    const plan = await slack.nextMessage({ channel: "#general" });
    expect(plan.readable.split("\n")).toEqual([
      "Plan: Node service, asked for by ana",
      "name: shop",
      "owner: group:default/payments",
      "public: true",
      "What happens:",
      "create repository acme/shop",
      "1 file:",
      "README.md",
      "Nothing has been done yet. ana can approve it, once, within 15 minutes.",
      "Approve and run",
      "All files",
      "Cancel",
    ]);
    expect(created).toEqual([]);

    await ana.clicks(plan, "Approve and run");
    const done = await changed(inSlack, plan, "is done");
    expect(created).toEqual(["shop"]);
    expect(done.readable.split("\n")).toEqual([
      "Node service, asked for by ana, is done",
      "✓ Create the repository",
      "✓ Look whether it is there",
      "✓ Write the readme",
      "create repository acme/shop",
      "Next",
      "Clone shop and run it.",
      "Repository",
    ]);
    const [record] = await tasks.list();
    expect(await tasks.report(record?.id ?? "")).toMatchObject({
      state: "completed",
      user: "user:default/ana",
      approvedBy: "user:default/ana",
    });
    expect(slack.mentions()).toEqual([]);
  });

  it("is opened from an answer, and its plan goes into that thread", async () => {
    const { slack } = await templatesInSlack();
    const ana = slack.user("ana");
    const asked = await ana.says("#general", "<@bot> run the node-service template");
    const answer = await slack.nextMessage({ thread: asked });
    await ana.clicks(answer, "Fill in the form");
    await windowOf(ana, "Name");
    await ana.submits({ Name: "shop" });
    await windowOf(ana, "Public");
    await ana.submits();
    expect((await slack.nextMessage({ thread: asked })).readable).toContain("Plan: Node service");
  });

  it("is chosen in a window where none is named, or nothing is called so", async () => {
    const { slack } = await templatesInSlack();
    const ana = slack.user("ana");
    await ana.runs("/catalog new", { channel: "#general" });
    const picker = await windowOf(ana, "What do you want to make?");
    const [option] = await ana.searches(picker, "Choose a template …", "");
    expect(option).toMatchObject({ text: "Node service (node-service)" });
    await ana.selects(picker, "Choose a template …", option ?? "");
    await windowOf(ana, "Name");
    await ana.closes();
    await ana.runs("/catalog new xylophone quartet", { channel: "#general" });
    await windowOf(ana, "No template is called “xylophone quartet”");
  });

  it("says at each field what is wrong with it, in the words of a task", async () => {
    const { slack } = await templatesInSlack();
    const ana = slack.user("ana");
    await ana.runs("/catalog new node-service", { channel: "#general" });
    await windowOf(ana, "Name");
    const { errors } = await ana.submits({ Name: "My Shop" });
    expect(errors).toEqual({ "0/value/name": "Name does not match the pattern ^[a-z-]+$." });
  });

  it("goes back with what was entered", async () => {
    const { slack } = await templatesInSlack();
    const ana = slack.user("ana");
    await ana.runs("/catalog new node-service", { channel: "#general" });
    await windowOf(ana, "Name");
    await ana.submits({ Name: "shop" });
    await ana.clicks(await windowOf(ana, "Public"), "Back", { Public: ["Yes"] });
    await windowOf(ana, "Name");
    await ana.submits();
    expect(JSON.stringify((await windowOf(ana, "Public")).content)).toContain('"initial_options"');
  });

  it("uploads all files of the plan", async () => {
    const inSlack = await templatesInSlack();
    const { slack } = inSlack;
    const ana = slack.user("ana");
    const plan = await planFor(inSlack, ana);
    await ana.clicks(plan, "All files");
    const { files } = await slack.nextMessage({ thread: plan });
    const text = Buffer.from(slack.file(String(files[0]?.id)).content).toString();
    expect(text).toContain("--- README.md ---\nhello");
  });

  it("shows its steps while it runs, with one change of the message in two seconds", async () => {
    const inSlack = await templatesInSlack();
    const { slack } = inSlack;
    const ana = slack.user("ana");
    const plan = await planFor(inSlack, ana);
    inSlack.become("slow");
    await ana.clicks(plan, "Approve and run");
    const running = await changed(inSlack, plan, "runs");
    expect(running.readable).toContain("· Write the readme");
    await slack.idle();
    await slack.advance(2_000);
    expect((await changed(inSlack, plan, "▸")).readable).toContain("▸ Create the repository");
    inSlack.go();
    await changed(inSlack, plan, "is done");
    expect(slack.requests("chat.update").length).toBeLessThan(5);
  });

  it("says which step failed, where it is written and what stays, and goes on from there", async () => {
    const inSlack = await templatesInSlack();
    const { slack, created } = inSlack;
    const [ana, ben] = [slack.user("ana"), slack.user("ben")];
    const plan = await planFor(inSlack, ana);
    inSlack.become("broken");
    await ana.clicks(plan, "Approve and run");
    const failed = await changed(inSlack, plan, "failed");
    expect(failed.readable).toContain("✗ Look whether it is there");
    expect(failed.readable).toContain("the host said no");
    expect(failed.readable).toMatch(/The step is at template\.yaml:\d+/);
    expect(failed.readable).toContain("This was done before, and stays:\ncreate repository acme/shop");
    await ben.clicks(failed, "Retry");
    expect(await told(inSlack)).toContain("Only whoever asked for this plan");
    const [record] = await inSlack.tasks.list();
    await ana.clicks(await made(inSlack, plan, "callboard.run-retry", record?.id ?? ""), "Press");
    expect(await told(inSlack)).toContain("not known any more");
    inSlack.become("well");
    await Promise.all([ana.clicks(failed, "Retry"), ana.clicks(failed, "Retry")]);
    expect(await told(inSlack)).toContain("goes on already");
    await changed(inSlack, plan, "is done");
    expect(created).toEqual(["shop"]);
  });

  it("sends the plan as a direct message where the bot cannot write", async () => {
    const inSlack = await templatesInSlack();
    const { slack } = inSlack;
    await slack.addChannel({ name: "quiet", hasBot: false });
    const ana = slack.user("ana");
    await ana.joins("#quiet");
    await ana.runs("/catalog new node-service", { channel: "#quiet" });
    await windowOf(ana, "Name");
    await ana.submits({ Name: "shop" });
    await windowOf(ana, "Public");
    await ana.submits();
    const plan = await slack.nextMessage();
    expect(plan.readable).toContain("Plan: Node service");
    await ana.clicks(plan, "Approve and run");
    await changed(inSlack, plan, "is done");
  });

  it("says that it cannot be planned, and why", async () => {
    const inSlack = await templatesInSlack({
      spec: '  steps:\n    - { id: x, name: Order it, action: "nobody:knows" }',
    });
    const { slack } = inSlack;
    const ana = slack.user("ana");
    await ana.runs("/catalog new node-service", { channel: "#general" });
    await windowOf(ana, "Show the plan");
    await ana.submits();
    const plan = await slack.nextMessage({ channel: "#general" });
    expect(plan.readable).toContain("nobody:knows, which is not registered");
    expect(plan.buttons).toEqual(["Cancel"]);
    await ana.clicks(plan, "Cancel");
    expect((await slack.nextUpdate(plan)).readable).toContain("ana cancelled it. Nothing was done.");
  });

  it("mentions nobody and links to nothing unsafe, whatever it is called and gives", async () => {
    const inSlack = await templatesInSlack({
      spec: `
  parameters: { properties: { name: { type: string, title: "<!channel> *Name*", description: "<@U0BEN> \`x\`" } } }
  steps: [{ id: create, name: "<!here> create", action: "test:create", input: { name: "\${{ parameters.name }}" } }]
  output:
    links: [{ title: "<!everyone>", url: "javascript:alert(1)" }, { title: "<!here>", url: "https://git.example.com/a" }]
    text: [{ title: "<!channel>", content: "<https://evil.example.com|here>" }]
`,
    });
    const { slack } = inSlack;
    const ana = slack.user("ana");
    await ana.runs("/catalog new node-service", { channel: "#general" });
    await windowOf(ana, "Name");
    await ana.submits({ "0/value/name": "<!channel> <https://evil.example.com|shop>" });
    const plan = await slack.nextMessage({ channel: "#general" });
    await ana.clicks(plan, "Approve and run");
    const done = await changed(inSlack, plan, "is done");
    expect(done.buttons).toEqual(["‹!here›"]);
    expect(JSON.stringify(done.blocks)).not.toContain("javascript:");
    expect(slack.mentions()).toEqual([]);
  });

  it("S36: shows no secret, whatever its steps do with it", async () => {
    const inSlack = await templatesInSlack({
      spec: `
  steps:
    - { id: create, action: "test:create", input: { name: "\${{ environment.secrets.KEY }}" } }
    - { id: write, action: "roadiehq:utils:fs:write", input: { path: key.txt, content: "\${{ environment.secrets.KEY }}" } }
    - { id: check, action: "test:check", input: { key: "\${{ environment.secrets.KEY }}" } }
`,
    });
    const { slack, created } = inSlack;
    const ana = slack.user("ana");
    await ana.runs("/catalog new node-service", { channel: "#general" });
    await windowOf(ana, "Show the plan");
    await ana.submits();
    const plan = await slack.nextMessage({ channel: "#general" });
    await ana.clicks(plan, "All files");
    const { files } = await slack.nextMessage({ thread: plan });
    const uploaded = Buffer.from(slack.file(String(files[0]?.id)).content).toString();
    inSlack.become("broken");
    await ana.clicks(plan, "Approve and run");
    expect((await changed(inSlack, plan, "failed")).readable).toContain("the host said no to ***");
    expect(created).toEqual([SECRET]);
    const said = [uploaded, JSON.stringify(slack.requests()), ...inSlack.log].join("\n");
    const forms = [SECRET, encodeURIComponent(SECRET), Buffer.from(SECRET).toString("base64")];
    for (const form of forms) expect(said).not.toContain(form);
  });

  it("S36: is refused where it asks for a secret, with where to run it instead", async () => {
    const inSlack = await templatesInSlack({
      spec: '  parameters: { properties: { token: { type: string, title: Token, "ui:field": Secret } } }\n  steps: []',
    });
    const ana = inSlack.slack.user("ana");
    await ana.runs("/catalog new node-service", { channel: "#general" });
    const view = await windowOf(ana, "asks for a secret (Token)");
    expect(JSON.stringify(view.content)).toContain("callboard template run template:default/node-service");
  });
});

describe("who runs templates", () => {
  it.each([
    ["gus", "Guests of this workspace"],
    ["noa", "I do not know who you are in the catalog"],
  ])("S42: refuses %s with a sentence", async (name, sentence) => {
    const inSlack = await templatesInSlack();
    await inSlack.slack.user(name).runs("/catalog new node-service", { channel: "#general" });
    expect(await told(inSlack)).toContain(sentence);
    expect(inSlack.slack.requests("views.open")).toEqual([]);
  });

  it("S42: opens nothing for strangers, and in channels shared with others", async () => {
    const inSlack = await templatesInSlack();
    const { slack } = inSlack;
    await slack.user("sky").runs("/catalog new node-service", { channel: "#partners" });
    await slack.user("ana").runs("/catalog new node-service", { channel: "#partners" });
    expect(await told(inSlack)).toContain("People of other companies");
    expect(slack.requests("views.open")).toEqual([]);
  });

  it("S42: holds where a policy of one's own allows everybody", async () => {
    const inSlack = await templatesInSlack({ policy: () => ({ allowed: true }) });
    await inSlack.slack.user("gus").runs("/catalog new node-service", { channel: "#general" });
    expect(await told(inSlack)).toContain("Only members of this workspace");
    await inSlack.slack.user("ana").runs("/catalog new node-service", { channel: "#partners" });
    expect(await told(inSlack)).toContain("no template is run from here");
  });

  it("only tells what a template makes where none can be run", async () => {
    const template = `---
apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: node-service }
spec: { type: service, steps: [] }
`;
    const { slack } = await botInSlack({ descriptors: DESCRIPTORS + template });
    await slack.user("ana").runs("/catalog new node-service", { channel: "#general" });
    const answer = await slack.nextMessage({ isEphemeral: true });
    expect(answer.readable).toContain("node-service");
    expect(answer.buttons).not.toContain("Fill in the form");
  });
});

describe("who approves a plan", () => {
  it("S43: whoever asked for it, once", async () => {
    const inSlack = await templatesInSlack();
    const { slack, created, tasks } = inSlack;
    const [ana, ben] = [slack.user("ana"), slack.user("ben")];
    const plan = await planFor(inSlack, ana);
    await ben.clicks(plan, "Approve and run");
    expect(await told(inSlack)).toContain("Only whoever asked for this plan");
    await slack.user("gus").clicks(plan, "Approve and run");
    expect(await told(inSlack)).toContain("Guests");
    await Promise.all([
      ana.clicks(plan, "Approve and run"),
      ana.clicks(plan, "Approve and run"),
      ana.clicks(plan, "Cancel"),
    ]);
    expect(await told(inSlack)).toMatch(/confirmed already|no longer good/);
    expect(await told(inSlack)).toMatch(/confirmed already|no longer good/);
    await changed(inSlack, plan, "is done");
    expect(created).toEqual(["shop"]);
    expect(await tasks.list()).toHaveLength(1);
  });

  it("S43: approvers where there are some, and nobody their own", async () => {
    const inSlack = await templatesInSlack({ approvers: ["group:default/web", "user:default/ana"] });
    const { slack, tasks } = inSlack;
    const [ana, ben] = [slack.user("ana"), slack.user("ben")];
    const plan = await planFor(inSlack, ana);
    expect(plan.readable).toContain("web or ana can approve it");
    await ana.clicks(plan, "Approve and run");
    expect(await told(inSlack)).toContain("Somebody else has to approve");
    await ben.clicks(plan, "Approve and run");
    await changed(inSlack, plan, "is done");
    const [record] = await tasks.list();
    expect(await tasks.report(record?.id ?? "")).toMatchObject({
      user: "user:default/ana",
      approvedBy: "user:default/ben",
    });
  });

  it("S43: nobody after fifteen minutes, and nobody who is no approver", async () => {
    const inSlack = await templatesInSlack({ approvers: ["group:default/payments"] });
    const { slack, tasks } = inSlack;
    const [ana, ben] = [slack.user("ana"), slack.user("ben")];
    const plan = await planFor(inSlack, ben);
    const other = await planFor(inSlack, ana);
    await ben.clicks(other, "Approve and run");
    expect(await told(inSlack)).toContain("Only payments can approve this");
    await slack.advance(15 * 60_000);
    await ana.clicks(plan, "Approve and run");
    expect(await told(inSlack)).toContain("it lasts 15 minutes");
    expect(await tasks.list()).toEqual([]);
  });

  it("S43: nobody with a value that was made up", async () => {
    const inSlack = await templatesInSlack();
    const { slack, tasks } = inSlack;
    const ana = slack.user("ana");
    const plan = await planFor(inSlack, ana);
    for (const value of ["a.b", `${Buffer.from('["x",9e15,"y"]').toString("base64url")}.AAAA`]) {
      await ana.clicks(await made(inSlack, plan, "callboard.run-approve", value), "Press");
      expect(await told(inSlack)).toContain("no longer good");
    }
    await ana.clicks(await made(inSlack, plan, "callboard.run-retry", "0".repeat(32)), "Press");
    expect(await told(inSlack)).toContain("not known any more");
    expect(await tasks.list()).toEqual([]);
  });
});

describe("a run and a restart", () => {
  async function interruptedRun() {
    const folder = await mkdtemp(join(tmpdir(), "callboard-restart-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const inSlack = await templatesInSlack({ folder });
    const ana = inSlack.slack.user("ana");
    const plan = await planFor(inSlack, ana);
    inSlack.become("slow");
    await ana.clicks(plan, "Approve and run");
    await changed(inSlack, plan, "runs");
    await inSlack.tasks.close();
    const interrupted = await changed(inSlack, plan, "interrupted");
    await inSlack.bot.stop();
    inSlack.become("well");
    return { inSlack, ana, plan, interrupted, folder };
  }

  it("is shown as interrupted when the bot stops, and carried on by the next one", async () => {
    const { inSlack, ana, plan, interrupted, folder } = await interruptedRun();
    expect(interrupted.buttons).toEqual(["Resume"]);
    expect(await readFile(join(folder, "journal.jsonl"), "utf8")).not.toContain('"name":"shop"');
    await inSlack.startAnother();
    await ana.clicks(plan, "Resume");
    await changed(inSlack, plan, "is done");
    expect(inSlack.created).toEqual(["shop"]);
  });

  it("S43: ends what was not approved, and says so", async () => {
    const folder = await mkdtemp(join(tmpdir(), "callboard-restart-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const inSlack = await templatesInSlack({ folder });
    const ana = inSlack.slack.user("ana");
    const plan = await planFor(inSlack, ana);
    await inSlack.bot.stop();
    await inSlack.startAnother();
    await ana.clicks(plan, "Approve and run");
    expect(await told(inSlack)).toContain("ends when I am restarted");
    expect(await inSlack.tasks.list()).toEqual([]);
  });

  it("tells whoever waits for a plan that the restart came first", async () => {
    const folder = await mkdtemp(join(tmpdir(), "callboard-restart-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const inSlack = await templatesInSlack({ folder });
    const { slack } = inSlack;
    await inSlack.bot.stop();
    const journal = await openJournal({ file: join(folder, "journal.jsonl"), clock: slack.clock, logger: SILENT });
    const ids = { type: "plan", user: slack.user("ana").id, channel: slack.channel("#general").id, threadTs: null };
    await journal.set("handled:plan V1", ids, 60_000);
    await journal.close();
    await inSlack.startAnother();
    expect(await told(inSlack)).toContain("I was restarted before the plan was made");
  });

  it("is shown as interrupted by the next bot where the first was killed", async () => {
    const { inSlack, ana, plan, folder } = await interruptedRun();
    const [record] = await inSlack.tasks.list();
    const id = record?.id ?? "";
    // What a process that is killed leaves in the journal.
    const journal = await openJournal({
      file: join(folder, "journal.jsonl"),
      clock: inSlack.slack.clock,
      logger: SILENT,
    });
    const run = findRun(id, journal);
    if (run) await keepRun(id, { ...run, state: "running" }, journal);
    await journal.close();
    await inSlack.startAnother();
    expect((await changed(inSlack, plan, "interrupted")).buttons).toEqual(["Resume"]);
    await ana.clicks(plan, "Resume");
    await changed(inSlack, plan, "is done");
  });
});

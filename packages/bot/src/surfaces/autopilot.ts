import { ask, askWithFacts, type Reply } from "@callboard/answers";
import { type CatalogView, type EntityRef, entityRef, type Mode } from "@callboard/core";
import { isJsonObject, type Json, own } from "../limits/json.ts";
import { isEnvironment, isMode } from "../render/modes.ts";
import { questionOf } from "../render/questions.ts";
import type { PostedMessage, SlackMessage } from "../trust/outbox.ts";
import { messageOf } from "./message-of.ts";
import { conversationOf } from "./reply.ts";
import type { Autopilot, Services } from "./services.ts";
import { isIncidentChannel } from "./settings.ts";

/** What the message of an incident channel is about. */
interface Incident {
  readonly roots: readonly EntityRef[];
  readonly mode: Mode | null;
  readonly env: string | null;
  /** The message, and what stood there before it; null until it is posted. */
  readonly posted: PostedMessage | null;
  readonly since: number;
}

/** How long an incident is followed after it began. */
const FOLLOWED_MS = 12 * 3_600_000;
/** Changes of the catalog come in bursts; the message is edited once for each. */
const SETTLE_MS = 2_000;
const MOST_ROOTS = 10;
const MOST_BLOCKS = 50;

export function createAutopilot(services: Services): Autopilot {
  const { catalog, clock, intake, journal, places, sender, settings } = services;
  /** What each channel was last told, to leave the message alone when nothing has changed. */
  const told = new Map<string, string>();
  let cancelUpdate: (() => void) | null = null;

  const stopFollowing = catalog.subscribe((event) => {
    if (event.type !== "changed") return;
    cancelUpdate?.();
    cancelUpdate = clock.setTimer(updateAll, SETTLE_MS);
  });

  function updateAll(): void {
    for (const [key] of journal.entries(PREFIX)) {
      const channel = key.slice(PREFIX.length);
      const work = () => show(channel, incidentOf(journal.get(key), catalog), services, told);
      intake.take({ key: `update ${channel} ${clock.now()}`, lane: laneOf(channel), ids: null }, work);
    }
  }

  async function isOurs(channel: string): Promise<boolean> {
    const place = await places.find(channel);
    return isIncidentChannel(place.name, settings) && place.kind !== "hidden" && !place.isShared;
  }

  async function add(channel: string, ts: string, found: Found): Promise<void> {
    const before = incidentOf(journal.get(PREFIX + channel), catalog);
    const roots = [...new Set([...(before?.roots ?? []), ...found.roots])].slice(0, MOST_ROOTS);
    if (before && roots.length === before.roots.length) return;
    const incident: Incident = {
      roots,
      mode: before?.mode ?? found.mode,
      env: before?.env ?? found.env,
      posted: before?.posted ?? null,
      since: before?.since ?? clock.now(),
    };
    await show(channel, incident, services, told, ts);
  }

  return {
    join(channel, name, occasion) {
      if (!isIncidentChannel(name, settings)) return;
      intake.take({ key: `join ${occasion}`, lane: laneOf(channel), ids: null }, async () => {
        await sender.send("conversations.join", { args: () => ({ channel }) });
      });
    },
    enter(channel, occasion) {
      intake.take({ key: `enter ${occasion}`, lane: laneOf(channel), ids: null }, async () => {
        if (!(await isOurs(channel))) return;
        const answer = await sender.send("conversations.info", { args: () => ({ channel }) });
        const info = answer.status === "done" ? own(answer.result, "channel") : null;
        const [name, topic] = [own(info, "name"), own(own(info, "topic"), "value")];
        const found = titled(String(topic ?? ""), String(name ?? ""), catalog);
        if (found) await add(channel, String(clock.now() / 1_000), found);
      });
    },
    read(written, byApp) {
      const { channel, ts, threadTs } = written;
      if (threadTs !== null) return;
      const known = journal.get(PREFIX + channel) !== undefined;
      // What people say once an incident is known is between them.
      const found = !byApp && known ? null : reported(written.text, catalog);
      if (!found) return;
      intake.take({ key: `alert ${channel}/${ts}`, lane: laneOf(channel), ids: null }, async () => {
        if (await isOurs(channel)) await add(channel, ts, found);
      });
    },
    close() {
      stopFollowing();
      cancelUpdate?.();
    },
  };
}

const PREFIX = "incident:";

function laneOf(channel: string): string {
  return `autopilot ${channel}`;
}

interface Found {
  readonly roots: readonly EntityRef[];
  readonly mode: Mode | null;
  readonly env: string | null;
}

/** What fails, according to an alert or to somebody who reports it; null when a message reports nothing for certain. */
function reported(text: string, view: CatalogView): Found | null {
  const reply = ask(view, text, { surface: "mention" });
  if (reply.outcome !== "answer" || reply.entities.length === 0) return null;
  if (reply.intent === "common_causes") return { roots: reply.entities, mode: null, env: null };
  if (reply.intent !== "blast_radius") return null;
  const { mode, environment } = reply.data.radius;
  return { roots: reply.entities, mode, env: environment ?? null };
}

/** What fails, according to the topic of a channel, or to a name in its own name such as `inc-42-payments-db`. */
function titled(topic: string, name: string, view: CatalogView): Found | null {
  const said = topic === "" ? null : reported(topic, view);
  if (said) return said;
  const words = name.split(/[-_]/);
  for (let start = 1; start < words.length; start += 1) {
    const resolution = view.resolve(words.slice(start).join("-"), { limit: 1 });
    if (resolution.status === "found" && resolution.match === "name") {
      return { roots: [resolution.ref], mode: null, env: null };
    }
  }
  return null;
}

/** Posts what is to be said about an incident, or edits what was. First without live facts, then with them. */
async function show(
  channel: string,
  incident: Incident | null,
  services: Services,
  told: Map<string, string>,
  answers?: string,
): Promise<void> {
  const { conversations, facts, outbox, sender, journal, clock } = services;
  if (!incident || clock.now() - incident.since > FOLLOWED_MS) return;
  let posted = incident.posted;
  for (const withFacts of facts ? [false, true] : [false]) {
    const replies = await repliesFor(incident, services, withFacts);
    const content = contentOf(replies);
    if (told.get(channel) === content) continue;
    const message = join(replies, services);
    if (!message) return;
    if (posted) {
      const { ts } = posted;
      await sender.send("chat.update", { args: () => ({ channel, ts, ...message }) });
    } else {
      const since = answers ?? String(incident.since / 1_000);
      posted = await outbox.post({ channel, threadTs: null, key: PREFIX + channel, answers: since, message });
      if (!posted) return;
      // Whoever asks on in its thread goes on about the same.
      const [first] = replies;
      if (first) conversations.remember(conversationOf(channel, posted.ts), first);
    }
    told.set(channel, content);
    await journal.set(PREFIX + channel, jsonOf({ ...incident, posted }), FOLLOWED_MS);
  }
}

/** Of several symptoms what they have in common comes first, then what fails with them. */
async function repliesFor(
  { roots, mode, env }: Incident,
  { catalog, facts, clock }: Services,
  withFacts: boolean,
): Promise<readonly Reply[]> {
  const view = catalog.snapshot();
  const there = roots.filter((ref) => view.entity(ref));
  const about = { roots: there, ...(mode && { mode }), ...(env !== null && { env }) };
  const questions = [
    ...(there.length > 1 ? [questionOf({ ...about, intent: "common_causes" })] : []),
    ...(there.length > 0 ? [questionOf({ ...about, intent: "blast_radius" })] : []),
  ].filter((question) => question !== null);
  const options = { surface: "mention", now: clock.now() } as const;
  return Promise.all(
    questions.map((question) =>
      withFacts && facts ? askWithFacts(view, facts, question, options) : ask(view, question, options),
    ),
  );
}

function join(replies: readonly Reply[], services: Services): SlackMessage | null {
  const messages = replies
    .map((reply) => messageOf(reply, { surface: "mention", person: EVERYBODY }, services))
    .filter((message) => message !== null);
  const [first] = messages;
  if (!first) return null;
  const blocks = messages.flatMap((message) => message.blocks);
  return { text: first.text, blocks: withOwnIds(blocks).slice(0, MOST_BLOCKS) };
}

/** The ids of blocks and actions have to differ within a message. */
function withOwnIds(blocks: SlackMessage["blocks"]): SlackMessage["blocks"] {
  const seen = new Set<string>();
  return blocks.filter((block) => {
    const id = block.block_id;
    if (id === undefined) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

const EVERYBODY = { id: "", standing: "member", user: null, claims: [] } as const;

/** What replies say, without when they were read: only what people would see changes it. */
function contentOf(replies: readonly Reply[]): string {
  return JSON.stringify(replies, (key, value: unknown) => (UNSEEN.has(key) ? undefined : value));
}

const UNSEEN: ReadonlySet<string> = new Set(["revision", "readAt", "text"]);

function jsonOf({ roots, mode, env, posted, since }: Incident): Json {
  return { roots: [...roots], mode, env, posted: posted && { channel: posted.channel, ts: posted.ts }, since };
}

function incidentOf(kept: Json | undefined, view: CatalogView): Incident | null {
  if (!isJsonObject(kept) || !Array.isArray(kept.roots)) return null;
  const { mode, env, posted, since } = kept;
  const [channel, ts] = [own(posted, "channel"), own(posted, "ts")];
  return {
    roots: kept.roots.flatMap((ref: unknown) => (typeof ref === "string" && view.entity(ref) ? [entityRef(ref)] : [])),
    mode: isMode(mode) ? mode : null,
    env: isEnvironment(env) ? env : null,
    posted: typeof channel === "string" && typeof ts === "string" ? { channel, ts } : null,
    since: typeof since === "number" ? since : 0,
  };
}

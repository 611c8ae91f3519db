import { createHash } from "node:crypto";
import { ask, askWithFacts, type Reply } from "@callboard/answers";
import { CatalogError } from "@callboard/core";
import { type JsonObject, own } from "../limits/json.ts";
import { callFirstBlocks, leadingCause, notifyingCauseFirst } from "../render/led-by-cause.ts";
import { questionOf } from "../render/questions.ts";
import type { SlackMessage } from "../trust/outbox.ts";
import type { Place } from "../trust/places.ts";
import { type Incident, incidentJson, incidentOf } from "./incident.ts";
import { messageOf } from "./message-of.ts";

import { readAgain } from "./read-again.ts";
import { conversationOf } from "./reply.ts";
import { type ReportedFailure, reportedFailure, titledFailure } from "./reported-failure.ts";
import type { Autopilot, Services } from "./services.ts";
import { type BotSettings, isIncidentChannel } from "./settings.ts";
import type { WrittenMessage } from "./written-message.ts";

/** How long an incident is followed after it began. */
const FOLLOWED_MS = 12 * 3_600_000;
/** Changes of the catalog come in bursts; the message is edited once for each. */
const SETTLE_MS = 2_000;
const MOST_ROOTS = 10;
const MOST_BLOCKS = 50;

export function createAutopilot(services: Services): Autopilot {
  const { catalog, clock, intake, journal, lanes, logger, places, sender, settings } = services;
  /** Lanes in which an update has not begun yet. */
  const waiting = new Set<string>();
  let cancelUpdate: (() => void) | null = null;

  const stopFollowing = catalog.subscribe((event) => {
    if (event.type !== "changed") return;
    cancelUpdate?.();
    cancelUpdate = clock.setTimer(updateAll, SETTLE_MS);
  });

  function updateAll(): void {
    for (const [key] of journal.entries(PREFIX)) {
      const channel = key.slice(PREFIX.length);
      const lane = incidentLane(channel);
      // What comes while an update is waiting is in it.
      if (!waiting.has(lane)) void lanes.run(lane, () => update(channel, lane)).catch(failed(channel));
      waiting.add(lane);
    }
  }

  async function update(channel: string, lane: string): Promise<void> {
    waiting.delete(lane);
    await show(channel, incidentIn(channel), services);
  }

  function failed(channel: string) {
    return (reason: unknown) => {
      if (reason instanceof CatalogError && reason.code === "catalog-closed") return;
      logger.error("The message about an incident could not be updated.", { channel, reason });
    };
  }

  function incidentIn(channel: string): Incident | null {
    return incidentOf(journal.get(PREFIX + channel), catalog);
  }

  async function isOurs(channel: string): Promise<boolean> {
    return isIncident(await places.find(channel), settings);
  }

  async function add(channel: string, ts: string, found: ReportedFailure): Promise<void> {
    const before = incidentIn(channel);
    const roots = [...new Set([...(before?.roots ?? []), ...found.roots])].slice(0, MOST_ROOTS);
    if (before?.posted && roots.length === before.roots.length) return;
    const incident: Incident = {
      roots,
      mode: before?.mode ?? found.mode,
      env: before ? before.env : found.env,
      posted: before?.posted ?? null,
      told: before?.told ?? null,
      since: before?.since ?? clock.now(),
    };
    await show(channel, incident, services, ts);
  }

  async function joinNow(channel: string): Promise<void> {
    await sender.send("conversations.join", { args: () => ({ channel }) });
  }

  async function enterNow(channel: string): Promise<void> {
    if (!(await isOurs(channel))) return;
    const answer = await sender.send("conversations.info", { args: () => ({ channel }) });
    const info = answer.status === "done" ? own(answer.result, "channel") : null;
    const [name, topic] = [own(info, "name"), own(own(info, "topic"), "value")];
    const found = titledFailure(String(topic ?? ""), String(name ?? ""), services);
    if (found) await add(channel, String(clock.now() / 1_000), found);
  }

  async function readNow({ channel, ts, text }: WrittenMessage, byApp: boolean): Promise<void> {
    // What people say once an incident is known is between them.
    if (!(await isOurs(channel)) || (!byApp && incidentIn(channel)?.posted)) return;
    const found = reportedFailure(text, services);
    if (found) await add(channel, ts, found);
  }

  function work(ids: JsonObject): (() => Promise<void>) | null {
    const { type, channel, ts, byApp } = ids;
    if (typeof channel !== "string") return null;
    switch (type) {
      case "join":
        return () => joinNow(channel);
      case "enter":
        return () => enterNow(channel);
      case "alert":
        return async () => {
          const written = typeof ts === "string" ? await readAgain({ channel, ts, threadTs: null }, services) : null;
          if (written) await readNow(written, byApp === true);
        };
      default:
        return null;
    }
  }

  return {
    async join(channel, name, occasion) {
      if (!isIncidentChannel(name, settings)) return;
      const item = { key: `join ${occasion}`, lane: incidentLane(channel), ids: { type: "join", channel } };
      await intake.take(item, () => joinNow(channel));
    },
    enter(channel, occasion) {
      const item = { key: `enter ${occasion}`, lane: incidentLane(channel), ids: { type: "enter", channel } };
      return intake.take(item, () => enterNow(channel));
    },
    async read(written, byApp) {
      const { channel, ts, threadTs } = written;
      const place = places.known(channel);
      if (threadTs !== null || (place && !isIncident(place, settings))) return;
      if (!byApp && incidentIn(channel)?.posted) return;
      const ids = { type: "alert", channel, ts, byApp };
      await intake.take({ key: `alert ${channel}/${ts}`, lane: incidentLane(channel), ids }, () =>
        readNow(written, byApp),
      );
    },
    choose({ channel, ts }, { mode = null, env = null }) {
      if (incidentIn(channel)?.posted?.ts !== ts) return null;
      return lanes.run(incidentLane(channel), async () => {
        const incident = incidentIn(channel);
        if (incident) await show(channel, { ...incident, mode, env }, services);
      });
    },
    resume: ({ ids }) => work(ids),
    catchUp: updateAll,
    close() {
      stopFollowing();
      cancelUpdate?.();
    },
  };
}

function isIncident(place: Place, settings: BotSettings): boolean {
  return isIncidentChannel(place.name, settings) && place.kind !== "hidden" && !place.isShared;
}

const PREFIX = "incident:";

/** What happens in one incident channel is taken in one after the other. */
export function incidentLane(channel: string): string {
  return `autopilot ${channel}`;
}

/**
 * Posts what is to be said about an incident, or edits what was. The first time it does not wait for live facts; later
 * they are in the edit, as nobody misses it for the second that they take.
 */
async function show(channel: string, incident: Incident | null, services: Services, answers?: string): Promise<void> {
  const { conversations, facts, outbox, sender, journal, clock } = services;
  if (!incident || clock.now() - incident.since > FOLLOWED_MS) return;
  let { posted, told } = incident;
  for (const withFacts of posted ? [true] : facts ? [false, true] : [false]) {
    const replies = await repliesFor(incident, services, withFacts);
    const message = joinedMessage(replies, incident, services);
    if (!message) return;
    const content = digestOf(replies);
    if (posted && told !== content) {
      const { ts } = posted;
      await sender.send("chat.update", { args: () => ({ channel, ts, ...message }) });
    } else if (!posted) {
      const key = PREFIX + channel;
      // A process that ended may have posted it, and not yet kept where.
      const mayBePosted = journal.get(key) !== undefined;
      const since = answers ?? String(incident.since / 1_000);
      await journal.set(key, incidentJson(incident), FOLLOWED_MS);
      posted = await outbox.post({ channel, threadTs: null, key, answers: since, message, mayBePosted });
      if (!posted) return;
    }
    // Whoever asks on in its thread goes on about the same.
    const [first] = replies;
    if (first) conversations.remember(conversationOf(channel, posted.ts), first);
    told = content;
    await journal.set(PREFIX + channel, incidentJson({ ...incident, posted, told }), FOLLOWED_MS);
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

function joinedMessage(replies: readonly Reply[], { mode, env }: Incident, services: Services): SlackMessage | null {
  const { catalog } = services;
  const cause = leadingCause(replies[0], catalog);
  const shown = { surface: "mention", person: EVERYBODY, isLed: cause !== null } as const;
  const [first, ...others] = replies.flatMap((reply) => messageOf(reply, shown, services) ?? []);
  if (!first) return null;
  const narrowing = { ...(mode && { mode }), ...(env !== null && { env }) };
  const rest = others.flatMap((message) => message.blocks);
  const blocks = cause
    ? [
        // Where it was read is said once, at the end.
        ...first.blocks.filter(({ type }) => type !== "context"),
        ...callFirstBlocks(cause, narrowing, catalog),
        ...notifyingCauseFirst(rest, cause, narrowing, catalog),
      ]
    : [...first.blocks, ...rest];
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

/** A digest of what replies say, without when they were read: only what people would see changes it. */
function digestOf(replies: readonly Reply[]): string {
  const content = JSON.stringify(replies, (key, value: unknown) => (UNSEEN.has(key) ? undefined : value));
  return createHash("sha256").update(content).digest("base64url");
}

const UNSEEN: ReadonlySet<string> = new Set(["revision", "readAt", "text"]);

import { vi } from "vitest";
import type { MessageFilter, MessageRef, PostedMessage } from "../../src/testing/index.ts";
import { toPlainText } from "../render/to-plain-text.ts";
import { type Acme, type AcmeFact, acmeOnAir, NAMES } from "./acme-on-air.ts";

/** An incident, written down to be played. */
export interface Incident {
  /** When it begins, in ISO 8601. */
  readonly start: string;
  readonly facts: readonly AcmeFact[];
  readonly play: (stage: Stage) => Promise<void>;
}

/** Plays an incident in the demo company, for the time of one test. */
export async function played({ start, facts, play }: Incident): Promise<Stage> {
  const stage = stageIn(await acmeOnAir(start, facts));
  await play(stage);
  return stage;
}

/** Where an incident is played, act by act, and taken down. */
export interface Stage extends Acme {
  /** Lets time pass until this minute, such as `14:07`. */
  until(minute: string): Promise<void>;
  /** Somebody writes, in a thread where a message of it is given. */
  says(who: string, where: string, text: string, thread?: MessageRef): Promise<MessageRef>;
  /** Somebody makes a channel, which the bot joins. */
  opens(who: string, channel: string): Promise<void>;
  /** A monitor writes what monitors write; nobody's act, so no time passes. */
  alerts(where: string, text: string): Promise<void>;
  clicks(who: string, message: MessageRef, button: string): Promise<void>;
  /** Somebody chooses in a menu. */
  chooses(who: string, message: MessageRef, menu: string, option: string): Promise<void>;
  /** Takes down something that happens outside of Slack. */
  meanwhile(text: string): void;
  /** The next message of the bot, taken down. */
  answer(where?: MessageFilter): Promise<PostedMessage>;
  /** The next edit of a message of the bot; what it did not say before is taken down. */
  change(message: PostedMessage): Promise<PostedMessage>;
  /** Ends a scene: what comes next is told in another block. */
  cut(): void;
  /** What was taken down, a text for each scene: who, when, where and what, in the order in which it happened. */
  scenes(): readonly string[];
  /** Whom the bot called or named, message by message, such as `#payments: @payments @Priya Nair`. */
  called(): readonly string[];
  /** Messages of the bot that were not taken down, although people in Slack see them. */
  unheard(): Promise<readonly string[]>;
}

function stageIn(acme: Acme): Stage {
  const { slack } = acme;
  const scenes: string[][] = [[]];
  const shown = new Map<string, readonly string[]>();
  const posted: PostedMessage[] = [];

  function note(heading: string, text: readonly string[] = []): void {
    const lines = scenes.at(-1) ?? [];
    if (lines.length > 0) lines.push("");
    lines.push(`${minute()}  ${heading}`, ...text.map((line) => `       ${line}`.trimEnd()));
  }

  function minute(): string {
    return new Date(slack.clock.now()).toISOString().slice(11, 16);
  }

  function place(channel: string, threadTs: string | null): string {
    if (channel.startsWith("D")) return "direct message";
    return `#${slack.channel(channel).name}${threadTs === null ? "" : ", in the thread"}`;
  }

  function nameOf(who: string): string {
    return slack.user(who).realName;
  }

  return {
    ...acme,
    async until(wanted) {
      const now = slack.clock.now();
      const then = Date.parse(`${new Date(now).toISOString().slice(0, 10)}T${wanted}:00Z`);
      await slack.advance(Math.max(0, then - now));
    },
    async says(who, where, text, thread) {
      const message = await slack.user(who).says(where, text.replace("<@bot>", `<@${slack.bot.name}>`), { thread });
      note(`${nameOf(who)} · ${place(message.channel, message.threadTs)}`, [text.replaceAll("<@bot>", "@Callboard")]);
      return message;
    },
    async opens(who, name) {
      const { id: channel } = await slack.addChannel({ name, hasBot: false });
      note(`${nameOf(who)} opens #${name}, and Callboard joins`);
      await slack.event({ type: "channel_created", channel: { id: channel, name, creator: slack.user(who).id } });
      await vi.waitUntil(() => slack.channel(name).members.has(slack.bot.id), { timeout: 10_000 });
      await slack.idle();
    },
    async alerts(where, text) {
      const ts = (slack.clock.now() / 1_000).toFixed(6);
      const { id: channel } = slack.channel(where);
      note(`Alertmanager · ${place(channel, null)}`, text.split("\n"));
      const event = { type: "message", subtype: "bot_message", bot_id: "B0ALERTS", channel, channel_type: "channel" };
      await slack.event({ ...event, text, ts, event_ts: ts });
    },
    async clicks(who, message, button) {
      await slack.user(who).clicks(message, button);
      note(`${nameOf(who)} presses [${button}]`);
    },
    async chooses(who, message, menu, option) {
      await slack.user(who).selects(message, menu, option);
      note(`${nameOf(who)} chooses [${menu}: ${option}]`);
    },
    meanwhile(text) {
      note(text);
    },
    async answer(where) {
      const message = await slack.nextMessage(where);
      posted.push(message);
      const text = textOf(message);
      shown.set(message.ts, text);
      const only = message.ephemeralTo === null ? "" : `, only for ${NAMES.get(message.ephemeralTo)}`;
      note(`Callboard · ${place(message.channel, message.threadTs)}${only}`, text);
      return message;
    },
    async change(message) {
      const changed = await slack.nextUpdate(message);
      const text = textOf(changed);
      note(
        `Callboard edits its message · ${place(message.channel, message.threadTs)}`,
        differing(shown.get(message.ts) ?? [], text),
      );
      shown.set(message.ts, text);
      return changed;
    },
    cut: () => void scenes.push([]),
    scenes: () => scenes.map((lines) => lines.join("\n")),
    called() {
      const byRequest = new Map<object, { readonly channel: string; readonly names: Set<string> }>();
      for (const { request, text } of slack.mentions()) {
        const call = byRequest.get(request) ?? { channel: String(request.payload.channel), names: new Set() };
        byRequest.set(request, { ...call, names: call.names.add(asShown(text)) });
      }
      return [...byRequest.values()].map(
        ({ channel, names }) => `#${slack.channel(channel).name}: ${[...names].join(" ")}`,
      );
    },
    async unheard() {
      await slack.idle();
      const channels = new Set(slack.requests("chat.postMessage").map(({ payload }) => String(payload.channel)));
      const heard = new Set(posted.map(({ channel, ts }) => `${channel} ${ts}`));
      return [...channels]
        .flatMap((channel) => slack.messages(channel))
        .filter(({ user, channel, ts }) => user === slack.bot.id && !heard.has(`${channel} ${ts}`))
        .map(({ readable }) => readable);
    },
  };
}

/** What stands on the first button that starts like this, as some labels count or name something. @throws without one */
export function labelLike({ buttons }: PostedMessage, start: string): string {
  const found = buttons.find((label) => label.startsWith(start));
  if (!found) throw new Error(`There is no button "${start}…" among ${buttons.join(", ")}.`);
  return found;
}

function textOf({ blocks, files, text }: PostedMessage): readonly string[] {
  const pictures = files.map(({ name, title }) => `(${String(name)}: ${String(title)})`);
  const lines = blocks.length > 0 ? toPlainText(blocks) : text === "" ? [] : [text];
  return [...lines, ...pictures].map(asShown);
}

/** Mentions, links and emoji as Slack shows them. */
function asShown(line: string): string {
  return line
    .replace(/<(?:@|!subteam\^)(\w+)>/g, (whole, id: string) => `@${NAMES.get(id) ?? whole}`)
    .replace(/<[^<>|]+\|([^<>]+)>/g, "$1")
    .replace(/<(https?:[^<>|]+)>/g, "$1")
    .replace(/:([a-z_]+):/g, (whole, name: string) => EMOJI.get(name) ?? whole)
    .replace(/(^|[ (])\*([^*\n]+)\*/g, "$1$2");
}

const EMOJI: ReadonlyMap<string, string> = new Map([
  ["warning", "⚠️ "],
  ["rotating_light", "🚨"],
  ["red_circle", "🔴"],
  ["large_orange_circle", "🟠"],
  ["large_yellow_circle", "🟡"],
  ["white_circle", "⚪"],
]);

/** The lines that were not there before; `…` stands for those that were. */
function differing(before: readonly string[], after: readonly string[]): readonly string[] {
  const known = new Set(before);
  return after
    .map((line) => (known.has(line) ? "…" : line))
    .filter((line, index, all) => line !== "…" || all[index - 1] !== "…");
}

import type { Answer } from "./answer/answer.ts";
import type { QuestionContext, ThreadContext } from "./understand/understanding.ts";

/** Remembers what was answered last in each conversation, so that "and its dependencies?" has something to be about. */
export interface Conversations {
  /** What is known where a message was said, for `ask`; `known` with the thread's last answer added. */
  contextOf(conversation: string, known?: QuestionContext): QuestionContext;
  /** Keeps what an answer was about. One about no entity leaves what was there. */
  remember(conversation: string, answer: Answer): void;
  /** How many conversations are remembered. */
  readonly size: number;
  /**
   * Resolves once the store has all that was remembered before.
   *
   * @throws what the store throws; what could not be kept is still remembered, and is kept with the next answer
   */
  flush(): Promise<void>;
}

export interface ConversationsOptions {
  /** How many are remembered; 1,000 unless given. The one that was silent longest is forgotten first. */
  readonly max?: number;
  /** How long one is remembered after its last answer; a day unless given. */
  readonly maxAgeMs?: number;
  readonly clock?: { now(): number };
  /** Keeps them across a restart; without one they are in memory only. */
  readonly store?: ConversationStore;
}

/** Where conversations are kept, as one JSON value. `jsonFile` of `@callboard/store` is one. */
export interface ConversationStore {
  /** What was saved last; undefined when nothing was. */
  load(): Promise<unknown>;
  /** Replaces what was saved, in one step. */
  save(conversations: readonly RememberedConversation[]): Promise<void>;
}

/** The last answer of one conversation. `at` is in milliseconds since 1970. */
export interface RememberedConversation {
  readonly conversation: string;
  readonly intent: string;
  readonly entity: string;
  /** How and where it failed, of an answer about that. */
  readonly mode?: string;
  readonly environment?: string;
  readonly at: number;
}

const MAX = 1_000;
const DAY_MS = 24 * 3_600_000;

/** Conversations as they were left, where a store has them. */
export async function openConversations(options: ConversationsOptions = {}): Promise<Conversations> {
  const { max = MAX, maxAgeMs = DAY_MS, clock = { now: () => Date.now() }, store } = options;
  // A map keeps the order of insertion: the first is the one that was silent longest.
  const known = new Map<string, RememberedConversation>();
  for (const each of remembered(await store?.load())) keep(each);
  let saving: Promise<void> | null = null;
  let isUnsaved = false;

  function keep(each: RememberedConversation): void {
    known.delete(each.conversation);
    known.set(each.conversation, each);
    for (const [conversation, { at }] of known) {
      if (known.size <= max && clock.now() - at <= maxAgeMs) break;
      known.delete(conversation);
    }
  }

  /** Saves until nothing has changed meanwhile: of many answers in a row, the last state is written. */
  async function save(to: ConversationStore): Promise<void> {
    try {
      while (isUnsaved) {
        isUnsaved = false;
        await to.save([...known.values()]);
      }
    } catch (reason) {
      isUnsaved = true;
      throw reason;
    } finally {
      saving = null;
    }
  }

  function flush(): Promise<void> {
    if (!store || (!isUnsaved && !saving)) return Promise.resolve();
    saving ??= save(store);
    return saving;
  }

  return {
    contextOf(conversation, context = {}) {
      const last = known.get(conversation);
      if (!last || clock.now() - last.at > maxAgeMs) return context;
      const { conversation: _, at: __, ...thread } = last;
      return { ...context, thread };
    },
    remember(conversation, answer) {
      const about = aboutOf(answer);
      if (!about) return;
      keep({ conversation, ...about, at: clock.now() });
      isUnsaved = true;
      flush().catch(() => {
        // It is told to whoever flushes; an answer that was given is not taken back for it.
      });
    },
    get size() {
      return known.size;
    },
    flush,
  };
}

/** What goes on being talked about: of a path its start, of a reason what fails. */
function aboutOf(answer: Answer): ThreadContext | null {
  const { outcome, intent, entities } = answer;
  const entity = intent === "why" ? entities.at(-1) : entities[0];
  if (outcome !== "answer" || entity === undefined) return null;
  const failure = intent === "blast_radius" ? answer.data.radius : intent === "why" ? answer.data : undefined;
  return {
    intent,
    entity,
    ...(failure && { mode: failure.mode }),
    ...(failure?.environment && { environment: failure.environment }),
  };
}

/** Entries that are what they should be, the longest silent first. */
function remembered(loaded: unknown): RememberedConversation[] {
  if (!Array.isArray(loaded)) return [];
  return loaded
    .flatMap((each: unknown): RememberedConversation[] => {
      if (typeof each !== "object" || each === null) return [];
      const { conversation, intent, entity, at } = { conversation: "", intent: "", entity: "", at: 0, ...each };
      const { mode, environment } = { mode: undefined, environment: undefined, ...each };
      const isWhole = [conversation, intent, entity].every((text) => typeof text === "string" && text !== "");
      const failure = { ...(isText(mode) && { mode }), ...(isText(environment) && { environment }) };
      return isWhole && Number.isFinite(at) ? [{ conversation, intent, entity, ...failure, at }] : [];
    })
    .sort((left, right) => left.at - right.at);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** What one delivery of a webhook says to look at. */
export type WebhookHint =
  | {
      readonly type: "repository";
      readonly id: string;
      readonly organization: string;
      /** Paths that were added, changed or removed; empty where that is not known. */
      readonly paths: readonly string[];
    }
  | { readonly type: "people"; readonly organization: string }
  | { readonly type: "gone"; readonly location: string };

/** What came in since it was last looked at, each thing once. */
export interface PendingHints {
  /** By node id. */
  readonly repositories: Map<string, { readonly organization: string; readonly paths: Set<string> }>;
  /** Organisations whose teams or members changed. */
  readonly people: Set<string>;
  readonly gone: Set<string>;
  /** More than can be looked at one by one. */
  isTooMuch: boolean;
}

/** Hands hints on to everybody who follows them. Who does not follow misses them, and reads all again in time. */
export interface WebhookHints {
  add(hint: WebhookHint): void;
  /** Everything that came in since the last turn; ends when the signal aborts. */
  follow(signal: AbortSignal): AsyncGenerator<PendingHints>;
}

/** How many repositories, locations and paths may wait. */
const MOST_PENDING = 10_000;

export function webhookHints(): WebhookHints {
  const followers = new Set<{ pending: PendingHints; wake: () => void }>();
  return {
    add(hint) {
      for (const follower of followers) {
        put(follower.pending, hint);
        follower.wake();
      }
    },
    async *follow(signal) {
      const follower = { pending: nothing(), wake: () => {} };
      const stop = () => follower.wake();
      followers.add(follower);
      signal.addEventListener("abort", stop);
      try {
        while (!signal.aborted) {
          if (isEmpty(follower.pending)) {
            await new Promise<void>((resolve) => {
              follower.wake = resolve;
            });
            continue;
          }
          const { pending } = follower;
          follower.pending = nothing();
          yield pending;
        }
      } finally {
        followers.delete(follower);
        signal.removeEventListener("abort", stop);
      }
    },
  };
}

function put(pending: PendingHints, hint: WebhookHint): void {
  const { repositories, people, gone } = pending;
  switch (hint.type) {
    case "repository": {
      const known = repositories.get(hint.id) ?? { organization: hint.organization, paths: new Set() };
      repositories.set(hint.id, known);
      for (const path of hint.paths) if (known.paths.size < MOST_PENDING) known.paths.add(path);
      break;
    }
    case "people":
      people.add(hint.organization);
      break;
    case "gone":
      gone.add(hint.location);
      break;
    default:
      hint satisfies never;
  }
  if (repositories.size + gone.size <= MOST_PENDING) return;
  repositories.clear();
  gone.clear();
  pending.isTooMuch = true;
}

function nothing(): PendingHints {
  return { repositories: new Map(), people: new Set(), gone: new Set(), isTooMuch: false };
}

function isEmpty({ repositories, people, gone, isTooMuch }: PendingHints): boolean {
  return repositories.size === 0 && people.size === 0 && gone.size === 0 && !isTooMuch;
}

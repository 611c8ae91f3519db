import type { Message } from "../workspace/message.ts";

/** Where an app answers an act without a token: five times, for thirty minutes. */
export interface ResponseUrls {
  create(target: ResponseTarget): string;
  /** What the address stands for, or the error that Slack names; a use is spent even when its payload is refused. */
  use(path: string): ResponseTarget | { readonly error: "invalid_url" | "expired_url" | "used_url" };
}

/** What a response_url answers. */
export interface ResponseTarget {
  readonly channel: string;
  readonly user: string;
  /** The message whose button was used, which an answer can replace. */
  readonly message: Pick<Message, "channel" | "ts"> | null;
}

const USES = 5;
const VALID_MS = 30 * 60_000;

/** @param origin where the fake Slack listens */
export function createResponseUrls(origin: string, now: () => number, nextNumber: () => number): ResponseUrls {
  const known = new Map<string, { readonly target: ResponseTarget; readonly untilMs: number; uses: number }>();
  return {
    create(target) {
      const path = `${RESPONSE_PATH}${nextNumber()}`;
      known.set(path, { target, untilMs: now() + VALID_MS, uses: 0 });
      return origin + path;
    },
    use(path) {
      const entry = known.get(path);
      if (!entry) return { error: "invalid_url" };
      if (now() > entry.untilMs) return { error: "expired_url" };
      if (entry.uses >= USES) return { error: "used_url" };
      entry.uses += 1;
      return entry.target;
    },
  };
}

/** How the paths of all response URLs start. */
export const RESPONSE_PATH = "/actions/";

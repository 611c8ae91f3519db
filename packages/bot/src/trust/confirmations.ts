import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Clock } from "@callboard/core";
import type { Journal } from "./journal.ts";

/**
 * Makes and checks what a confirming button carries, so that nobody can confirm something else, later, or twice. What
 * is to be done is inside, signed; the key is the process's own, so a restart ends what was not confirmed.
 */
export interface Confirmations {
  /** Text for the value of a button, at most 2,000 characters where `subject` is at most 1,000. */
  create(subject: string): string;
  /** What would be confirmed, without using it up: for whoever has to know before they allow it. */
  check(token: string): { readonly subject: string } | { readonly refused: string };
  /** What was confirmed, once; else why it was not, for the one who pressed the button. */
  redeem(token: string): Promise<{ readonly subject: string } | { readonly refused: string }>;
}

export interface ConfirmationsOptions {
  readonly journal: Journal;
  readonly clock: Clock;
  /** How long they are good; 10 unless given. */
  readonly minutes?: number;
}

export function createConfirmations({ journal, clock, minutes = 10 }: ConfirmationsOptions): Confirmations {
  const key = randomBytes(32);
  const validMs = minutes * 60_000;
  const signatureOf = (body: string) => createHmac("sha256", key).update(body).digest("base64url");
  const outdated = {
    refused: `This confirmation is no longer good: it lasts ${minutes} minutes, and ends when I am restarted. Ask once more.`,
  };

  function read(token: string): { readonly spent: string; readonly subject: string } | { readonly refused: string } {
    const [body = "", signature = ""] = token.split(".", 2);
    const [given, wanted] = [Buffer.from(signature), Buffer.from(signatureOf(body))];
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return outdated;
    // Only this process has signed it, so it is what `create` wrote.
    const [id, until, subject]: [string, number, string] = JSON.parse(Buffer.from(body, "base64url").toString());
    if (clock.now() > until) return outdated;
    const spent = `confirmed:${id}`;
    return journal.get(spent) === undefined ? { spent, subject } : { refused: "This was confirmed already." };
  }

  return {
    create(subject) {
      const id = randomBytes(16).toString("base64url");
      const body = Buffer.from(JSON.stringify([id, clock.now() + validMs, subject])).toString("base64url");
      return `${body}.${signatureOf(body)}`;
    },
    check: read,
    async redeem(token) {
      const found = read(token);
      if ("refused" in found) return found;
      const { spent, subject } = found;
      await journal.set(spent, true, 2 * validMs);
      return { subject };
    },
  };
}

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
  /** What was confirmed, once; else why it was not, for the one who pressed the button. */
  redeem(token: string): Promise<{ readonly subject: string } | { readonly refused: string }>;
}

const VALID_MS = 10 * 60_000;

export function createConfirmations(journal: Journal, clock: Clock, key: Uint8Array = randomBytes(32)): Confirmations {
  const signatureOf = (body: string) => createHmac("sha256", key).update(body).digest("base64url");

  return {
    create(subject) {
      const id = randomBytes(16).toString("base64url");
      const body = Buffer.from(JSON.stringify([id, clock.now() + VALID_MS, subject])).toString("base64url");
      return `${body}.${signatureOf(body)}`;
    },
    async redeem(token) {
      const [body = "", signature = ""] = token.split(".", 2);
      const [given, wanted] = [Buffer.from(signature), Buffer.from(signatureOf(body))];
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return { refused: OUTDATED };
      // Only this process has signed it, so it is what `create` wrote.
      const [id, until, subject]: [string, number, string] = JSON.parse(Buffer.from(body, "base64url").toString());
      if (clock.now() > until) return { refused: OUTDATED };
      const spent = `confirmed:${id}`;
      if (journal.get(spent) !== undefined) return { refused: "This was confirmed already." };
      await journal.set(spent, true, 2 * VALID_MS);
      return { subject };
    },
  };
}

const OUTDATED =
  "This confirmation is no longer good: it lasts ten minutes, and ends when I am restarted. Ask once more.";

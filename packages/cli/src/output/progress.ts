import type { Io } from "../io.ts";
import { plural } from "./ago.ts";

/** Says on stderr how far a long read is. */
export interface Progress {
  /** Counts one more document. */
  document(): void;
  /** Clears the line, so that what follows starts on a clean one. */
  end(): void;
}

const QUIET_MS = 1_000;
const REDRAW_MS = 100;
const PLAIN_MS = 2_000;
const CLEAR_LINE = "\r\u001b[K";

/** Silent for the first second; then one line that is redrawn on a terminal, or a plain line every two seconds. */
export function readProgress({ stderr, isTty, env, now }: Io): Progress {
  const redraws = isTty.stderr && env.TERM !== "dumb";
  const startedAt = now();
  let documents = 0;
  let shownAt: number | null = null;
  return {
    document() {
      documents += 1;
      const time = now();
      const isDue =
        shownAt === null ? time - startedAt >= QUIET_MS : time - shownAt >= (redraws ? REDRAW_MS : PLAIN_MS);
      if (!isDue) return;
      shownAt = time;
      const message = `Reading catalog: ${plural(documents, "document")}…`;
      stderr.write(redraws ? `${CLEAR_LINE}${message}` : `${message}\n`);
    },
    end() {
      if (redraws && shownAt !== null) stderr.write(CLEAR_LINE);
    },
  };
}

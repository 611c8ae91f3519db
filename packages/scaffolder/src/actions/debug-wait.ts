import { z } from "zod";
import { defineAction } from "../action/define-action.ts";
import { TemplateError } from "../template-error.ts";

const input = z.object({
  minutes: z.number().min(0).optional(),
  seconds: z.number().min(0).optional(),
  milliseconds: z.number().min(0).optional(),
});

/** Waits. */
export const debugWait = defineAction({
  id: "debug:wait",
  description: "Waits for some time, an hour at most.",
  input,
  dryRun: ({ input, log }) => log(`Would wait for ${waitMs(input) / 1000} s.`),
  async run({ input, clock, signal }) {
    const delayMs = waitMs(input);
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const stop = () => {
        cancel();
        reject(signal.reason);
      };
      const cancel = clock.setTimer(() => {
        signal.removeEventListener("abort", stop);
        resolve();
      }, delayMs);
      signal.addEventListener("abort", stop, { once: true });
    });
  },
});

const HOUR_MS = 3_600_000;

function waitMs({ minutes = 0, seconds = 0, milliseconds = 0 }: z.output<typeof input>): number {
  const delayMs = minutes * 60_000 + seconds * 1000 + milliseconds;
  if (delayMs <= HOUR_MS) return delayMs;
  throw new TemplateError("invalid-values", `A step waits an hour at most, not ${delayMs / 60_000} minutes.`);
}

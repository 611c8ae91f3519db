import type { Logger } from "@callboard/core";
import type { Respond, Upload } from "../surfaces/services.ts";

const TIMEOUT_MS = 10_000;

/** Posts to the address that came with a command or a click. Slack takes five answers there, in half an hour. */
export function respondBy(fetch: typeof globalThis.fetch, logger: Logger): Respond {
  return async (responseUrl, payload) => {
    try {
      const answer = await fetch(responseUrl, {
        method: "POST",
        headers: { "content-type": "application/json; charset=utf-8" },
        body: JSON.stringify(payload),
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await answer.text();
      if (!answer.ok || text.includes('"ok":false')) {
        logger.error("Slack refused an answer to a command or a button.", {
          status: answer.status,
          said: text.slice(0, 200),
        });
      }
    } catch (reason) {
      logger.error("Slack could not be reached to answer a command or a button.", { reason });
    }
  };
}

/** Sends files to the addresses that Slack gives out for them. */
export function uploadBy(fetch: typeof globalThis.fetch, logger: Logger): Upload {
  return async (url, content) => {
    try {
      const body = new Uint8Array(content);
      const answer = await fetch(url, {
        method: "POST",
        body,
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await answer.arrayBuffer();
      return answer.ok;
    } catch (reason) {
      logger.error("Slack could not be reached to upload a file.", { reason });
      return false;
    }
  };
}

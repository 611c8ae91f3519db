import type { Clock } from "@callboard/core";
import { type Logger as BoltLogger, HTTPReceiver } from "@slack/bolt";

/** How far the clock of whoever signs may be ahead; Bolt itself checks only how far it is behind. */
const MOST_AHEAD_SECONDS = 300;

/** Receives what Slack posts to `/slack/events`. A request without a good and timely signature gets 401, unread. */
export function httpReceiver(signingSecret: string, logger: BoltLogger, clock: Clock): HTTPReceiver {
  const receiver = new HTTPReceiver({ signingSecret, logger });
  const { requestListener } = receiver;
  receiver.requestListener = (request, response) => {
    const timestamp = Number(request.headers["x-slack-request-timestamp"]);
    if (timestamp > clock.now() / 1_000 + MOST_AHEAD_SECONDS) {
      request.resume();
      response.writeHead(401).end();
      return;
    }
    requestListener(request, response);
  };
  return receiver;
}

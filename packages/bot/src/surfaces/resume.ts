import type { JsonObject } from "../limits/json.ts";
import type { Unfinished } from "../trust/intake.ts";
import { laneOf, resumeAnswer } from "./answer-message.ts";
import { incidentLane } from "./autopilot.ts";
import type { Click } from "./click.ts";
import { readKeptClick } from "./kept-click.ts";
import { noteOf } from "./message-of.ts";
import { readAgain } from "./read-again.ts";
import type { Services } from "./services.ts";
import { showHome } from "./show-home.ts";
import { missedPlan } from "./templates/ask-for-plan.ts";
import { resumeRuns } from "./templates/follow-run.ts";
import type { WrittenMessage } from "./written-message.ts";

/**
 * Goes on with what an earlier process began and did not finish. What was written is read from Slack again; what only
 * one person was to see, and what was clicked too long ago, is not done: they are told.
 *
 * @param handle does what a click asks for
 */
export function resumeUnfinished(services: Services, handle: (click: Click) => Promise<void>): void {
  const { autopilot, intake, logger } = services;
  for (const item of intake.unfinished()) {
    const known = autopilot?.resume(item) ?? workOn(item.ids, services, handle);
    const work = known ?? (async () => logger.warn("Something that was begun is not understood.", { key: item.key }));
    intake.resume(item, laneFor(item), work);
  }
  autopilot?.catchUp();
  resumeRuns(services);
}

/** Later than this nobody expects any more what they clicked. */
const EXPECTED_MS = 10 * 60_000;
/** So long Slack takes an answer to a command or a click. */
const ANSWERABLE_MS = 30 * 60_000;

const INTERRUPTED = "I was restarted before I could answer that. Please try once more.";

function workOn(
  ids: JsonObject,
  services: Services,
  handle: (click: Click) => Promise<void>,
): (() => Promise<void>) | null {
  const { type, user, responseUrl, at } = ids;
  switch (type) {
    case "message": {
      const place = placeOf(ids);
      return place && (() => resumeMessage(place, services));
    }
    case "home":
      return typeof user === "string" ? () => showHome(user, services) : null;
    case "private":
      return () => apologise(responseUrl, at, services);
    case "plan":
      return () => missedPlan(ids, services);
    case "click": {
      const click = readKeptClick(ids);
      return click && (() => resumeClick(click, services, handle));
    }
    default:
      return null;
  }
}

type PlaceOfMessage = Pick<WrittenMessage, "channel" | "ts" | "threadTs">;

function placeOf({ channel, ts, threadTs = null }: JsonObject): PlaceOfMessage | null {
  if (typeof channel !== "string" || typeof ts !== "string") return null;
  return { channel, ts, threadTs: typeof threadTs === "string" ? threadTs : null };
}

/** The lane that it was in, where order matters. */
function laneFor({ ids, key }: Unfinished): string {
  const { type, channel } = ids;
  if (type === "alert" || type === "enter" || type === "join") return incidentLane(String(channel));
  const place = type === "message" ? placeOf(ids) : null;
  return place ? laneOf(place) : `resumed ${key}`;
}

async function resumeMessage(place: PlaceOfMessage, services: Services): Promise<void> {
  const written = await readAgain(place, services);
  if (written) await resumeAnswer(written, services);
  else services.logger.warn("A message to be answered is gone.", { ...place });
}

async function resumeClick(
  click: Click & { readonly at: number },
  services: Services,
  handle: (click: Click) => Promise<void>,
): Promise<void> {
  const isExpected = services.clock.now() - click.at < EXPECTED_MS;
  // On the Home tab a click is answered in a modal, which Slack lets be opened for three seconds only.
  if (isExpected && click.value !== null && click.on !== null) return handle(click);
  await apologise(click.responseUrl, click.at, services);
}

async function apologise(responseUrl: unknown, at: unknown, { clock, logger, respond }: Services): Promise<void> {
  const isAnswerable = typeof at === "number" && clock.now() - at < ANSWERABLE_MS;
  if (typeof responseUrl !== "string" || !isAnswerable) {
    logger.warn("Somebody clicked or asked before a restart, and can no longer be answered.");
    return;
  }
  await respond(responseUrl, { response_type: "ephemeral", replace_original: false, ...noteOf(INTERRUPTED) });
}

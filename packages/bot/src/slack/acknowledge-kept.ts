import type { Clock, Logger } from "@callboard/core";
import type { App, ReceiverEvent } from "@slack/bolt";
import { own } from "../limits/json.ts";

/** Tells Slack of events that they have arrived, once they are kept. */
export interface Acknowledgements {
  /** To be called by the listener of an event, when it has kept what it needs. Does nothing for other bodies. */
  kept(body: object): Promise<void>;
}

/** Slack sends again what is not acknowledged in three seconds; a disk that hangs must not cause that. */
export const LATEST_ACK_MS = 1_500;

/**
 * Has an app acknowledge the events of these names once their listener says that they are kept. Bolt itself acknowledges
 * an event before it calls anybody, so that a process that ends at that moment takes the event along. Works with every
 * receiver, as all hand what they get to the app. Other events are acknowledged as Bolt does it.
 */
export function acknowledgeKept(
  app: App,
  names: ReadonlySet<string>,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): Acknowledgements {
  const waiting = new WeakMap<object, () => Promise<void>>();
  const processEvent = app.processEvent.bind(app);

  app.processEvent = async (event) => {
    const name = own(own(event.body, "event"), "type");
    if (typeof name !== "string" || !names.has(name)) return processEvent(event);
    const acknowledge = once(() => event.ack());
    waiting.set(event.body, acknowledge);
    const cancel = clock.setTimer(() => void acknowledge(), LATEST_ACK_MS);
    try {
      await processEvent({ ...event, ack: async () => {} });
      // A middleware may have kept it from its listener.
      await acknowledge();
    } finally {
      cancel();
    }
  };

  function once(ack: () => ReturnType<ReceiverEvent["ack"]>): () => Promise<void> {
    let acknowledged: Promise<void> | undefined;
    return () => {
      acknowledged ??= ack().catch((reason: unknown) => {
        logger.warn("Slack could not be told that an event has arrived; it will send it again.", { reason });
      });
      return acknowledged;
    };
  }

  return { kept: async (body) => waiting.get(body)?.() };
}

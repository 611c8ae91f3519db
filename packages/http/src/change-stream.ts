import type { Catalog, CatalogView, Clock, EntityRef, LoggedChange, Revision } from "@callboard/core";
import { refOf } from "./stamped-entity.ts";

export interface ChangeStreamOptions {
  /** What the reader may see; of other entities nothing is said. */
  readonly view: CatalogView;
  readonly catalog: Pick<Catalog, "history" | "subscribe">;
  readonly clock: Clock;
  /** Begins after this revision; with the next change unless given. */
  readonly since?: Revision;
  /** Aborts when the reader is gone. */
  readonly signal: AbortSignal;
}

/** A reader that does not keep up is dropped, and resumes by the last id it has seen. */
const MAX_WAITING = 10_000;
const HEARTBEAT_MS = 20_000;

/**
 * Changes of entities as server-sent events: `event: changes`, `id` the revision, `data` a JSON list of
 * `{ type, ref, at }`. After a gap, of which no more is known, it begins with `event: reset`: read all again.
 */
export function changeStream(options: ChangeStreamOptions): Response {
  const { view, catalog, clock, since, signal } = options;
  const encoder = new TextEncoder();
  let stop = () => {};

  const body = new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        const seen = seenIn(view);
        const waiting: (readonly LoggedChange[])[] = [];
        let isLive = false;
        const write = (text: string) => {
          if ((controller.desiredSize ?? 0) <= -MAX_WAITING) stop();
          else controller.enqueue(encoder.encode(text));
        };
        const send = (changes: readonly LoggedChange[]) => {
          const told = seen ? seen(changes) : changes.map(({ type, ref, at }) => ({ type, ref, at }));
          const revision = changes.at(-1)?.revision;
          if (told.length > 0) write(`event: changes\nid: ${revision}\ndata: ${JSON.stringify(told)}\n\n`);
        };
        const unsubscribe = catalog.subscribe((event) => {
          if (event.type !== "changed") return;
          if (isLive) send(event.changes);
          else waiting.push(event.changes);
        });
        let cancelTimer = () => {};
        const beat = () => {
          write(": still here\n\n");
          cancelTimer = clock.setTimer(beat, HEARTBEAT_MS);
        };
        stop = () => {
          stop = () => {};
          unsubscribe();
          cancelTimer();
          signal.removeEventListener("abort", onAbort);
          controller.close();
        };
        const onAbort = () => stop();
        signal.addEventListener("abort", onAbort);
        write("retry: 2000\n\n");
        cancelTimer = clock.setTimer(beat, HEARTBEAT_MS);
        const sent = since === undefined ? 0 : await replay(since, catalog, send, write);
        for (const changes of waiting) send(changes.filter(({ revision }) => revision > sent));
        isLive = true;
        if (signal.aborted) stop();
      },
      cancel: () => stop(),
    },
    { highWaterMark: 1 },
  );
  return new Response(body, { headers: { "content-type": "text/event-stream", "cache-control": "no-store" } });
}

async function replay(
  since: Revision,
  catalog: Pick<Catalog, "history">,
  send: (changes: readonly LoggedChange[]) => void,
  write: (text: string) => void,
): Promise<Revision> {
  const { changes, complete } = await catalog.history(since);
  if (!complete) write("event: reset\ndata: {}\n\n");
  const byRevision = new Map<Revision, LoggedChange[]>();
  for (const change of changes) {
    const together = byRevision.get(change.revision);
    if (together) together.push(change);
    else byRevision.set(change.revision, [change]);
  }
  for (const one of byRevision.values()) send(one);
  return changes.at(-1)?.revision ?? since;
}

interface ToldChange {
  readonly type: LoggedChange["type"];
  readonly ref: EntityRef;
  readonly at: string;
}

/**
 * Changes as they look under a policy: an entity that comes into view was added, one that leaves it was removed. What
 * was removed before the stream began is left out, for nobody can tell whether it was ever seen.
 */
function seenIn(view: CatalogView): ((changes: readonly LoggedChange[]) => readonly ToldChange[]) | null {
  if (!view.isPartial) return null;
  const known = new Set(view.query({ limit: Number.POSITIVE_INFINITY, relations: false }).items.map(refOf));
  return (changes) =>
    changes.flatMap(({ type, ref, at }): readonly ToldChange[] => {
      const was = known.has(ref);
      if (view.entity(ref) === undefined) {
        known.delete(ref);
        return was ? [{ type: "removed", ref, at }] : [];
      }
      known.add(ref);
      return [{ type: was && type !== "removed" ? type : "added", ref, at }];
    });
}

import { nameOf, plain, type SaidLine, safeLink } from "@callboard/answers";
import type { BlastRadius, CatalogView, EntityRef } from "@callboard/core";
import { notificationText } from "./escape.ts";
import type { RenderedMessage } from "./rendered-message.ts";
import { itemLine, plainLine, richText } from "./rich-text.ts";

const EDGES = 15;

/**
 * Where each need that an effect rests on is written, so that somebody who knows better can correct it: the way to the
 * worst entities hop by hop, each with the file and line of the entity that says it.
 */
export function wrongEdgeMessage(view: CatalogView, { affected, roots }: BlastRadius): RenderedMessage {
  const edges = new Map<string, readonly [from: EntityRef, to: EntityRef]>();
  for (const { ref, path } of affected) {
    let from = ref;
    for (const hop of path) {
      edges.set(`${from} ${hop.ref}`, [from, hop.ref]);
      from = hop.ref;
    }
    if (edges.size >= EDGES) break;
  }
  const shown = [...edges.values()].slice(0, EDGES);
  const subject = roots.map(nameOf).slice(0, 3).join(", ");
  const intro = `What fails with ${subject} rests on these lines. Correct the file, and the next read takes it in:`;
  return {
    text: notificationText(intro),
    blocks: richText([plainLine(intro), ...shown.map(([from, to]) => edgeLine(view, from, to))]),
  };
}

function edgeLine(view: CatalogView, from: EntityRef, to: EntityRef): SaidLine {
  if (!view.entity(from)) return itemLine(`${nameOf(from)} needs ${nameOf(to)}`);
  const { location, line, viewUrl } = view.origin(from);
  const place = `${plain(location.replace(/^(?:file|url):/, ""), 120)}${line === null ? "" : `:${line}`}`;
  const url = viewUrl === null ? null : safeLink(viewUrl);
  const item = itemLine(`${nameOf(from)} needs ${nameOf(to)}`, ` · ${place}`);
  if (url === null) return item;
  const open = { text: url, mark: null, isLink: true } as const;
  return { ...item, runs: [...item.runs, { text: " · ", mark: null, isLink: false }, open] };
}

import { plain } from "@callboard/answers";
import type { EntityLink } from "@callboard/core";
import { joined, link, type Mrkdwn, mrkdwn } from "./escape.ts";

const SHOWN = 3;

/** Up to three links of an entity on one line, each with its title and the host it leads to; none where none is safe. */
export function linkLines(links: readonly EntityLink[]): Mrkdwn[] {
  const safe = links.flatMap(({ url, title }) => {
    const target = link(url);
    return target === null ? [] : [title ? mrkdwn`${plain(title, 40)} ${target}` : target];
  });
  if (safe.length === 0) return [];
  const more = safe.length > SHOWN ? [mrkdwn`+${safe.length - SHOWN} more`] : [];
  return [joined([...safe.slice(0, SHOWN), ...more], " · ")];
}

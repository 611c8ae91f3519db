import type { Services } from "./services.ts";

/** The address of a message. Made here, as nobody who is called waits for another answer of Slack's. */
export function permalinkOf(
  { channel, ts, threadTs }: { readonly channel: string; readonly ts: string; readonly threadTs: string | null },
  { workspaceUrl }: Services,
): string | null {
  if (workspaceUrl === null) return null;
  const inThread = threadTs === null || threadTs === ts ? "" : `?thread_ts=${threadTs}&cid=${channel}`;
  return `${workspaceUrl}archives/${channel}/p${ts.replace(".", "")}${inThread}`;
}

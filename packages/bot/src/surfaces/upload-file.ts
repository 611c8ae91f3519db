import { own } from "../limits/json.ts";
import { type Click, type ClickedMessage, tell, threadOf } from "./click.ts";
import { noteOf } from "./message-of.ts";
import type { Services } from "./services.ts";

/** A file for people to open in Slack. */
export interface UploadedFile {
  readonly filename: string;
  readonly title: string;
  readonly content: Uint8Array;
  /** What a picture shows, for those who do not see it. */
  readonly altText?: string;
}

/** Uploads a file into the thread of the message that was clicked; tells the one who clicked when that cannot be. */
export async function uploadFile(
  click: Click,
  on: ClickedMessage,
  { filename, title, content, altText }: UploadedFile,
  services: Services,
): Promise<void> {
  const { sender, upload } = services;
  const announced = await sender.send("files.getUploadURLExternal", {
    args: () => ({ filename, length: content.length, ...(altText !== undefined && { alt_txt: altText }) }),
  });
  const [url, id] = ["upload_url", "file_id"].map((field) =>
    announced.status === "done" ? own(announced.result, field) : undefined,
  );
  if (typeof url !== "string" || typeof id !== "string" || !(await upload(url, content))) {
    return tell(click, noteOf(`Slack did not take ${filename}. Try again in a minute.`), services);
  }
  const thread = threadOf(on);
  const completed = await sender.send("files.completeUploadExternal", {
    args: () => ({
      files: [{ id, title }],
      channel_id: on.channel,
      ...(thread !== null && { thread_ts: thread }),
    }),
  });
  if (completed.status === "refused") await tell(click, noteOf(NO_THREAD), services);
}

/** Why no file is uploaded where nobody else would see it. */
export const NO_THREAD = "I can only put files where I am a member: ask me in a channel, and invite me there first.";

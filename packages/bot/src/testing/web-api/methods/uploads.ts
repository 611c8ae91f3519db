import { checkMessage } from "../../../limits/check-message.ts";
import { ApiError, invalidArguments } from "../api-error.ts";
import type { ApiMethod } from "../api-method.ts";
import { fileObject } from "../files.ts";
import { writableChannel } from "../lookups.ts";
import { refuse } from "../message-content.ts";
import { threadOf } from "./chat.ts";

/** Methods that put files into channels: announce, send the bytes, complete. */
export const uploads: readonly ApiMethod[] = [
  {
    name: "files.getUploadURLExternal",
    tier: 4,
    scopes: ["files:write"],
    run(args, { files, origin }) {
      const length = args.number("length", 0);
      if (length <= 0) throw invalidArguments("length must be more than 0");
      const file = files.announce(args.required("filename"), length);
      return { upload_url: origin + file.path, file_id: file.id };
    },
  },
  {
    name: "files.completeUploadExternal",
    tier: 4,
    scopes: ["files:write"],
    run(args, context) {
      const { files, workspace } = context;
      const listed = args.objects("files", "invalid_arguments") ?? [];
      if (listed.length === 0) throw invalidArguments("missing required field: files");
      const found = listed.map(({ id, title }) => {
        const file = files.find(String(id));
        if (!file?.content || file.isComplete) throw new ApiError("file_not_found");
        return { file, object: fileObject(file, typeof title === "string" ? title : file.name, workspace.bot.id) };
      });
      const comment = args.optional("initial_comment");
      refuse(checkMessage({ text: comment }));
      const channelId = args.optional("channel_id") ?? args.names("channels")[0];
      if (channelId !== undefined) {
        const channel = writableChannel(channelId, context);
        workspace.post({
          channel: channel.id,
          user: workspace.bot.id,
          botId: workspace.botId,
          threadTs: threadOf(args, channel.id, context),
          files: found.map(({ object }) => object),
          subtype: "file_share",
          ...(comment === undefined ? {} : { text: comment }),
        });
      }
      for (const { file } of found) file.isComplete = true;
      return { files: found.map(({ object }) => object) };
    },
  },
];

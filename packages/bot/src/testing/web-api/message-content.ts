import { checkMessage } from "../../limits/check-message.ts";
import type { JsonObject } from "../../limits/json.ts";
import type { Violation } from "../../limits/violation.ts";
import type { MessageChange } from "../workspace/workspace.ts";
import { ApiError } from "./api-error.ts";
import type { Arguments } from "./arguments.ts";

/** What a call wants a message to hold. @throws {ApiError} when Slack would refuse it */
export function messageContent(args: Arguments): MessageChange {
  const text = args.optional("text");
  const blocks = args.objects("blocks", "invalid_blocks_format");
  const attachments = args.objects("attachments", "invalid_attachments");
  const metadata = args.object("metadata");
  if (!text && !blocks?.length && !attachments?.length) throw new ApiError("no_text");
  refuse(checkMessage({ text, blocks, attachments }));
  return {
    ...(text === undefined ? {} : { text }),
    ...(blocks === undefined ? {} : { blocks }),
    ...(attachments === undefined ? {} : { attachments }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

/** @throws {ApiError} for the first reason among the violations, with all of them as Slack words them */
export function refuse(violations: readonly Violation[], code = "invalid_blocks"): void {
  const [first] = violations;
  if (!first) return;
  const isText = first.pointer === "/text" && first.code === "too-long";
  throw new ApiError(isText ? "msg_too_long" : code, violationDetails(violations), violations);
}

/** The fields in which Slack says what is wrong with a payload. */
export function violationDetails(violations: readonly Violation[]): JsonObject {
  const lines = violations.map(({ pointer, message }) => `${message} [json-pointer:${pointer}]`);
  return { errors: lines, response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) } };
}

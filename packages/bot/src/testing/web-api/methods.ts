import type { ApiMethod } from "./api-method.ts";
import { assistant } from "./methods/assistant.ts";
import { basics } from "./methods/basics.ts";
import { chat } from "./methods/chat.ts";
import { conversations } from "./methods/conversations.ts";
import { people } from "./methods/people.ts";
import { uploads } from "./methods/uploads.ts";
import { views } from "./methods/views.ts";

/** Every method of the Web API that the fake Slack knows, by name. */
export const methods: ReadonlyMap<string, ApiMethod> = new Map(
  [basics, chat, conversations, people, views, uploads, assistant].flat().map((method) => [method.name, method]),
);

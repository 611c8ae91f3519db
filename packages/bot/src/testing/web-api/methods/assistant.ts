import { invalidArguments } from "../api-error.ts";
import type { ApiMethod } from "../api-method.ts";
import { visibleChannel } from "../lookups.ts";

const MAX_PROMPTS = 4;

/** What an assistant shows around its thread. The request log holds what was set. */
export const assistant: readonly ApiMethod[] = [
  setting("assistant.threads.setStatus", "status"),
  setting("assistant.threads.setTitle", "title"),
  {
    name: "assistant.threads.setSuggestedPrompts",
    tier: "often",
    scopes: ["assistant:write"],
    run(args) {
      const prompts = args.objects("prompts", "invalid_arguments") ?? [];
      if (prompts.length === 0 || prompts.length > MAX_PROMPTS) {
        throw invalidArguments(`prompts must be 1 to ${MAX_PROMPTS}`);
      }
      return {};
    },
  },
];

function setting(name: string, field: string): ApiMethod {
  return {
    name,
    tier: "often",
    scopes: ["assistant:write", "chat:write"],
    run(args, context) {
      visibleChannel(args.required("channel_id"), context);
      args.required("thread_ts");
      // An empty status takes the last one away, so the field has to be there but may be empty.
      if (args.optional(field) === undefined) throw invalidArguments(`missing required field: ${field}`);
      return {};
    },
  };
}

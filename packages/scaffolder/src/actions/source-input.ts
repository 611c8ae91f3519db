import { z } from "zod";
import type { ActionContext } from "../action/action.ts";

/** How an action names what it fetches. */
export const sourceInput = {
  url: z.string().min(1).describe("A path relative to the template, or an address at a host that is allowed."),
  token: z.string().optional().describe("Has no effect: each host gets the token that is configured for it."),
};

/** Says that a token of a template is not used: it could go to any host that the template names. */
export function warnOfToken({
  input,
  log,
}: Pick<ActionContext<{ token?: string | undefined }>, "input" | "log">): void {
  if (input.token) log("The input token is not used: each host gets the token that is configured for it.", "warn");
}

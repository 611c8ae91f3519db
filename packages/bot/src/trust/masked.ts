import { hiddenTexts, MASK } from "@callboard/core";

/** Hides secrets in texts, in every way of writing them that turns up in logs. */
export function masking(secrets: readonly string[]): (text: string) => string {
  const { mask } = hiddenTexts(secrets);
  return (text) => mask(text).replace(TOKEN, MASK);
}

/** Anything else that looks like a token of Slack's. */
const TOKEN = /\b(?:xox[a-z]|xapp|xwfp)-[\w-]{8,}/g;

import { blockLimits as limits } from "./block-limits.ts";
import {
  boolean,
  eitherText,
  type FieldRule,
  list,
  object,
  plain,
  required,
  type Shape,
  string,
} from "./field-rule.ts";

/** Objects that blocks and elements are composed of. */

const describedOption = (text: FieldRule, extra: Shape["fields"] = {}): FieldRule =>
  object({
    fields: {
      text: required(text),
      value: string({ max: limits.optionValue }),
      description: plain(limits.optionDescription),
      ...extra,
    },
  });

/** An option of a menu. */
export const menuOption = describedOption(plain(limits.optionText));

/** An option of radio buttons or checkboxes. */
export const choiceOption = describedOption(eitherText(limits.optionText), {
  description: eitherText(limits.optionDescription),
});

/** An option of an overflow menu, the only kind that may open a URL. */
export const overflowOption = describedOption(plain(limits.optionText), {
  url: string({ max: limits.url, form: "url" }),
});

export const optionGroup = object({
  fields: {
    label: required(plain(limits.optionGroupLabel)),
    options: required(list(menuOption, 1, limits.selectOptions)),
  },
});

export const confirmation = object({
  fields: {
    title: required(plain(limits.confirmTitle)),
    text: required(eitherText(limits.confirmText)),
    confirm: required(plain(limits.confirmButton)),
    deny: required(plain(limits.confirmButton)),
    style: string({ oneOf: ["primary", "danger"] }),
  },
});

export const dispatchActionConfig = object({
  fields: {
    trigger_actions_on: list(string({ oneOf: ["on_enter_pressed", "on_character_entered"] }), 1, 2),
  },
});

export const conversationFilter = object({
  fields: {
    include: list(string({ oneOf: ["im", "mpim", "private", "public"] }), 1),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
  atLeastOneOf: ["include", "exclude_external_shared_channels", "exclude_bot_users"],
});

export const slackFile = object({
  fields: { url: string({ form: "url" }), id: string() },
  exactlyOneOf: ["url", "id"],
});

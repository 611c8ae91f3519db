import { blockLimits as limits } from "./block-limits.ts";
import {
  choiceOption,
  confirmation,
  conversationFilter,
  dispatchActionConfig,
  menuOption,
  optionGroup,
  overflowOption,
  slackFile,
} from "./composition-shapes.ts";
import {
  block,
  boolean,
  element,
  list,
  number,
  object,
  plain,
  required,
  type Shape,
  string,
  typed,
} from "./field-rule.ts";

const identified = { action_id: string({ min: 1, max: limits.actionId }) };
const confirmed = { ...identified, confirm: confirmation };
const focused = { ...identified, focus_on_load: boolean };
const menu = { ...focused, confirm: confirmation, placeholder: plain(limits.placeholder) };
const several = { ...menu, max_selected_items: number(1) };
const typing = { ...focused, dispatch_action_config: dispatchActionConfig, placeholder: plain(limits.placeholder) };
const buttonStyle = string({ oneOf: ["primary", "danger"] });
const label = string({ max: limits.accessibilityLabel });
const menuOptions = {
  options: list(menuOption, 1, limits.selectOptions),
  option_groups: list(optionGroup, 1, limits.optionGroups),
};
const fromOptions = { exactlyOneOf: ["options", "option_groups"] };
const fromConversations = { default_to_current_conversation: boolean, filter: conversationFilter };
const responding = { response_url_enabled: boolean };
const ids = list(string(), 1);

const feedbackButton = object({
  fields: {
    text: required(plain(limits.buttonText)),
    value: required(string({ max: limits.buttonValue })),
    accessibility_label: label,
  },
});

const style = object({
  fields: { bold: boolean, code: boolean, italic: boolean, strike: boolean, underline: boolean },
});
const inline = typed("inline", [
  "text",
  "link",
  "emoji",
  "user",
  "usergroup",
  "channel",
  "broadcast",
  "team",
  "date",
  "color",
]);

/** Elements by their `type`: what stands in blocks. */
export const elementShapes: Readonly<Record<string, Shape>> = {
  button: {
    fields: {
      ...confirmed,
      text: required(plain(limits.buttonText)),
      value: string({ max: limits.buttonValue }),
      url: string({ max: limits.url, form: "url" }),
      style: buttonStyle,
      accessibility_label: label,
    },
  },
  icon_button: {
    fields: {
      ...confirmed,
      icon: required(string({ min: 1 })),
      text: required(plain(limits.buttonText)),
      value: string({ max: limits.buttonValue }),
      accessibility_label: label,
      visible_to_user_ids: list(string()),
    },
  },
  feedback_buttons: {
    fields: { ...identified, positive_button: required(feedbackButton), negative_button: required(feedbackButton) },
  },
  workflow_button: {
    fields: {
      ...confirmed,
      text: required(plain(limits.buttonText)),
      style: buttonStyle,
      accessibility_label: label,
      workflow: required(
        object({
          fields: {
            trigger: required(
              object({
                fields: {
                  url: required(string({ form: "https-url" })),
                  customizable_input_parameters: list(
                    object({ fields: { name: required(string()), value: required(string()) } }),
                  ),
                },
              }),
            ),
          },
        }),
      ),
    },
  },
  overflow: { fields: { ...confirmed, options: required(list(overflowOption, 1, limits.overflowOptions)) } },
  checkboxes: {
    fields: {
      ...focused,
      confirm: confirmation,
      options: required(list(choiceOption, 1, limits.choiceOptions)),
      initial_options: list(choiceOption, 1, limits.choiceOptions),
    },
    chosen: ["initial_options"],
  },
  radio_buttons: {
    fields: {
      ...focused,
      confirm: confirmation,
      options: required(list(choiceOption, 1, limits.choiceOptions)),
      initial_option: choiceOption,
    },
    chosen: ["initial_option"],
  },
  static_select: {
    fields: { ...menu, ...menuOptions, initial_option: menuOption },
    ...fromOptions,
    chosen: ["initial_option"],
  },
  multi_static_select: {
    fields: { ...several, ...menuOptions, initial_options: list(menuOption, 1, limits.selectOptions) },
    ...fromOptions,
    chosen: ["initial_options"],
  },
  external_select: { fields: { ...menu, initial_option: menuOption, min_query_length: number(0) } },
  multi_external_select: {
    fields: {
      ...several,
      initial_options: list(menuOption, 1, limits.selectOptions),
      min_query_length: number(0),
    },
  },
  users_select: { fields: { ...menu, initial_user: string() } },
  multi_users_select: { fields: { ...several, initial_users: ids } },
  conversations_select: {
    fields: { ...menu, ...fromConversations, ...responding, initial_conversation: string() },
  },
  multi_conversations_select: { fields: { ...several, ...fromConversations, initial_conversations: ids } },
  channels_select: { fields: { ...menu, ...responding, initial_channel: string() } },
  multi_channels_select: { fields: { ...several, initial_channels: ids } },
  datepicker: { fields: { ...menu, initial_date: string({ form: "date" }) } },
  timepicker: { fields: { ...menu, initial_time: string({ form: "time" }), timezone: string() } },
  datetimepicker: {
    fields: { ...focused, confirm: confirmation, initial_date_time: number(1_000_000_000, 9_999_999_999) },
  },
  plain_text_input: {
    fields: {
      ...typing,
      initial_value: string(),
      multiline: boolean,
      min_length: number(0, limits.plainTextInput),
      max_length: number(1, limits.plainTextInput),
    },
  },
  email_text_input: { fields: { ...typing, initial_value: string() } },
  url_text_input: { fields: { ...typing, initial_value: string({ form: "url" }) } },
  number_input: {
    fields: {
      ...typing,
      is_decimal_allowed: required(boolean),
      initial_value: string({ form: "decimal" }),
      min_value: string({ form: "decimal" }),
      max_value: string({ form: "decimal" }),
    },
  },
  file_input: {
    fields: { ...identified, filetypes: list(string(), 1), max_files: number(1, limits.filesOfInput) },
  },
  rich_text_input: {
    fields: {
      ...typing,
      initial_value: block("rich_text"),
      min_lines: number(1, limits.richTextInputLines),
      max_lines: number(1, limits.richTextInputLines),
    },
  },
  image: {
    fields: {
      alt_text: required(string({ min: 1, max: limits.imageAltText })),
      image_url: string({ max: limits.url, form: "url" }),
      slack_file: slackFile,
    },
    exactlyOneOf: ["image_url", "slack_file"],
  },
  url: { fields: { url: required(string({ form: "url" })), text: required(string({ min: 1 })) } },
  raw_text: { fields: { text: required(string({ min: 1 })) } },
  raw_number: { fields: { text: string({ min: 1 }), value: required(number()) } },
  rich_text_section: { fields: { elements: required(list(inline)) } },
  rich_text_list: {
    fields: {
      elements: required(list(element("rich_text_section"), 1)),
      style: required(string({ oneOf: ["bullet", "ordered"] })),
      indent: number(0, 8),
      offset: number(0),
      border: number(0, 1),
    },
  },
  rich_text_quote: { fields: { elements: required(list(inline)), border: number(0, 1) } },
  rich_text_preformatted: {
    fields: {
      elements: required(list(typed("inline", ["text", "link"]))),
      border: number(0, 1),
      language: string(),
    },
  },
};

/** Inline elements of rich text by their `type`. */
export const inlineShapes: Readonly<Record<string, Shape>> = {
  text: { fields: { text: required(string({ min: 1 })), style } },
  link: {
    fields: {
      url: required(string({ max: limits.url, form: "url" })),
      text: string({ min: 1 }),
      unsafe: boolean,
      style,
    },
  },
  emoji: { fields: { name: required(string({ min: 1 })), unicode: string(), url: string(), style } },
  user: { fields: { user_id: required(string({ min: 1 })), style } },
  usergroup: { fields: { usergroup_id: required(string({ min: 1 })), style } },
  channel: { fields: { channel_id: required(string({ min: 1 })), style } },
  broadcast: { fields: { range: required(string({ oneOf: ["here", "channel", "everyone"] })), style } },
  team: { fields: { team_id: required(string({ min: 1 })), style } },
  date: {
    fields: {
      timestamp: required(number()),
      format: required(string({ min: 1 })),
      url: string({ form: "url" }),
      fallback: string(),
      style,
    },
  },
  color: { fields: { value: required(string({ min: 1 })), style } },
};

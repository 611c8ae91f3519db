import { blockLimits as limits } from "./block-limits.ts";
import { slackFile } from "./composition-shapes.ts";
import {
  type BlockShape,
  block,
  boolean,
  eitherText,
  element,
  list,
  mrkdwn,
  number,
  object,
  plain,
  required,
  type Surface,
  string,
  typed,
} from "./field-rule.ts";

const everywhere: readonly Surface[] = ["message", "modal", "home"];
const messages: readonly Surface[] = ["message"];

const selects = [
  "static_select",
  "external_select",
  "users_select",
  "conversations_select",
  "channels_select",
] as const;
const multiSelects = selects.map((type) => `multi_${type}`);
const pickers = ["datepicker", "timepicker", "datetimepicker"] as const;
const choices = ["checkboxes", "radio_buttons"] as const;

const cell = typed("cell", ["rich_text", "raw_text", "raw_number"]);
const rows = required(list(list(cell, 1, limits.tableColumns), 1, limits.tableRows));
const textOrImage = typed("context", ["plain_text", "mrkdwn", "image"]);

/** Blocks by their `type`. Where Slack's own pages differ about a surface, the narrower one is taken. */
export const blockShapes: Readonly<Record<string, BlockShape>> = {
  section: {
    surfaces: everywhere,
    fields: {
      text: eitherText(limits.sectionText),
      fields: list(eitherText(limits.sectionFieldText), 1, limits.sectionFields),
      accessory: element(
        "button",
        "image",
        "overflow",
        "workflow_button",
        "datepicker",
        "timepicker",
        ...choices,
        ...selects,
        ...multiSelects,
      ),
      expand: boolean,
    },
    atLeastOneOf: ["text", "fields"],
  },
  header: { surfaces: everywhere, fields: { text: required(plain(limits.headerText)), level: number(1, 4) } },
  divider: { surfaces: everywhere, fields: {} },
  context: {
    surfaces: everywhere,
    fields: { elements: required(list(textOrImage, 1, limits.contextElements)) },
  },
  actions: {
    surfaces: everywhere,
    fields: {
      elements: required(
        list(
          element(
            "button",
            "overflow",
            "workflow_button",
            "rich_text_input",
            ...choices,
            ...pickers,
            ...selects,
            ...multiSelects,
          ),
          1,
          limits.actionsElements,
        ),
      ),
    },
  },
  context_actions: {
    surfaces: messages,
    fields: { elements: required(list(element("feedback_buttons", "icon_button"), 1, limits.contextActions)) },
  },
  image: {
    surfaces: everywhere,
    fields: {
      alt_text: required(string({ min: 1, max: limits.imageAltText })),
      title: plain(limits.imageTitle),
      image_url: string({ max: limits.url, form: "url" }),
      slack_file: slackFile,
    },
    exactlyOneOf: ["image_url", "slack_file"],
  },
  input: {
    surfaces: everywhere,
    fields: {
      label: required(plain(limits.inputLabel)),
      hint: plain(limits.inputHint),
      optional: boolean,
      dispatch_action: boolean,
      element: required(
        element(
          "plain_text_input",
          "email_text_input",
          "url_text_input",
          "number_input",
          "file_input",
          "rich_text_input",
          ...choices,
          ...pickers,
          ...selects,
          ...multiSelects,
        ),
      ),
    },
  },
  rich_text: {
    surfaces: everywhere,
    fields: {
      elements: required(
        list(element("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"), 1),
      ),
    },
  },
  markdown: { surfaces: messages, fields: { text: required(string({ min: 1 })) } },
  video: {
    surfaces: everywhere,
    fields: {
      video_url: required(string({ max: limits.url, form: "https-url" })),
      thumbnail_url: required(string({ max: limits.url, form: "url" })),
      alt_text: required(string({ min: 1 })),
      title: required(plain(limits.videoTitle)),
      title_url: string({ form: "https-url" }),
      author_name: string({ max: limits.videoAuthor }),
      provider_name: string(),
      provider_icon_url: string({ form: "url" }),
      description: plain(limits.videoDescription),
    },
  },
  file: {
    surfaces: messages,
    fields: { source: required(string({ oneOf: ["remote"] })), external_id: required(string({ min: 1 })) },
  },
  alert: {
    surfaces: ["modal", "home"],
    fields: {
      text: required(eitherText(limits.textObject)),
      level: string({ oneOf: ["default", "info", "warning", "error", "success"] }),
    },
  },
  card: {
    surfaces: messages,
    fields: {
      hero_image: element("image"),
      icon: element("image"),
      title: mrkdwn(limits.cardTitle),
      subtitle: mrkdwn(limits.cardTitle),
      body: mrkdwn(limits.cardBody),
      actions: list(element("button"), 1, limits.cardActions),
    },
    atLeastOneOf: ["hero_image", "title", "actions", "body"],
  },
  carousel: {
    surfaces: messages,
    fields: { elements: required(list(block("card"), 1, limits.carouselCards)) },
  },
  container: {
    surfaces: messages,
    fields: {
      title: plain(limits.containerTitle),
      rich_text_title: block("rich_text"),
      subtitle: eitherText(limits.containerTitle),
      icon: element("image"),
      child_blocks: required(
        list(
          block(
            "actions",
            "context",
            "divider",
            "file",
            "header",
            "image",
            "input",
            "rich_text",
            "section",
            "table",
            "video",
          ),
          1,
          limits.containerBlocks,
        ),
      ),
      width: string({ oneOf: ["narrow", "standard", "wide", "full"] }),
      is_collapsible: boolean,
      default_collapsed: boolean,
      has_header_divider: boolean,
    },
    atLeastOneOf: ["title", "rich_text_title"],
    needsTrue: { default_collapsed: "is_collapsible" },
  },
  table: {
    surfaces: messages,
    fields: {
      rows,
      column_settings: list(
        object({ fields: { align: string({ oneOf: ["left", "center", "right"] }), is_wrapped: boolean } }),
        0,
        limits.tableColumns,
      ),
    },
  },
  data_table: {
    surfaces: messages,
    fields: {
      rows,
      caption: required(string({ min: 1 })),
      page_size: number(1, limits.dataTablePageSize),
      row_header_column_index: number(0, limits.tableColumns - 1),
    },
  },
  task_card: {
    surfaces: messages,
    fields: {
      task_id: required(string({ min: 1 })),
      title: required(string({ min: 1 })),
      details: block("rich_text"),
      output: block("rich_text"),
      sources: list(element("url")),
      status: required(string({ oneOf: ["pending", "in_progress", "complete", "error"] })),
    },
  },
  plan: {
    surfaces: messages,
    fields: { title: required(string({ min: 1 })), tasks: list(block("task_card")) },
  },
};

import type { Surface } from "../../src/testing/index.ts";

/** A limit, as blocks that grow: full at `max`, refused one further. */
export interface LimitSample {
  readonly limit: string;
  readonly surface?: Surface;
  readonly max: number;
  /** Blocks in which the limited thing has this size. */
  readonly of: (size: number) => readonly object[];
  readonly code: "too-long" | "too-many" | "out-of-range";
  readonly pointer: string;
}

export const chars = (count: number) => "x".repeat(count);
export const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));
export const plain = (text: string) => ({ type: "plain_text", text });
export const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
export const section = (text = "text") => ({ type: "section", text: mrkdwn(text) });
export const button = (extra: object = {}) => ({ type: "button", text: plain("Go"), ...extra });
export const actions = (...elements: readonly object[]) => ({ type: "actions", elements });
export const option = (extra: object = {}) => ({ text: plain("One"), value: "1", ...extra });
export const select = (extra: object = {}) => ({ type: "static_select", options: [option()], ...extra });
export const input = (element: object, extra: object = {}) => ({
  type: "input",
  label: plain("Label"),
  element,
  ...extra,
});
const card = (extra: object = {}) => ({ type: "card", title: mrkdwn("Card"), ...extra });
const richText = (text: string) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
});
const cell = { type: "raw_text", text: "a" };
const confirm = (extra: object) => ({
  title: plain("Sure?"),
  text: plain("Really"),
  confirm: plain("Yes"),
  deny: plain("No"),
  ...extra,
});
const inFirst = "/blocks/0";
const inElement = "/blocks/0/elements/0";
const url = (length: number) => `https://example.com/${chars(length - 20)}`;

/** Every limit of blocks that counts something. */
export const limitSamples: readonly LimitSample[] = [
  { limit: "blocks of a message", max: 50, of: (n) => times(n, () => section()), code: "too-many", pointer: "/blocks" },
  {
    limit: "blocks of a modal",
    surface: "modal",
    max: 100,
    of: (n) => times(n, () => section()),
    code: "too-many",
    pointer: "/blocks",
  },
  {
    limit: "blocks of a Home tab",
    surface: "home",
    max: 100,
    of: (n) => times(n, () => section()),
    code: "too-many",
    pointer: "/blocks",
  },
  long("text of a section", 3000, (text) => [section(text)], `${inFirst}/text/text`),
  many(
    "fields of a section",
    10,
    (n) => [{ type: "section", fields: times(n, () => mrkdwn("f")) }],
    `${inFirst}/fields`,
  ),
  long(
    "a field of a section",
    2000,
    (text) => [{ type: "section", fields: [mrkdwn(text)] }],
    `${inFirst}/fields/0/text`,
  ),
  long("text of a header", 150, (text) => [{ type: "header", text: plain(text) }], `${inFirst}/text/text`),
  many(
    "elements of a context",
    10,
    (n) => [{ type: "context", elements: times(n, () => mrkdwn("c")) }],
    `${inFirst}/elements`,
  ),
  long("text in a context", 3000, (text) => [{ type: "context", elements: [mrkdwn(text)] }], `${inElement}/text`),
  many("elements of actions", 25, (n) => [actions(...times(n, () => button()))], `${inFirst}/elements`),
  many(
    "elements of context_actions",
    5,
    (n) => [
      {
        type: "context_actions",
        elements: times(n, () => ({ type: "icon_button", icon: "trash", text: plain("Go") })),
      },
    ],
    `${inFirst}/elements`,
  ),
  long("alt_text of an image", 2000, (text) => [image({ alt_text: text })], `${inFirst}/alt_text`),
  long("title of an image", 2000, (text) => [image({ title: plain(text) })], `${inFirst}/title/text`),
  {
    limit: "image_url",
    max: 3000,
    of: (n) => [image({ image_url: url(n) })],
    code: "too-long",
    pointer: `${inFirst}/image_url`,
  },
  long("text of a button", 75, (text) => [actions(button({ text: plain(text) }))], `${inElement}/text/text`),
  long("value of a button", 2000, (value) => [actions(button({ value }))], `${inElement}/value`),
  {
    limit: "url of a button",
    max: 3000,
    of: (n) => [actions(button({ url: url(n) }))],
    code: "too-long",
    pointer: `${inElement}/url`,
  },
  long(
    "label of a button",
    75,
    (text) => [actions(button({ accessibility_label: text }))],
    `${inElement}/accessibility_label`,
  ),
  many(
    "options of a select",
    100,
    (n) => [actions(select({ options: times(n, (i) => option({ value: String(i) })) }))],
    `${inElement}/options`,
  ),
  many(
    "option groups of a select",
    100,
    (n) => [
      actions({
        type: "static_select",
        option_groups: times(n, () => ({ label: plain("Group"), options: [option()] })),
      }),
    ],
    `${inElement}/option_groups`,
  ),
  long(
    "label of an option group",
    75,
    (text) => [actions({ type: "static_select", option_groups: [{ label: plain(text), options: [option()] }] })],
    `${inElement}/option_groups/0/label/text`,
  ),
  many(
    "options of an overflow menu",
    5,
    (n) => [actions({ type: "overflow", options: times(n, () => option()) })],
    `${inElement}/options`,
  ),
  many(
    "options of radio buttons",
    10,
    (n) => [actions({ type: "radio_buttons", options: times(n, () => option()) })],
    `${inElement}/options`,
  ),
  many(
    "options of checkboxes",
    10,
    (n) => [actions({ type: "checkboxes", options: times(n, () => option()) })],
    `${inElement}/options`,
  ),
  long(
    "text of an option",
    75,
    (text) => [actions(select({ options: [option({ text: plain(text) })] }))],
    `${inElement}/options/0/text/text`,
  ),
  long(
    "value of an option",
    75,
    (value) => [actions(select({ options: [option({ value })] }))],
    `${inElement}/options/0/value`,
  ),
  long(
    "description of an option",
    75,
    (text) => [actions(select({ options: [option({ description: plain(text) })] }))],
    `${inElement}/options/0/description/text`,
  ),
  {
    limit: "url of an option",
    max: 3000,
    of: (n) => [actions({ type: "overflow", options: [option({ url: url(n) })] })],
    code: "too-long",
    pointer: `${inElement}/options/0/url`,
  },
  long("placeholder", 150, (text) => [actions(select({ placeholder: plain(text) }))], `${inElement}/placeholder/text`),
  long(
    "title of a confirmation",
    100,
    (text) => [actions(button({ confirm: confirm({ title: plain(text) }) }))],
    `${inElement}/confirm/title/text`,
  ),
  long(
    "text of a confirmation",
    300,
    (text) => [actions(button({ confirm: confirm({ text: plain(text) }) }))],
    `${inElement}/confirm/text/text`,
  ),
  long(
    "button of a confirmation",
    30,
    (text) => [actions(button({ confirm: confirm({ deny: plain(text) }) }))],
    `${inElement}/confirm/deny/text`,
  ),
  long("block_id", 255, (text) => [{ ...section(), block_id: text }], `${inFirst}/block_id`),
  long("action_id", 255, (text) => [actions(button({ action_id: text }))], `${inElement}/action_id`),
  long(
    "label of an input",
    2000,
    (text) => [input(textInput(), { label: plain(text) })],
    `${inFirst}/label/text`,
    "modal",
  ),
  long(
    "hint of an input",
    2000,
    (text) => [input(textInput(), { hint: plain(text) })],
    `${inFirst}/hint/text`,
    "modal",
  ),
  {
    limit: "max_length of a text input",
    surface: "modal",
    max: 3000,
    of: (n) => [input(textInput({ max_length: n }))],
    code: "out-of-range",
    pointer: `${inFirst}/element/max_length`,
  },
  {
    limit: "files of a file input",
    surface: "modal",
    max: 10,
    of: (n) => [input({ type: "file_input", max_files: n })],
    code: "out-of-range",
    pointer: `${inFirst}/element/max_files`,
  },
  long("markdown", 12_000, (text) => [{ type: "markdown", text }], "/blocks"),
  {
    limit: "markdown blocks together",
    max: 6000,
    of: (n) => [6000, n].map((length) => ({ type: "markdown", text: chars(length) })),
    code: "too-long",
    pointer: "/blocks",
  },
  long("title of a card", 150, (text) => [card({ title: mrkdwn(text) })], `${inFirst}/title/text`),
  long("subtitle of a card", 150, (text) => [card({ subtitle: mrkdwn(text) })], `${inFirst}/subtitle/text`),
  long("body of a card", 200, (text) => [card({ body: mrkdwn(text) })], `${inFirst}/body/text`),
  many(
    "cards of a carousel",
    10,
    (n) => [{ type: "carousel", elements: times(n, () => card()) }],
    `${inFirst}/elements`,
  ),
  long("title of a container", 150, (text) => [container([section()], text)], `${inFirst}/title/text`),
  many("blocks of a container", 10, (n) => [container(times(n, () => section()))], `${inFirst}/child_blocks`),
  many("rows of a table", 100, (n) => [{ type: "table", rows: times(n, () => [cell]) }], `${inFirst}/rows`),
  many("cells of a row", 20, (n) => [{ type: "table", rows: [times(n, () => cell)] }], `${inFirst}/rows/0`),
  many("tables of a message", 1, (n) => times(n, () => ({ type: "table", rows: [[cell, richText("b")]] })), "/blocks"),
  {
    limit: "page_size of a data table",
    max: 100,
    of: (n) => [{ type: "data_table", caption: "Owners", rows: [[cell]], page_size: n }],
    code: "out-of-range",
    pointer: `${inFirst}/page_size`,
  },
];

export function image(extra: object = {}): object {
  return { type: "image", image_url: "https://example.com/a.png", alt_text: "A picture", ...extra };
}

export function textInput(extra: object = {}): object {
  return { type: "plain_text_input", ...extra };
}

function container(blocks: readonly object[], title = "More"): object {
  return { type: "container", title: plain(title), child_blocks: blocks };
}

function long(
  limit: string,
  max: number,
  blocksOf: (text: string) => readonly object[],
  pointer: string,
  surface: Surface = "message",
): LimitSample {
  return { limit, max, of: (length) => blocksOf(chars(length)), code: "too-long", pointer, surface };
}

function many(limit: string, max: number, of: (count: number) => readonly object[], pointer: string): LimitSample {
  return { limit, max, of, code: "too-many", pointer };
}

/** Blocks that break a rule which counts nothing. */
export const ruleSamples: readonly {
  readonly rule: string;
  readonly blocks: readonly unknown[];
  readonly code: string;
  readonly pointer: string;
  readonly surface?: Surface;
}[] = [
  {
    rule: "a block that Slack does not know",
    blocks: [{ type: "nope" }],
    code: "unknown-type",
    pointer: "/blocks/0/type",
  },
  {
    rule: "a block named as a property of every object",
    blocks: [{ type: "constructor" }],
    code: "unknown-type",
    pointer: "/blocks/0/type",
  },
  { rule: "a block without a type", blocks: [{}], code: "missing-field", pointer: inFirst },
  { rule: "something else than a block", blocks: ["text"], code: "wrong-type", pointer: inFirst },
  {
    rule: "an element that Slack does not know",
    blocks: [actions({ type: "nope" })],
    code: "unknown-type",
    pointer: `${inElement}/type`,
  },
  {
    rule: "an element where it may not stand",
    blocks: [actions(textInput())],
    code: "not-allowed-here",
    pointer: `${inElement}/type`,
  },
  {
    rule: "a field that Slack does not know",
    blocks: [{ ...section(), color: "red" }],
    code: "unknown-field",
    pointer: `${inFirst}/color`,
  },
  {
    rule: "a text field that Slack does not know",
    blocks: [{ type: "section", text: { ...mrkdwn("a"), emoji: true } }],
    code: "unknown-field",
    pointer: `${inFirst}/text/emoji`,
  },
  { rule: "a section without text", blocks: [{ type: "section" }], code: "missing-field", pointer: inFirst },
  { rule: "empty text", blocks: [section("")], code: "too-short", pointer: `${inFirst}/text/text` },
  {
    rule: "mrkdwn where plain text belongs",
    blocks: [{ type: "header", text: mrkdwn("a") }],
    code: "wrong-type",
    pointer: `${inFirst}/text/type`,
  },
  { rule: "no elements", blocks: [actions()], code: "too-few", pointer: `${inFirst}/elements` },
  {
    rule: "a javascript link",
    blocks: [actions(button({ url: "javascript:alert(1)" }))],
    code: "invalid-url",
    pointer: `${inElement}/url`,
  },
  {
    rule: "a link with white space",
    blocks: [actions(button({ url: "https://a.example/b c" }))],
    code: "invalid-url",
    pointer: `${inElement}/url`,
  },
  {
    rule: "two blocks with one id",
    blocks: [
      { ...section(), block_id: "a" },
      { ...section(), block_id: "a" },
    ],
    code: "duplicate-id",
    pointer: "/blocks/1/block_id",
  },
  {
    rule: "two elements with one id",
    blocks: [actions(button({ action_id: "a" }), button({ action_id: "a" }))],
    code: "duplicate-id",
    pointer: "/blocks/0/elements/1/action_id",
  },
  {
    rule: "both options and groups",
    blocks: [actions(select({ option_groups: [{ label: plain("G"), options: [option()] }] }))],
    code: "conflicting-fields",
    pointer: inElement,
  },
  {
    rule: "an initial option that is not offered",
    blocks: [actions(select({ initial_option: option({ value: "2" }) }))],
    code: "not-an-option",
    pointer: `${inElement}/initial_option`,
  },
  {
    rule: "an image from two places",
    blocks: [image({ slack_file: { id: "F1" } })],
    code: "conflicting-fields",
    pointer: inFirst,
  },
  {
    rule: "a url in a menu that opens none",
    blocks: [actions(select({ options: [option({ url: "https://a.example" })] }))],
    code: "unknown-field",
    pointer: `${inElement}/options/0/url`,
  },
  {
    rule: "a style that is none",
    blocks: [actions(button({ style: "blue" }))],
    code: "invalid-value",
    pointer: `${inElement}/style`,
  },
  {
    rule: "a date that is none",
    blocks: [actions({ type: "datepicker", initial_date: "tomorrow" })],
    code: "invalid-value",
    pointer: `${inElement}/initial_date`,
  },
  {
    rule: "a folded container that cannot unfold",
    blocks: [{ ...container([section()]), default_collapsed: true }],
    code: "conflicting-fields",
    pointer: `${inFirst}/default_collapsed`,
  },
  {
    rule: "a table in a modal",
    blocks: [{ type: "table", rows: [[cell]] }],
    code: "not-allowed-here",
    pointer: `${inFirst}/type`,
    surface: "modal",
  },
  {
    rule: "a file input in a message",
    blocks: [input({ type: "file_input" })],
    code: "not-allowed-here",
    pointer: `${inFirst}/element/type`,
  },
  {
    rule: "an alert in a message",
    blocks: [{ type: "alert", text: plain("Down") }],
    code: "not-allowed-here",
    pointer: `${inFirst}/type`,
  },
  {
    rule: "two elements that want the focus",
    blocks: [1, 2].map(() => input(textInput({ focus_on_load: true }))),
    code: "conflicting-fields",
    pointer: "/blocks",
    surface: "modal",
  },
  {
    rule: "a mention in rich text without a user",
    blocks: [{ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "user" }] }] }],
    code: "missing-field",
    pointer: `${inElement}/elements/0`,
  },
];

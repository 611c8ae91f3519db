import { nameOf, plain } from "@callboard/answers";
import type { CatalogView, JsonObject } from "@callboard/core";
import {
  checkParameters,
  formFields,
  isSecretField,
  type ParameterPage,
  parameterPages,
  type Template,
} from "@callboard/scaffolder";
import type { KnownBlock, ModalView } from "@slack/types";
import { blockLimits } from "../limits/block-limits.ts";
import { actionIds, actionRow } from "../render/actions.ts";
import { mrkdwn, plainText } from "../render/escape.ts";
import { plainLine, richText } from "../render/rich-text.ts";
import { contextBlock } from "../render/small-print.ts";
import { decidingFields } from "./deciding-fields.ts";
import { fieldBlocks, titleOf } from "./field-blocks.ts";
import { fieldControl } from "./field-control.ts";
import { encodeForm, type FormState } from "./form-state.ts";
import { isOwnedHost } from "./repo-url.ts";

/** A page of a form to show, or why it cannot be shown in Slack. */
export type FormPage = { readonly view: ModalView } | { readonly refused: string };

/** The `callback_id` of a page of a form. */
export const FORM_CALLBACK = "callboard_form";

/** The page of a template's form that its state is on, with what was answered so far. */
export function formPage(template: Template, state: FormState, catalog: CatalogView): FormPage {
  const refused = (why: string) => ({
    refused: `${why} Run it from a terminal: callboard template run ${template.ref}`,
  });
  const pages = formPages(template);
  const page = pages[state.page] ?? {};
  const filled = withDefaults(template, state.values);
  const fields = formFields(page, filled);
  const secret = fields.find((field) => isSecretField(field));
  if (secret)
    return refused(`This template asks for a secret (${plain(titleOf(secret), 60)}), which does not belong in Slack.`);
  if (template.spec.secrets?.schema) return refused("This template needs secrets, which do not belong in Slack.");
  if (fields.some(({ name }) => name.length > LONGEST_NAME))
    return refused("A field of this template has a name too long for Slack.");
  const foreign = fields.map(fieldControl).flatMap((each) => (each.type === "repository" ? each.among.hosts : []));
  if (foreign.some((host) => !isOwnedHost(host)))
    return refused(
      `This template asks for a repository on ${foreign.join(" or ")}, which has more parts than a form in Slack asks for.`,
    );

  const deciding = decidingFields(page);
  const blocks: KnownBlock[] = [
    ...heading(page, template),
    ...fields.flatMap((field) =>
      fieldBlocks(field, {
        page: state.page,
        value: filled[field.name],
        isDeciding: deciding.has(field.name),
        view: catalog,
      }),
    ),
    ...(state.page > 0 ? actionRow([BACK]) : []),
  ];
  if (blocks.length > blockLimits.viewBlocks)
    return refused(`This template asks for ${fields.length} things on one page, more than Slack shows.`);
  const metadata = encodeForm(state);
  if (metadata === null) return refused("These answers are longer than Slack keeps.");
  const isLast = state.page >= pages.length - 1;
  return {
    view: {
      type: "modal",
      callback_id: FORM_CALLBACK,
      private_metadata: metadata,
      title: plainText(template.entity.metadata.title ?? nameOf(template.ref), blockLimits.viewTitle),
      submit: plainText(isLast ? "Show the plan" : "Next", blockLimits.viewButton),
      close: plainText("Cancel", blockLimits.viewButton),
      blocks,
    },
  };
}

/** The pages of a form; an empty one for a template that asks for nothing. */
export function formPages(template: Template): readonly ParameterPage[] {
  const pages = parameterPages(template);
  return pages.length === 0 ? [{}] : pages;
}

/** The answers so far, and the defaults of what has not been answered, which decide too. */
export function withDefaults(template: Template, values: JsonObject): JsonObject {
  return checkParameters(template, values).values;
}

/** A block id has room for 255 characters, the number of the page and the part among them. */
const LONGEST_NAME = 200;

const BACK = {
  type: "button",
  action_id: actionIds.formBack,
  text: plainText("Back", blockLimits.buttonText),
} as const;

function heading({ title, description }: ParameterPage, { entity }: Template): readonly KnownBlock[] {
  const texts = [title, description ?? (title === undefined ? entity.metadata.description : undefined)];
  const [head, ...rest] = texts.flatMap((text) => (typeof text === "string" && text.trim() !== "" ? [text] : []));
  if (head === undefined) return contextBlock([mrkdwn`Nothing happens before you have seen the plan.`]);
  return richText([
    plainLine(plain(head, 500), title === undefined ? null : "strong"),
    ...rest.map((text) => plainLine(plain(text, 2_000))),
  ]);
}

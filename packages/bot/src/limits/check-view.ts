import { blockLimits as limits } from "./block-limits.ts";
import { checkBlocks } from "./check-blocks.ts";
import { checkField } from "./check-field.ts";
import { boolean, type FieldRule, plain, string } from "./field-rule.ts";
import { isJsonObject, own } from "./json.ts";
import type { Report, Violation } from "./violation.ts";

/** What Slack would refuse about a modal or a Home tab; an empty list when nothing. */
export function checkView(view: unknown): readonly Violation[] {
  const violations: Violation[] = [];
  const report: Report = (pointer, code, message) => violations.push({ pointer, code, message });
  if (!isJsonObject(view)) {
    report("", "wrong-type", "must be an object");
    return violations;
  }
  const type = own(view, "type");
  if (type !== "modal" && type !== "home") {
    report("/type", "unknown-type", "must be modal or home");
    return violations;
  }
  const fields = type === "modal" ? MODAL_FIELDS : COMMON_FIELDS;
  for (const [name, rule] of Object.entries(fields)) {
    if (Object.hasOwn(view, name)) checkField(view[name], rule, `/${name}`, { surface: type, report });
  }
  for (const name of Object.keys(view)) {
    if (!Object.hasOwn(fields, name) && name !== "type" && name !== "blocks") {
      report(`/${name}`, "unknown-field", `invalid additional property: ${name.slice(0, 60)}`);
    }
  }
  for (const name of type === "modal" ? ["title", "blocks"] : ["blocks"]) {
    if (!Object.hasOwn(view, name)) report("", "missing-field", `missing required field: ${name}`);
  }
  if (type === "modal" && hasInput(view.blocks) && !Object.hasOwn(view, "submit")) {
    report("", "missing-field", "missing required field: submit, because the view has an input block");
  }
  if (Object.hasOwn(view, "blocks")) violations.push(...checkBlocks(view.blocks, type));
  return violations;
}

const COMMON_FIELDS: Readonly<Record<string, FieldRule>> = {
  private_metadata: string({ max: limits.privateMetadata }),
  callback_id: string({ max: limits.callbackId }),
  external_id: string({ max: limits.externalId }),
};

const MODAL_FIELDS: Readonly<Record<string, FieldRule>> = {
  ...COMMON_FIELDS,
  title: plain(limits.viewTitle),
  submit: plain(limits.viewButton),
  close: plain(limits.viewButton),
  clear_on_close: boolean,
  notify_on_close: boolean,
};

function hasInput(blocks: unknown): boolean {
  return Array.isArray(blocks) && blocks.some((block) => own(block, "type") === "input");
}

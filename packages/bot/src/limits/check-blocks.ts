import { blockLimits } from "./block-limits.ts";
import { blockShapes } from "./block-shapes.ts";
import { type CheckContext, checkTyped } from "./check-field.ts";
import type { Surface } from "./field-rule.ts";
import { own } from "./json.ts";
import type { Report, Violation } from "./violation.ts";

/**
 * What Slack would refuse about these blocks on this surface; an empty list when nothing.
 *
 * @param pointer where the blocks are in what is sent; `/blocks` unless given
 */
export function checkBlocks(blocks: unknown, surface: Surface, pointer = "/blocks"): readonly Violation[] {
  const violations: Violation[] = [];
  const report: Report = (at, code, message) => violations.push({ pointer: at, code, message });
  if (!Array.isArray(blocks)) {
    report(pointer, "wrong-type", "must be an array");
    return violations;
  }
  const max = surface === "message" ? blockLimits.messageBlocks : blockLimits.viewBlocks;
  if (blocks.length > max) report(pointer, "too-many", `no more than ${max} items allowed`);
  const context: CheckContext = { surface, report };
  const checked: readonly unknown[] = blocks.slice(0, max);
  for (const [index, block] of checked.entries()) checkBlock(block, `${pointer}/${index}`, context);
  checkTogether(checked, surface, pointer, report);
  return violations;
}

const BLOCK_TYPES = Object.keys(blockShapes);

function checkBlock(block: unknown, pointer: string, context: CheckContext): void {
  checkTyped(block, "block", BLOCK_TYPES, pointer, context);
  const type = own(block, "type");
  const shape = typeof type === "string" && Object.hasOwn(blockShapes, type) ? blockShapes[type] : undefined;
  if (shape && !shape.surfaces.includes(context.surface)) {
    context.report(`${pointer}/type`, "not-allowed-here", `a ${type} block is not allowed in a ${context.surface}`);
  }
}

/** What holds over all blocks together. */
function checkTogether(blocks: readonly unknown[], surface: Surface, pointer: string, report: Report): void {
  const blockIds = new Set<unknown>();
  const totals = { markdown: 0, tables: 0, focused: 0 };

  for (const [index, block] of blocks.entries()) {
    const at = `${pointer}/${index}`;
    const actionIds = new Set<unknown>();
    for (const [inner, innerPointer] of objectsIn(block, at)) {
      rememberId(own(inner, "block_id"), blockIds, `${innerPointer}/block_id`, "block_id");
      rememberId(own(inner, "action_id"), actionIds, `${innerPointer}/action_id`, "action_id");
      if (own(inner, "focus_on_load") === true) totals.focused += 1;
      if (own(inner, "type") === "table") totals.tables += 1;
    }
    const text = own(block, "text");
    if (own(block, "type") === "markdown" && typeof text === "string") totals.markdown += text.length;
  }
  if (totals.markdown > blockLimits.markdownText) {
    report(
      pointer,
      "too-long",
      `markdown blocks must be less than ${blockLimits.markdownText + 1} characters together`,
    );
  }
  if (surface === "message" && totals.tables > blockLimits.tablesOfMessage) {
    report(pointer, "too-many", "only one table is allowed in a message");
  }
  if (totals.focused > 1) report(pointer, "conflicting-fields", "only one element may have focus_on_load");

  function rememberId(id: unknown, seen: Set<unknown>, at: string, name: string): void {
    if (id === undefined) return;
    if (seen.has(id)) report(at, "duplicate-id", `${name} is already used`);
    seen.add(id);
  }
}

/** Every object inside of a block, itself included, as far down as a valid block reaches. */
function* objectsIn(value: unknown, pointer: string, depth = 0): Generator<readonly [object, string]> {
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return;
  if (!Array.isArray(value)) yield [value, pointer];
  for (const [key, inner] of Object.entries(value)) yield* objectsIn(inner, `${pointer}/${key}`, depth + 1);
}

const MAX_DEPTH = 20;

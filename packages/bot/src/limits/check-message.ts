import { blockLimits } from "./block-limits.ts";
import { checkBlocks } from "./check-blocks.ts";
import { own } from "./json.ts";
import type { Violation } from "./violation.ts";

/**
 * What Slack would refuse about the payload of a message, and two things it would let pass: a `text` beyond 4,000
 * characters, which it may cut, and blocks without `text`, which notifications and screen readers show as nothing.
 */
export function checkMessage(payload: object): readonly Violation[] {
  const violations: Violation[] = [];
  const [text, blocks, attachments] = ["text", "blocks", "attachments"].map((name) => own(payload, name));
  if (text !== undefined && typeof text !== "string") {
    violations.push({ pointer: "/text", code: "wrong-type", message: "must be a string" });
  } else if (text !== undefined && text.length > blockLimits.messageText) {
    const message = `must be less than ${blockLimits.messageText + 1} characters`;
    violations.push({ pointer: "/text", code: "too-long", message });
  }
  if (!text && blocks !== undefined) {
    const message = "missing required field: text, which notifications and screen readers show";
    violations.push({ pointer: "", code: "missing-field", message });
  }
  if (blocks !== undefined) violations.push(...checkBlocks(blocks, "message"));
  if (attachments !== undefined) violations.push(...checkAttachments(attachments));
  return violations;
}

function checkAttachments(attachments: unknown): readonly Violation[] {
  if (!Array.isArray(attachments))
    return [{ pointer: "/attachments", code: "wrong-type", message: "must be an array" }];
  const { attachments: max } = blockLimits;
  const excess: readonly Violation[] =
    attachments.length > max
      ? [{ pointer: "/attachments", code: "too-many", message: `no more than ${max} items allowed` }]
      : [];
  const inner = attachments.slice(0, max).flatMap((attachment: unknown, index) => {
    const blocks = own(attachment, "blocks");
    return blocks === undefined ? [] : checkBlocks(blocks, "message", `/attachments/${index}/blocks`);
  });
  return [...excess, ...inner];
}

import { CatalogError } from "@callboard/core";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";

/**
 * What an assistant gets when a tool cannot answer: `{ error: { code, message, suggestions, incompleteSources } }` as
 * JSON, with the code to branch on. What failed unexpectedly is told to nobody.
 */
export function toolError(reason: unknown): CallToolResult {
  return { isError: true, content: [{ type: "text", text: JSON.stringify({ error: described(reason) }) }] };
}

/** True for what was thrown on purpose, with a message for people. */
export function isExpected(reason: unknown): boolean {
  return reason instanceof CatalogError || isTemplateError(reason);
}

function described(reason: unknown) {
  if (reason instanceof CatalogError) {
    const { code, message, suggestions, incompleteSources } = reason;
    return { code, message, suggestions, incompleteSources };
  }
  if (isTemplateError(reason)) {
    const { code, message } = reason;
    return { code, message, suggestions: [], incompleteSources: [] };
  }
  return {
    code: "internal",
    message: "The server failed to answer. Try again.",
    suggestions: [],
    incompleteSources: [],
  };
}

/** Told by its name, so that nothing of the scaffolder is loaded where no template is opened. */
function isTemplateError(reason: unknown): reason is Error & { readonly code: string } {
  return reason instanceof Error && reason.name === "TemplateError" && "code" in reason;
}

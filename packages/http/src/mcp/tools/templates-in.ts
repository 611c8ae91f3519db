import { CatalogError } from "@callboard/core";
import type { TemplateAccess, ToolContext } from "../tool.ts";

/** How templates are opened and planned. @throws {CatalogError} `invalid-argument` when the host gives no way */
export function templatesIn({ templates }: ToolContext): TemplateAccess {
  if (templates) return templates;
  throw new CatalogError("invalid-argument", "This server opens no templates.");
}

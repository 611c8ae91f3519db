import { TemplateError } from "../template-error.ts";

/** Why something failed, with the line of the template that it is about. */
export function reasonText(reason: unknown): string {
  const message = reason instanceof Error ? reason.message : String(reason);
  const place = reason instanceof TemplateError ? reason.place : null;
  if (!place || place.location === "") return message;
  const { location, line, column } = place;
  const at = [location, line, column].filter((part) => part !== null).join(":");
  return `${at}: ${message}`;
}

import { CatalogError } from "@callboard/core";
import { TemplateError } from "@callboard/scaffolder";
import type { ModalView } from "@slack/types";
import type { FormPage } from "../../form/form-page.ts";
import { answerView } from "../../render/answer-view.ts";
import { noteOf } from "../message-of.ts";

/** A page as a view; a page that cannot be shown says why. */
export function viewOf(page: FormPage): ModalView {
  return "view" in page ? page.view : answerView("New", noteOf(page.refused || "You cannot run templates."));
}

/** Why something about a template failed, in a sentence for whoever asked; faults of ours are not told. */
export function reasonOf(reason: unknown): string {
  if (!(reason instanceof TemplateError)) {
    return reason instanceof CatalogError
      ? reason.message
      : "It is my fault, not yours. Whoever runs me finds the reason in my log.";
  }
  const { place, message } = reason;
  if (!place || place.location === "") return message;
  return `${[place.location, place.line, place.column].filter((part) => part !== null).join(":")}: ${message}`;
}

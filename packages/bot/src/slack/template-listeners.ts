import { FORM_CALLBACK } from "../form/form-page.ts";
import { templateOptions } from "../form/template-picker.ts";
import { actionIds } from "../render/actions.ts";
import { approveRun, cancelRun, retryRun } from "../surfaces/templates/approve-run.ts";
import { showPlannedFiles } from "../surfaces/templates/ask-for-plan.ts";
import { openByClick, openByPick } from "../surfaces/templates/open-form.ts";
import { changeForm, formSuggestions, submitForm, turnBack } from "../surfaces/templates/submit-form.ts";
import { action, type Listener } from "./listener.ts";

/** What it takes to run templates, beside the command that opens their forms. */
export const templateListeners: readonly Listener[] = [
  action(actionIds.template, openByClick),
  action(actionIds.pickTemplate, openByPick),
  {
    on: "options",
    actionId: actionIds.pickTemplate,
    scopes: [],
    async suggest(typed, { user }, services) {
      const { catalog, people, places, policy } = services;
      const [person, place] = await Promise.all([people.find(user), places.find("D-home")]);
      const { allowed } = await policy({ person, place, does: "act" });
      return { options: allowed ? templateOptions(catalog, typed) : [] };
    },
  },
  action(actionIds.formValue, changeForm),
  action(actionIds.formOption, changeForm),
  action(actionIds.formBack, turnBack),
  {
    on: "options",
    actionId: actionIds.formOption,
    scopes: [],
    suggest: async (typed, asked, services) => ({ options: await formSuggestions(typed, asked, services) }),
  },
  { on: "view", callbackId: FORM_CALLBACK, scopes: [], submit: submitForm },
  action(actionIds.runApprove, approveRun),
  action(actionIds.runCancel, cancelRun),
  action(actionIds.runFiles, showPlannedFiles),
  action(actionIds.runRetry, retryRun),
];

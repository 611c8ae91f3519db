import type { TemplateAccess, Tool } from "./tool.ts";
import { ask } from "./tools/ask.ts";
import { findEntity } from "./tools/find-entity.ts";
import { getBlastRadius } from "./tools/get-blast-radius.ts";
import { getCommonCauses } from "./tools/get-common-causes.ts";
import { getOwner } from "./tools/get-owner.ts";
import { listProblems } from "./tools/list-problems.ts";
import { planTemplate } from "./tools/plan-template.ts";
import { runTemplate } from "./tools/run-template.ts";
import { search } from "./tools/search.ts";

/** The tools that a server offers: those that write only where they were asked for. */
export function tools(templates: TemplateAccess | undefined): readonly Tool[] {
  return [
    findEntity,
    getOwner,
    getBlastRadius,
    getCommonCauses,
    search,
    listProblems,
    ask,
    ...(templates ? [planTemplate] : []),
    ...(templates?.mayRun ? [runTemplate] : []),
  ];
}

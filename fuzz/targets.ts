import type { FuzzTarget } from "./fuzz-target.ts";
import { catalogs } from "./targets/catalogs.ts";
import { configurations } from "./targets/configurations.ts";
import { documents } from "./targets/documents.ts";
import { filters } from "./targets/filters.ts";
import { kindsFiles } from "./targets/kinds-files.ts";
import { predicates } from "./targets/predicates.ts";
import { questions } from "./targets/questions.ts";
import { refs } from "./targets/refs.ts";
import { templates } from "./targets/templates.ts";

/** Every place where text from outside enters. */
export const fuzzTargets: readonly FuzzTarget[] = [
  documents,
  catalogs,
  kindsFiles,
  configurations,
  refs,
  filters,
  predicates,
  questions,
  templates,
];

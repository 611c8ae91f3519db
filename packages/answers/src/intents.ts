import { blastRadius } from "./intents/blast-radius.ts";
import { dependencies } from "./intents/dependencies.ts";
import { dependents } from "./intents/dependents.ts";
import { describe } from "./intents/describe.ts";
import { help } from "./intents/help.ts";
import { lifecycle } from "./intents/lifecycle.ts";
import { listOwned } from "./intents/list-owned.ts";
import { owner } from "./intents/owner.ts";

/** Everything that can be asked, in the order of help. */
export const intents = [owner, blastRadius, dependencies, dependents, listOwned, lifecycle, describe, help] as const;

/** The names of all intents. */
export type IntentName = (typeof intents)[number]["name"];

/** The data of an answer, by intent. */
export type IntentData<Name extends IntentName> = ReturnType<
  Extract<(typeof intents)[number], { readonly name: Name }>["answer"]
>;

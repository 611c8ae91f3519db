import { isRestricted } from "@callboard/core";
import type { DependenciesData } from "../intents/dependencies.ts";
import type { DependentsData } from "../intents/dependents.ts";
import { plain } from "./plain.ts";
import { count, fitted, introduced, nameOf, titleOf, type Voice } from "./voice.ts";

const LISTED = 15;

/** What an entity needs, one line each. */
export function sayDependencies({ entity, direct, indirect, missing }: DependenciesData, voice: Voice): string[] {
  const name = nameOf(entity.ref);
  const lost =
    missing.length > 0
      ? [
          voice.warning(
            fitted(
              `${name} also needs what is not in the catalog: `,
              missing.map((ref) => plain(ref)),
            ),
          ),
        ]
      : [];
  if (direct.length === 0 && missing.length > 0) return lost;
  if (direct.length === 0) {
    return [
      `${introduced(entity, voice.strong)} declares ${voice.warning("no dependencies")}.`,
      "That may be so, or nobody wrote them down. They belong in spec.dependsOn and spec.consumesApis of its file.",
    ];
  }
  return [
    `${voice.strong(titleOf(entity))} needs ${count(direct.length, "entity", "entities")} directly` +
      (indirect > 0 ? `, and ${indirect} more through them.` : "."),
    ...direct.slice(0, LISTED).map((each) => `  ${name} needs ${introduced(each.entity)}${conditions(each)}`),
    ...more(direct.length),
    ...lost,
    ...(indirect > 0
      ? [
          `To see what fails with one of them, ask "blast radius of ${nameOf(direct.find(({ ref }) => !isRestricted(ref))?.ref ?? entity.ref)}".`,
        ]
      : []),
  ];
}

/** What needs an entity, one line each. An empty list is no all-clear. */
export function sayDependents(data: DependentsData, voice: Voice): string[] {
  const { entity, direct, indirect, coverage } = data;
  const name = nameOf(entity.ref);
  if (direct.length === 0) return [...noDependents(titleOf(entity), coverage, data.incompleteSources, voice)];
  return [
    `${count(direct.length, "entity needs", "entities need")} ${voice.strong(titleOf(entity))} directly` +
      (indirect > 0 ? `, and ${indirect} more through them.` : "."),
    ...direct.slice(0, LISTED).map((each) => `  ${introduced(each.entity)} needs ${name}${conditions(each)}`),
    ...more(direct.length),
    `To see what breaks with it, ask "blast radius of ${name}".`,
  ];
}

/** That nobody declares to need something, and how much that proves. */
export function noDependents(
  title: string,
  { declaring, total }: { readonly declaring: number; readonly total: number },
  incompleteSources: readonly string[],
  voice: Voice,
): string[] {
  return [
    `There are ${voice.warning("no declared dependents")} of ${voice.strong(title)}.`,
    total === declaring
      ? "That proves little: dependencies that nobody wrote down do not show here."
      : `That proves little: only ${declaring} of ${total} entities that should say what they need do so.`,
    ...(incompleteSources.length > 0
      ? [
          fitted(
            "Not read completely: ",
            incompleteSources.map((name) => plain(name)),
          ),
        ]
      : []),
  ];
}

function more(total: number): string[] {
  return total > LISTED ? [`  +${total - LISTED} more`] : [];
}

/** What softens a need: only as a fallback, only to build, only for reading, only seen in traffic. */
function conditions({ when, needs, evidence }: DependenciesData["direct"][number]): string {
  const notes = [
    ...(when === "always" ? [] : [WHEN[when]]),
    ...(needs === "both" ? [] : [`to ${needs}`]),
    ...(evidence === "declared" ? [] : [evidence]),
  ];
  return notes.length > 0 ? `, ${notes.join(", ")}` : "";
}

const WHEN = { async: "asynchronously", fallback: "as a fallback", build: "to build" } as const;

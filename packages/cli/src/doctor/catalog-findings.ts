import type { CatalogView } from "@callboard/core";
import { plural } from "../output/ago.ts";
import type { CommandLine } from "../output/command-line.ts";
import type { Finding } from "./finding.ts";

/** How good the data is, whatever it was read from. */
export interface CatalogHealth {
  readonly entities: number;
  readonly errors: number;
  readonly warnings: number;
  /** Of the entities that have an owner or should have one, how many nobody owns. */
  readonly unowned: number;
  readonly owned: number;
  /** How many entities that should say what they need do so. */
  readonly declaring: number;
  readonly shouldDeclare: number;
}

export function catalogHealth(view: CatalogView): CatalogHealth {
  const problems = view.problems();
  const count = (severity: string) => problems.filter((problem) => problem.severity === severity).length;
  const owners = view.owners();
  const sum = (isUnowned: boolean) =>
    owners.filter(({ owner }) => (owner === null) === isUnowned).reduce((total, { entities }) => total + entities, 0);
  const { declaring, total: shouldDeclare } = view.coverage();
  return {
    entities: view.query({ limit: 1 }).total,
    errors: count("error"),
    warnings: count("warning"),
    unowned: sum(true),
    owned: sum(false),
    declaring,
    shouldDeclare,
  };
}

/** Above this share of entities without an owner, "who owns it" disappoints too often. */
const MANY_UNOWNED = 0.1;
/** Below this share of entities that say what they need, a blast radius leaves out too much. */
const FEW_DECLARING = 0.5;

/** What is wrong with the data as a whole. */
export function catalogFindings(health: CatalogHealth, commandLine: CommandLine): readonly Finding[] {
  const { errors, unowned, owned, declaring, shouldDeclare } = health;
  const finding = (severity: Finding["severity"], message: string, remedy: string): Finding => ({
    severity,
    about: "catalog",
    source: null,
    message,
    remedy,
  });
  const isDisowned = unowned > (unowned + owned) * MANY_UNOWNED;
  const isSilent = declaring < shouldDeclare * FEW_DECLARING;
  return [
    ...(errors > 0
      ? [
          finding(
            "warning",
            `Descriptors have ${plural(errors, "error")}.`,
            `List them with: ${commandLine("validate")}`,
          ),
        ]
      : []),
    ...(isDisowned
      ? [
          finding(
            "warning",
            `Nobody is known to own ${unowned} of ${plural(unowned + owned, "entity", "entities")}.`,
            `List them with: ${commandLine("ask", "what has no owner?")}`,
          ),
        ]
      : []),
    ...(isSilent
      ? [
          finding(
            "info",
            `Only ${declaring} of ${plural(shouldDeclare, "entity", "entities")} say what they need, so a blast radius leaves much out.`,
            "Add dependsOn and consumesApis; callboard scan finds many of them in the code.",
          ),
        ]
      : []),
  ];
}

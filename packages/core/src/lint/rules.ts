import { bidiOrHomoglyph } from "./bidi-or-homoglyph.ts";
import { caseCollidingKeys } from "./case-colliding-keys.ts";
import { danglingRef } from "./dangling-ref.ts";
import { declaresNothing } from "./declares-nothing.ts";
import { dependencyCycle } from "./dependency-cycle.ts";
import { deprecatedInUse } from "./deprecated-in-use.ts";
import { edgeNoteUnknown } from "./edge-note-unknown.ts";
import type { LintRule } from "./lint-rule.ts";
import { ownerByFallback, ownerNotFound, ownerWrongKind } from "./owner-rules.ts";
import { unknownEnvironment } from "./unknown-environment.ts";
import { unsafeLink } from "./unsafe-link.ts";
import { wrongWay } from "./wrong-way.ts";

/** The whole-catalog rules that come with Callboard. What they find is ordered by place, so their order is for reading only. */
export const lintRules: readonly LintRule[] = [
  ownerNotFound,
  ownerWrongKind,
  ownerByFallback,
  danglingRef,
  edgeNoteUnknown,
  deprecatedInUse,
  declaresNothing,
  dependencyCycle,
  wrongWay,
  unknownEnvironment,
  unsafeLink,
  bidiOrHomoglyph,
  caseCollidingKeys,
];

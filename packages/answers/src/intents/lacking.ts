import { builtInKinds, type CatalogView, type Entity, type EntityRef } from "@callboard/core";
import type { MissingFact } from "../understand/missing-facts.ts";
import { CHANNEL } from "./channel.ts";
import { DASHBOARD } from "./dashboard.ts";
import { DOCS } from "./docs.ts";
import { ON_CALL } from "./oncall.ts";
import { isWrittenAt, type Topic } from "./pointers.ts";
import { REPOSITORY } from "./repo.ts";
import { RUNBOOK } from "./runbook.ts";

/** Whether an entity has nothing of a fact itself, as the question for that would find it. */
export function isLacking(view: CatalogView, ref: EntityRef, fact: MissingFact): boolean {
  const entity = view.entity(ref);
  if (!entity) return false;
  if (fact === "owner") return OWNABLE.includes(entity.kind) && view.owner(ref).owners.length === 0;
  const topic = TOPICS[fact];
  return topic ? !isWrittenAt(view, ref, topic) : !FIELDS[fact]?.(entity);
}

/** Kinds that can have an owner. */
const OWNABLE: readonly string[] = builtInKinds
  .filter(({ relations }) => relations.some(({ type }) => type === "ownedBy"))
  .map(({ kind }) => kind);

const CODE = ["Component"];
const RUNNING = ["Component", "Resource"];

/** The kinds that should have a fact, looked through when none was asked for; null for all of them. */
export const KINDS_EXPECTED: Readonly<Record<MissingFact, readonly string[] | null>> = {
  owner: null,
  runbook: RUNNING,
  docs: CODE,
  dashboard: RUNNING,
  oncall: CODE,
  repo: CODE,
  channel: ["Group"],
  description: OWNABLE,
  system: ["Component", "API", "Resource"],
  lifecycle: ["Component", "API"],
  tags: RUNNING,
};

/** What is written down as links and annotations. */
const TOPICS: Partial<Record<MissingFact, Topic>> = {
  runbook: RUNBOOK,
  docs: DOCS,
  dashboard: DASHBOARD,
  oncall: ON_CALL,
  repo: REPOSITORY,
  channel: CHANNEL,
};

/** What is a field of its own. */
const FIELDS: Partial<Record<MissingFact, (entity: Entity) => boolean>> = {
  description: ({ metadata }) => metadata.description !== undefined,
  system: ({ spec }) => spec?.system !== undefined,
  lifecycle: ({ spec }) => spec?.lifecycle !== undefined,
  tags: ({ metadata }) => metadata.tags !== undefined,
};

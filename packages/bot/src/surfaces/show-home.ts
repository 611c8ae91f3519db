import { type CatalogView, type EntityRef, entityRef, type Problem } from "@callboard/core";
import { type HomeContent, homeView } from "../render/home-view.ts";
import type { Services } from "./services.ts";

/** Shows somebody their Home tab: what is theirs in the catalog, what is wrong with it, and what they asked last. */
export async function showHome(user: string, services: Services): Promise<void> {
  const { asked, catalog, people, places, policy, sender } = services;
  const [person, place] = await Promise.all([people.find(user), places.find("D-home")]);
  if (!(await policy({ person, place, does: "read" })).allowed) return;
  await catalog.prepare(); // what is wrong is worked out anew after each change, and Slack's events do not wait for that
  const view = catalog.snapshot();
  const content = { ...ownedBy(person.user, view), questions: asked.latest(user) };
  await sender.send("views.publish", { args: () => ({ user_id: user, view: homeView(view, content) }) });
}

const LOOKED_AT = 500;

function ownedBy(user: EntityRef | null, view: CatalogView): Omit<HomeContent, "questions"> {
  if (user === null) return { user, teams: [], owned: [], problems: [] };
  const teams = (view.entity(user)?.relations ?? [])
    .filter(({ type }) => type === "memberOf")
    .map(({ targetRef }) => entityRef(targetRef));
  const owners = [user, ...teams].map((targetRef) => ({
    relations: { $contains: { type: "ownedBy", targetRef } },
  }));
  const { items } = view.query({ filter: { $any: owners }, order: ["metadata.name"], limit: LOOKED_AT });
  const owned = items.map(({ kind, metadata }) => entityRef({ kind, ...metadata }));
  return { user, teams, owned, problems: problemsOf(new Set([user, ...teams, ...owned]), view) };
}

const WORST_FIRST: readonly Problem["severity"][] = ["error", "warning"];

function problemsOf(refs: ReadonlySet<string>, view: CatalogView): readonly Problem[] {
  const theirs = view.problems().filter(({ entity }) => entity !== null && refs.has(entity));
  return WORST_FIRST.flatMap((severity) => theirs.filter((problem) => problem.severity === severity));
}

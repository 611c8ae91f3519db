import type { CatalogView, EntityRef } from "@callboard/core";
import { defineIntent } from "../intent.ts";
import { THINGS_FIRST } from "../understand/intent-grammar.ts";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";
import { allRelated, related } from "./related.ts";

/** Who is in groups. */
export interface TeamMembersData {
  readonly teams: readonly Team[];
}

/** One group and its people. */
export interface Team {
  readonly team: EntitySummary;
  /** Those who lead first, then by ref. */
  readonly members: readonly Member[];
  /** Members that its document names and the catalog does not hold. */
  readonly missing: readonly EntityRef[];
  /** The groups directly below it, each with how many people are in it or below; they are no `members`. */
  readonly childGroups: readonly { readonly group: EntitySummary; readonly people: number }[];
  /** Where its document starts, to name the place where members belong. */
  readonly writtenAt: { readonly location: string; readonly line: number | null };
}

export interface Member {
  readonly person: EntitySummary;
  /** What the person's document says they are, for example `Team lead, Storefront`. */
  readonly role: string | null;
  readonly leads: boolean;
}

const ON = "(on|in|inside|within|part of|with|belonging to|assigned to)";
const TEAM = "[team|squad|group|crew]";
const PEOPLE =
  "(people|folks|person|engineers|engineer|devs|developers|developer|humans|members|employees|everyone|everybody|anyone|guys|colleagues|staff)";

export const teamMembers = defineIntent({
  name: "team_members",
  tells: "who is on a team",
  takes: "many",
  kinds: [["group"], ["user"], ["*"]],
  rather: { component: "owner", api: "owner", resource: "owner", system: "owner", domain: "owner", user: "user_team" },
  phrases: [
    `(who|whos) [all|else] (is|are) [all|currently] ${ON} {team}`,
    "(who|whos) [all|else] (works|work|working|sits|sit) (in|for|at|on|with|under) {team}",
    "(who|whos) is (working|sitting) (in|for|at|on|with|under) {team}",
    `whos [all|else] ${ON} {team}`,
    "who belongs to {team}",
    "who (makes|make) up {team}",
    `(what|which) ${PEOPLE} (is|are|work|works|belong) ${ON} {team}`,
    `(what|which) ${PEOPLE} (work|works|belong) (for|at|to) {team}`,
    `${PEOPLE} [working|that work|who work|that are|who are] (on|in|of|from|for|at) {team}`,
    `{team} ${TEAM} (member|members|people|folks|roster|teammates|headcount|lineup|engineers|developers|devs)`,
    `{team} 's ${TEAM} (member|members|people|folks|roster|teammates|headcount|engineers|developers|devs)`,
    "(member|members|membership|roster|teammates|headcount|lineup|composition) [of|for|in|on] {team}",
    "[who|what] (is|are) [the] (member|members) (of|in) {team}",
    `how many ${PEOPLE} (is|are|work|works|do|does) ${ON} {team}`,
    `how many ${PEOPLE} (work|works) (for|at) {team}`,
    `how many ${PEOPLE} ${ON} {team}`,
    "how many (people|members|folks|engineers|developers|devs) (do|does|has) {team} [have|got|employ]",
    "(what|how) is the (size|headcount) of {team}",
    "who (does|do) {team} (have|consist of|employ)",
    `(list|show|get|give|tell|find|which|what|name) [me|us] ${PEOPLE} [working|that work|who work|that are|who are] (on|in|of|from|for|at) {team}`,
    `{me} (teammates|colleagues|coworkers|squadmates)`,
  ],
  narrow: {
    only: ["group"],
    kinds: THINGS_FIRST,
    phrases: [
      "what (makes|make) up {entity}",
      "(who|whom) (runs|run|is running) {entity} (team|squad|group|crew)",
      "how (big|large|small) is {entity}",
      "(who|which person) (leads|lead|heads|manages|manage|is leading|is heading|is managing|is in charge of|captains) {entity}",
      "[who|what] [is|are] [the] (lead|leads|leader|manager|boss|head|captain|team lead|tech lead|engineering manager) (of|for|on|in) {entity}",
      "{entity} (lead|leads|leader|manager|boss|team lead|tech lead)",
      "{entity} 's (lead|leads|leader|manager|boss|team lead|tech lead)",
    ],
  },
  cues: [
    "(member|members|people|headcount|roster|teammates|engineers|humans|colleagues|folks|lineup|lead|leader|boss|manager|names)",
    "(who|who is) (in|on)",
    "(works|work|sits) (in|on|for|at)",
    "who",
    "(belong|belongs)",
    "(who|whom) [all] (is|are|sits|works|work|sit) (in|on|at)",
    "(ppl|crew|staff|personnel|devs|developers|membership|squad members)",
  ],
  cueKinds: ["group"],
  examples: [
    "who is on {entity}",
    "who's on the {entity} team?",
    "members of {entity}",
    "{entity} members",
    "who works in {entity}",
    "who is in {entity}",
    "list the people on {entity}",
    "team members of {entity}",
    "which people are in {entity}",
    "who all is on team {entity}",
    "how many people are on {entity}?",
    "how big is {entity}",
    "show me everyone in {entity}",
    "woh is on {entity}",
    "who belongs to {entity}",
    "{entity} team roster",
    "who leads {entity}",
    "who is part of {entity}",
  ],
  exampleKinds: ["group"],
  answer: (view, { entities }): TeamMembersData => ({ teams: entities.map((ref) => teamOf(view, ref)) }),
});

function teamOf(view: CatalogView, ref: EntityRef): Team {
  const named = related(view, ref, "hasMember").sort();
  const members = named.filter((each) => view.entity(each)).map((each) => memberOf(view, each));
  const { location, line } = view.origin(ref);
  return {
    team: entitySummary(view, ref),
    members: [...members.filter(({ leads }) => leads), ...members.filter(({ leads }) => !leads)],
    missing: named.filter((each) => !view.entity(each)),
    childGroups: related(view, ref, "parentOf")
      .filter((each) => view.entity(each))
      .map((each) => ({ group: entitySummary(view, each), people: peopleBelow(view, each) })),
    writtenAt: { location, line },
  };
}

function memberOf(view: CatalogView, ref: EntityRef): Member {
  const role = view.entity(ref)?.metadata.description ?? null;
  return { person: entitySummary(view, ref), role, leads: role !== null && LEADS.test(role) };
}

/** What the description of somebody who leads begins with. */
const LEADS =
  /^(?:(?:tech|technical|team|engineering|squad) )?(?:lead|manager|head|director|principal|captain|cto|vp)\b/i;

function peopleBelow(view: CatalogView, group: EntityRef): number {
  const groups = [group, ...allRelated(view, group, "parentOf")];
  return new Set(groups.flatMap((each) => related(view, each, "hasMember"))).size;
}

import type { Contact, EntityRef } from "@callboard/core";
import { defineIntent, subjectOf } from "../intent.ts";
import { THINGS_FIRST } from "../understand/intent-grammar.ts";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";
import { related } from "./related.ts";

/** Which teams a person is on. */
export interface UserTeamData {
  readonly person: EntitySummary;
  readonly teams: readonly {
    readonly team: EntitySummary;
    /** The groups above it, nearest first. */
    readonly parents: readonly EntitySummary[];
    readonly contacts: readonly Contact[];
  }[];
  /** Teams that the person's document names and the catalog does not hold. */
  readonly missing: readonly EntityRef[];
  /** Where the person's document starts, to name the place where a team belongs. */
  readonly writtenAt: { readonly location: string; readonly line: number | null };
}

const TEAM = "(team|teams|squad|squads|group|groups|crew|department|org|tribe)";
const IS = "(is|are|am|does|do|did|was)";

export const userTeam = defineIntent({
  name: "user_team",
  tells: "what team a person is on",
  takes: "one",
  kinds: [["user"], ["group"], ["*"]],
  rather: { component: "owner", api: "owner", resource: "owner", system: "owner", domain: "owner", group: "describe" },
  phrases: [
    `(what|which|whats|whose) ${TEAM} ${IS} {person} (on|in|part of|at|with|under|from|a member of|member of|belong to|sit in|sit with|work in|work for|work on|work with|work at|belonging to)`,
    `(what|which) ${TEAM} (is|are|am|does|do) {person} [work|sit|belong]`,
    `(in|on) (what|which) ${TEAM} ${IS} {person} [work|sit|belong]`,
    `${TEAM} (of|for) {person}`,
    `{person} 's ${TEAM}`,
    `(what|who|which) (is|are) {person} 's ${TEAM}`,
    `(what|who|which) (is|are) {me} ${TEAM}`,
    `(who|whom|where|what) (do|does) {person} work (for|with|in|at|on)`,
    "where (do|does) {person} (work|sit|belong)",
    "(who|where|what) (do|does|is) {person} (report to|belong to|sit with)",
    `{person} is (on|in) (what|which) ${TEAM}`,
    `${TEAM} {person} (is|works|sits) (on|in|for|with|at)`,
    `${TEAM} membership (of|for) {person}`,
    `is {person} (on|in) (a|any) ${TEAM}`,
  ],
  statements: [`{me} ${TEAM}`],
  narrow: {
    only: ["user"],
    kinds: THINGS_FIRST,
    phrases: [
      `(what|which) ${TEAM} (do|does|is) {entity} (belong to|sit with|sit under|live with|under|with)`,
      "(who|whom) (do|does|did) {entity} belong to",
      "(who|whom) is {entity} with",
      "where (do|does) {entity} (work|sit|belong)",
      `{entity} ${TEAM}`,
      "is {entity} (on|in|part of|a member of) [team] {any}",
    ],
  },
  cues: [
    "(team|squad|crew|group|department)",
    "(works|work|sits|sit|report|reports)",
    "(belong|belongs|part of|member of)",
  ],
  cueKinds: ["user"],
  examples: [
    "what team is {entity} on",
    "which team is {entity} in?",
    "{entity}'s team",
    "what squad does {entity} work in",
    "who does {entity} work for",
    "where does {entity} work",
    "team of {entity}",
    "on which team is {entity}",
    "which group does {entity} belong to",
    "what's {entity}'s team?",
    "waht taem is {entity} on",
    "{entity} is on which team",
    "which teams is {entity} part of",
    "what team {entity} is in",
  ],
  exampleKinds: ["user"],
  answer(view, asked): UserTeamData {
    const ref = subjectOf(asked);
    const named = related(view, ref, "memberOf").sort();
    const { location, line } = view.origin(ref);
    return {
      person: entitySummary(view, ref),
      teams: named
        .filter((team) => view.entity(team))
        .map((team) => {
          const { chain, contacts } = view.owner(team);
          return {
            team: entitySummary(view, team),
            parents: chain.map((parent) => entitySummary(view, parent)),
            contacts,
          };
        }),
      missing: named.filter((team) => !view.entity(team)),
      writtenAt: { location, line },
    };
  },
});

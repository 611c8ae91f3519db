import type { Member, Team, TeamMembersData } from "../intents/team-members.ts";
import type { UserTeamData } from "../intents/user-team.ts";
import { plain } from "./plain.ts";
import { contactTexts } from "./say-owner.ts";
import { fileOf } from "./say-source.ts";
import { count, fitted, introduced, nameOf, titleOf, type Voice } from "./voice.ts";

const LISTED = 20;

/** Who is on each team, those who lead it first. */
export function sayTeamMembers({ teams }: TeamMembersData, voice: Voice): string[] {
  return teams.flatMap((team, index) => [...(index > 0 ? [""] : []), ...teamLines(team, voice)]);
}

function teamLines({ team, members, missing, childGroups, writtenAt }: Team, voice: Voice): string[] {
  const subject = introduced(team, voice.strong);
  const below = childGroups.map(({ group, people }) => `${nameOf(group.ref)} (${people})`);
  return [
    members.length > 0
      ? `${subject} has ${count(members.length, "member")}${below.length > 0 ? " of its own" : ""}:`
      : `${subject} has ${voice.warning("no members")}${below.length > 0 ? " of its own" : " in the catalog"}.`,
    ...members.slice(0, LISTED).map((member) => `  ${memberText(member)}`),
    ...(members.length > LISTED ? [`  +${members.length - LISTED} more`] : []),
    ...(below.length > 0 ? [fitted("More people are in its child groups: ", below)] : []),
    ...(missing.length > 0
      ? [
          voice.warning(
            fitted(
              "Named as members, but not in the catalog: ",
              missing.map((ref) => plain(ref)),
            ),
          ),
        ]
      : []),
    ...(members.length === 0 && below.length === 0
      ? [
          `Add ${nameOf(team.ref)} to spec.memberOf of its people, or name them in spec.members of ${fileOf(writtenAt)}.`,
        ]
      : []),
  ];
}

function memberText({ person, role }: Member): string {
  const said = role === null ? "" : plain(role, 60);
  return said === "" ? titleOf(person) : `${titleOf(person)} – ${said}`;
}

/** Which teams a person is on, and how to reach these. */
export function sayUserTeam({ person, teams, missing, writtenAt }: UserTeamData, voice: Voice): string[] {
  const name = voice.strong(titleOf(person));
  const lost = voice.warning(
    fitted(
      `${titleOf(person)} names what is not in the catalog: `,
      missing.map((ref) => plain(ref)),
    ),
  );
  if (teams.length === 0) {
    return missing.length > 0
      ? [lost, `Correct spec.memberOf in ${fileOf(writtenAt)}, or add that group to the catalog.`]
      : [`${name} is on ${voice.warning("no team")} in the catalog.`, `Add spec.memberOf to ${fileOf(writtenAt)}.`];
  }
  return [
    ...teams.flatMap(({ team, parents, contacts }) => [
      `${name} is on ${introduced(team, voice.strong)}.`,
      ...(parents.length > 0 ? [fitted("Part of: ", parents.map(titleOf), ", in ")] : []),
      ...(contacts.length > 0 ? [fitted("Reach the team: ", contactTexts(contacts), " · ")] : []),
    ]),
    ...(missing.length > 0 ? [lost] : []),
  ];
}

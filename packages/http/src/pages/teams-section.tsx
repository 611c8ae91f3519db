/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import type { BlastRadius } from "@callboard/core";
import { EntityName } from "./entity-name.tsx";
import type { Site } from "./site.ts";

const TEAMS = 12;

interface TeamsSectionProps {
  readonly site: Site;
  readonly teams: BlastRadius["byOwner"];
}

/** How much of each team is hit, who has most that breaks first. */
export function TeamsSection({ site, teams }: TeamsSectionProps) {
  if (teams.length === 0) return null;
  // Whose a restricted entity is is not told; and that there are any is not told by this word.
  const nobody = site.view.isPartial ? "Nobody, or not told" : "Nobody";
  return (
    <section class="card" aria-labelledby="teams">
      <h2 id="teams">By team</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Team</th>
            <th scope="col" class="number">
              Break
            </th>
            <th scope="col" class="number">
              Affected
            </th>
          </tr>
        </thead>
        <tbody>
          {teams.slice(0, TEAMS).map(({ owner, breaks, affected }) => (
            <tr>
              <td>{owner === null ? nobody : <EntityName site={site} entity={owner} />}</td>
              <td class="number">{breaks}</td>
              <td class="number">{affected}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {teams.length > TEAMS && <p class="muted">{`+${teams.length - TEAMS} more`}</p>}
    </section>
  );
}

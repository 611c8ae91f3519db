/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { safeLink } from "@callboard/answers";
import type { EntityRef, Problem } from "@callboard/core";
import { counted, shown } from "./shown.ts";
import type { Site } from "./site.ts";
import { When } from "./when.tsx";

/** Where an entity was read, when, and when it last changed. */
export function OriginSection({ site, entity }: { readonly site: Site; readonly entity: EntityRef }) {
  const { location, line, source, viewUrl, lastSeen, changed, alsoClaimedBy } = site.view.origin(entity);
  const place = placeOf(location, line);
  const href = viewUrl === null ? null : safeLink(viewUrl);
  return (
    <section class="card" aria-labelledby="origin">
      <h2 id="origin">Where this is from</h2>
      <p>{href === null ? <code>{place}</code> : <a href={href}>{place}</a>}</p>
      <p class="muted small">
        {shown(source, 80)} · read <When site={site} at={lastSeen} /> · changed <When site={site} at={changed} />
      </p>
      {alsoClaimedBy.map((claim) => (
        <p class="warning small">
          {`Also described at ${placeOf(claim.location, claim.line)}, which is not used: ${shown(claim.reason, 200)}`}
        </p>
      ))}
    </section>
  );
}

const LISTED = 20;

/** What is wrong with an entity's description, and where. */
export function ProblemsSection({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <section class="card" aria-labelledby="problems">
      <h2 id="problems">{counted(problems.length, "problem")}</h2>
      <ul class="plain">
        {problems.slice(0, LISTED).map(({ severity, rule, message, location, line }) => (
          <li>
            <strong>{severity}</strong> {shown(message, 300)}
            <div class="muted small">
              <code>{placeOf(location, line)}</code> · {rule}
            </div>
          </li>
        ))}
      </ul>
      {problems.length > LISTED && <p class="muted">{`+${problems.length - LISTED} more`}</p>}
    </section>
  );
}

function placeOf(location: string, line: number | null): string {
  return `${shown(location.replace(/^(?:file|url):/, ""), 160)}${line === null ? "" : `:${line}`}`;
}

/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { safeLink } from "@callboard/answers";
import type { FactsOf } from "@callboard/facts";
import { shown } from "./shown.ts";
import type { Site } from "./site.ts";
import { When } from "./when.tsx";

const LISTED = 10;

/** Who is on call, what fires and what was deployed, as live sources say; nothing where none was asked. */
export function FactsSection({ site, known }: { readonly site: Site; readonly known: FactsOf | null }) {
  if (known === null || known.sources.length === 0) return null;
  const { facts, sources } = known;
  const unread = sources.filter(({ reason }) => reason !== null);
  return (
    <section class="card" aria-labelledby="now">
      <h2 id="now">Now</h2>
      {facts.length === 0 && <p class="muted">No alert, deploy or person on call is known.</p>}
      <ul class="plain">
        {facts.slice(0, LISTED).map(({ text, url, at, source, stale }) => {
          const href = url === undefined ? null : safeLink(url);
          return (
            <li>
              {href === null ? shown(text, 300) : <a href={href}>{shown(text, 300)}</a>}
              <div class="muted small">
                <When site={site} at={at} /> · {shown(source, 60)}
                {stale ? " · could not be read just now" : ""}
              </div>
            </li>
          );
        })}
      </ul>
      {unread.length > 0 && (
        <p class="warning small">{`Not read: ${unread.map(({ source, reason }) => shown(`${source} (${reason})`, 160)).join(", ")}`}</p>
      )}
    </section>
  );
}

/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import type { AffectedEntity, Effect } from "@callboard/core";
import { EntityName } from "./entity-name.tsx";
import { counted, shown } from "./shown.ts";
import type { Site } from "./site.ts";

interface AffectedSectionProps {
  readonly site: Site;
  readonly id: string;
  readonly heading: string;
  readonly affected: readonly AffectedEntity[];
  /** How many are not listed. */
  readonly more: number;
  readonly moreHref?: string;
}

/** Entities with what happens to them and why. */
export function AffectedSection({ site, id, heading, affected, more, moreHref }: AffectedSectionProps) {
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      <ol class="plain">
        {affected.map(({ ref, effect, tier, evidence, because }) => (
          <li>
            <EntityName site={site} entity={ref} /> <EffectWord effect={effect} />
            {tier === null ? "" : <span class="muted">{` · tier ${tier}`}</span>}
            {evidence === "declared" ? "" : <span class="muted">{` · ${evidence}`}</span>}
            <div class="small">{shown(because, 300)}</div>
          </li>
        ))}
      </ol>
      {more > 0 && (
        <p>
          {moreHref === undefined ? (
            `+${counted(more, "more", "more")}`
          ) : (
            <a href={moreHref}>{`+${counted(more, "more", "more")}`}</a>
          )}
        </p>
      )}
    </section>
  );
}

function EffectWord({ effect }: { readonly effect: Effect }) {
  return <strong class={effect}>{effect === "at-risk" ? "at risk" : effect}</strong>;
}

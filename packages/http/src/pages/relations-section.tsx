/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { type EntityRef, type EntityRelation, shortName } from "@callboard/core";
import { EntityName } from "./entity-name.tsx";
import { inPageOrder, relationWords } from "./relation-words.ts";
import { counted, shown } from "./shown.ts";
import { entityPath, type Site } from "./site.ts";

const LISTED = 12;
const LISTED_ALONE = 200;

interface RelationsProps {
  readonly site: Site;
  readonly entity: EntityRef;
  readonly relations: readonly EntityRelation[];
  /** The one relation to list, from the `from`th on; all of them, cut short, unless given. */
  readonly only?: { readonly type: string; readonly from: number } | null;
}

/** What an entity has to do with others, as sentences. */
export function RelationsSection({ site, entity, relations, only = null }: RelationsProps) {
  const targets = new Map<string, EntityRef[]>();
  for (const { type, targetRef } of relations) {
    const known = targets.get(type);
    if (known) known.push(targetRef);
    else targets.set(type, [targetRef]);
  }
  const types = inPageOrder(targets.keys()).filter((type) => only === null || type === only.type);
  return (
    <section class="card" aria-labelledby="relations">
      <h2 id="relations">Relations</h2>
      {types.length === 0 && (
        <p class="muted">It declares none, and nothing names it. That may be so, or nobody wrote it down.</p>
      )}
      {types.map((type) => {
        const all = targets.get(type) ?? [];
        const from = only?.from ?? 0;
        const listed = all.slice(from, from + (only ? LISTED_ALONE : LISTED));
        const rest = all.length - from - listed.length;
        const next = new URLSearchParams({ relation: type, from: String(only ? from + listed.length : 0) });
        return (
          <>
            <h3>
              <bdi>{shown(shortName(entity), 80)}</bdi> {shown(relationWords(type), 80)}
            </h3>
            <ul>
              {listed.map((ref) => (
                <li>
                  <EntityName site={site} entity={ref} />
                </li>
              ))}
            </ul>
            {rest > 0 && (
              <p>
                <a href={`${entityPath(site, entity)}?${next}`}>{`+${counted(rest, "more", "more")}`}</a>
              </p>
            )}
          </>
        );
      })}
      {only !== null && (
        <p>
          <a href={entityPath(site, entity)}>All relations</a>
        </p>
      )}
    </section>
  );
}

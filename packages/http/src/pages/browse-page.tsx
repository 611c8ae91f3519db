/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { LISTED, type ListPage } from "./asked-list.ts";
import { EntityName } from "./entity-name.tsx";
import { KindLinks } from "./kind-links.tsx";
import { Layout } from "./layout.tsx";
import { ListedEntity } from "./listed-entity.tsx";
import { counted, shown } from "./shown.ts";
import { listPath, type Site } from "./site.ts";

const inWords = (number: number) => number.toLocaleString("en-GB");

/** Entities by kind and owner, a page at a time. */
export function BrowsePage({ site, page }: { readonly site: Site; readonly page: ListPage }) {
  const { list, counts, total, from, refs } = page;
  const { kind, owner } = list;
  const ofKind = kind === null ? "" : ` of kind ${shown(kind, 40)}`;
  const to = from + refs.length;
  return (
    <Layout site={site} title={`Browse${ofKind}`}>
      <h1>{`${counted(total, "entity", "entities")}${ofKind}`}</h1>
      {owner !== null && (
        <p class="muted">
          owned by <EntityName site={site} entity={owner} />
        </p>
      )}
      <nav class="above" aria-label="Kinds">
        <KindLinks site={site} list={list} counts={counts} />
      </nav>
      {refs.length > 0 ? (
        <div class="card">
          <ol class="plain">
            {refs.map((ref) => (
              <ListedEntity site={site} entity={ref} isOwnerKnown={owner !== null} />
            ))}
          </ol>
        </div>
      ) : (
        <p>{total === 0 ? "There is none here." : "The list ends before this page."}</p>
      )}
      {(from > 0 || to < total) && (
        <nav aria-label="Pages">
          <ul class="actions">
            {from > 0 && (
              <li>
                <a href={listPath(site, list, Math.max(0, Math.min(from, total) - LISTED))}>Back</a>
              </li>
            )}
            {to < total && refs.length > 0 && (
              <li>
                <a href={listPath(site, list, to)}>Next</a>
              </li>
            )}
            {refs.length > 0 && <li class="muted">{`${inWords(from + 1)}–${inWords(to)} of ${inWords(total)}`}</li>}
          </ul>
        </nav>
      )}
    </Layout>
  );
}

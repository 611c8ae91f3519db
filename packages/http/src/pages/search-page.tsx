/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */

import { kindCounts } from "./asked-list.ts";
import { KindLinks } from "./kind-links.tsx";
import { Layout } from "./layout.tsx";
import { ListedEntity } from "./listed-entity.tsx";
import { counted, shown } from "./shown.ts";
import { type Site, searchPath } from "./site.ts";
import { When } from "./when.tsx";

const LISTED = 25;
const MOST_LISTED = 100;

interface SearchPageProps {
  readonly site: Site;
  readonly query: string;
  /** How many hits are listed, as the address says. */
  readonly limit: number;
}

/** What the catalog has of some words; without words, what the catalog is made of. */
export function SearchPage({ site, query, limit }: SearchPageProps) {
  if (query.trim() === "") return <StartPage site={site} />;
  const { view } = site;
  const most = Math.min(Math.max(limit, LISTED), MOST_LISTED);
  const found = view.search(query, { limit: most + 1 });
  const hits = found.slice(0, most);
  const hasMore = found.length > hits.length;
  const near = hits.length > 0 ? [] : view.resolve(query).candidates;
  const number = counted(hits.length, "entity", "entities");
  return (
    <Layout site={site} title={`“${shown(query, 60)}”`} query={query}>
      <h1>{hasMore ? `The first ${number}` : hits.length > 0 ? number : "Nothing found"}</h1>
      <p class="muted">
        for <bdi>{shown(query, 100)}</bdi>
      </p>
      {hits.length > 0 && (
        <div class="card">
          <ol class="plain">
            {hits.map(({ ref }) => (
              <ListedEntity site={site} entity={ref} />
            ))}
          </ol>
        </div>
      )}
      {hasMore && (
        <p>
          {most < MOST_LISTED ? (
            <a href={searchPath(site, query, MOST_LISTED)}>More</a>
          ) : (
            "There are more. Add a word to narrow it."
          )}
        </p>
      )}
      {hits.length === 0 && near.length === 0 && <p>No entity has all these words. Try fewer, or another spelling.</p>}
      {near.length > 0 && (
        <section class="card" aria-labelledby="near">
          <h2 id="near">Names that come near</h2>
          <ul class="plain">
            {near.map(({ ref }) => (
              <ListedEntity site={site} entity={ref} />
            ))}
          </ul>
        </section>
      )}
    </Layout>
  );
}

const EXAMPLES = ["payments", "checkout", "tier-1"];

function StartPage({ site }: { readonly site: Site }) {
  const sources = site.view.sources();
  const total = sources.reduce((sum, { entities }) => sum + entities, 0);
  return (
    <Layout site={site} title="Search" query={null}>
      <h1>What exists, who owns it, what breaks with it</h1>
      <p class="lead">
        {site.view.isPartial
          ? "Search what you may see of the catalog."
          : `Search ${counted(total, "entity", "entities")}.`}
      </p>
      <search class="card" aria-label="Catalog">
        <form class="search" method="get" action={`${site.basePath}/`}>
          <input type="search" name="q" aria-label="Name, tag or word" placeholder="Name, tag, word…" />
          <button type="submit">Search</button>
        </form>
      </search>
      <p>
        For example:{" "}
        {EXAMPLES.map((example) => (
          <>
            <a href={searchPath(site, example)}>{example}</a>{" "}
          </>
        ))}
      </p>
      <section class="card" aria-labelledby="browse">
        <h2 id="browse">Browse</h2>
        <KindLinks site={site} list={{ kind: null, owner: null }} counts={kindCounts(site.view, null)} />
      </section>
      {sources.length > 0 && (
        <section class="card" aria-labelledby="sources">
          <h2 id="sources">Where this is read from</h2>
          <ul class="plain">
            {sources.slice(0, LISTED).map(({ name, entities, health, lastReadAt, reason }) => (
              <li>
                <strong>{shown(name, 80)}</strong> {counted(entities, "entity", "entities")}, {health}
                {lastReadAt !== null && (
                  <>
                    , read <When site={site} at={lastReadAt} />
                  </>
                )}
                {reason !== null && <div class="muted small">{shown(reason, 200)}</div>}
              </li>
            ))}
          </ul>
          {sources.length > LISTED && <p class="muted">{`+${sources.length - LISTED} more`}</p>}
        </section>
      )}
    </Layout>
  );
}

/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import type { EntityRef } from "@callboard/core";
import { EntityName } from "./entity-name.tsx";
import { Layout } from "./layout.tsx";
import { shown } from "./shown.ts";
import type { Site } from "./site.ts";

interface MessagePageProps {
  readonly site: Site;
  readonly title: string;
  readonly message: string;
  /** What was probably meant. */
  readonly suggestions?: readonly EntityRef[];
  /** Sources that were not read completely. */
  readonly incompleteSources?: readonly string[];
}

/** A page that says what is wrong, and what to do. */
export function MessagePage({ site, title, message, suggestions = [], incompleteSources = [] }: MessagePageProps) {
  return (
    <Layout site={site} title={title}>
      <h1>{title}</h1>
      <p class="lead">{shown(message, 600)}</p>
      {suggestions.length > 0 && (
        <section class="card" aria-labelledby="meant">
          <h2 id="meant">Did you mean</h2>
          <ul class="plain">
            {suggestions.map((ref) => (
              <li>
                <EntityName site={site} entity={ref} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {incompleteSources.length > 0 && (
        <p class="warning">
          {`Not everything was read, so it may exist all the same: ${incompleteSources.map((name) => shown(name, 60)).join(", ")}.`}
        </p>
      )}
      <p>
        <a href={`${site.basePath}/`}>Search the catalog</a>
      </p>
    </Layout>
  );
}

/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { html } from "hono/html";
import type { Child } from "hono/jsx";
import type { Site } from "./site.ts";

interface LayoutProps {
  readonly site: Site;
  /** What the page is about; behind it stands what the catalog is called. */
  readonly title: string;
  /** What was searched for; null where the search is on the page itself. */
  readonly query?: string | null;
  readonly children?: Child;
}

/** A whole page: the bar with the search, what it is about, and how current that is. */
export function Layout({ site, title, query = "", children }: LayoutProps) {
  const document = (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · ${site.title}`}</title>
        <link rel="stylesheet" href={`${site.basePath}/pages.css`} />
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to the content
        </a>
        <header class="bar">
          <div>
            <a class="home" href={`${site.basePath}/`}>
              {site.title}
            </a>
            {query !== null && (
              <search>
                <form class="search" method="get" action={`${site.basePath}/`}>
                  <input
                    type="search"
                    name="q"
                    value={query}
                    aria-label="Search the catalog"
                    placeholder="Name, tag, word…"
                  />
                  <button type="submit">Search</button>
                </form>
              </search>
            )}
          </div>
        </header>
        <main id="content" tabindex={-1}>
          {children}
        </main>
        <footer>
          {site.view.isPartial ? "You see what you may see: this view of the catalog may be partial." : ""}
        </footer>
      </body>
    </html>
  );
  return html`<!doctype html>${document}`;
}

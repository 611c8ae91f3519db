/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { answerBlastRadius } from "@callboard/answers";
import { CatalogError, type CatalogView, type EntityRef, entityRef, isRestricted, type Logger } from "@callboard/core";
import type { FactReader } from "@callboard/facts";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { countIn, effectIn, failureIn, optionsOf, pictureOf } from "./asked-failure.ts";
import { listIn } from "./asked-list.ts";
import { BrowsePage } from "./browse-page.tsx";
import { EffectPage } from "./effect-page.tsx";
import { isEffect } from "./effects.ts";
import { EntityPage } from "./entity-page.tsx";
import { FailurePage } from "./failure-page.tsx";
import { MessagePage } from "./message-page.tsx";
import { SearchPage } from "./search-page.tsx";
import type { Site } from "./site.ts";
import { STYLESHEET } from "./stylesheet.ts";

export interface CatalogPagesOptions {
  /** What the one who asks may see; the whole catalog unless given. */
  readonly view?: (request: Request) => CatalogView | Promise<CatalogView>;
  /** What stands before every path where the pages are mounted, such as `/pages`; nothing unless given. */
  readonly basePath?: string;
  /** What the catalog is called; "Callboard" unless given. */
  readonly title?: string;
  /** Environments that can be chosen on the page of a failure; none unless given. */
  readonly environments?: readonly string[];
  /** Live facts, for who is on call and what was deployed. */
  readonly facts?: Pick<FactReader, "facts">;
  readonly now?: () => number;
  /** Hears of pages that failed unexpectedly. */
  readonly logger?: Pick<Logger, "error">;
}

/**
 * The catalog as web pages: search at `/`, lists at `/browse`, an entity at `/catalog/:namespace/:kind/:name`, what breaks with it at
 * `/impact`. They work without JavaScript, and show no mark-up that somebody wrote into the catalog.
 *
 *     app.route("/", catalogPages(catalog));
 */
export function catalogPages(catalog: CatalogView, options: CatalogPagesOptions = {}): Hono {
  const { view = () => catalog, basePath = "", title = "Callboard", environments = [], facts, logger } = options;
  const { now = Date.now } = options;
  const app = new Hono();

  async function siteOf({ req }: Context): Promise<Site> {
    return { view: await view(req.raw), basePath: basePath.replace(/\/$/, ""), title, environments, now: now() };
  }

  app.get("/pages.css", guarded, (context) =>
    context.body(STYLESHEET, 200, {
      "content-type": "text/css; charset=utf-8",
      "cache-control": "public, max-age=300",
    }),
  );

  app.get("/", guarded, async (context) => {
    const site = await siteOf(context);
    const query = (context.req.query("q") ?? "").slice(0, MOST_CHARACTERS);
    return context.html(<SearchPage site={site} query={query} limit={countIn(context, "limit")} />);
  });

  app.get("/browse", guarded, async (context) => {
    const site = await siteOf(context);
    return context.html(<BrowsePage site={site} page={listIn(context, site.view)} />);
  });

  app.get("/catalog/:namespace/:kind/:name", guarded, async (context) => {
    const site = await siteOf(context);
    const { view } = site;
    // Throws with suggestions when it is not there.
    const { ref } = view.origin(entityRef(context.req.param()));
    const entity = view.entity(ref);
    if (!entity) return context.notFound();
    if (isRestricted(ref))
      return context.html(<MessagePage site={site} title="A restricted entity" message={RESTRICTED} />, 403);
    const relation = context.req.query("relation");
    const known = facts ? await facts.facts(entity) : null;
    return context.html(
      <EntityPage
        site={site}
        entity={ref}
        described={entity}
        facts={known}
        problems={view.problems().filter((problem) => problem.entity === ref)}
        onlyRelation={relation === undefined ? null : { type: relation, from: countIn(context, "from") }}
      />,
    );
  });

  app.get("/impact", guarded, async (context) => {
    const site = await siteOf(context);
    const failure = failureIn(context, site.view);
    const effect = context.req.query("effect") ?? "";
    if (isEffect(effect)) return context.html(<EffectPage {...effectIn(context, site, failure, effect)} />);
    const answer = answerBlastRadius(site.view, failure.roots, optionsOf(failure));
    if (answer.intent !== "blast_radius") return context.notFound();
    const picture = await pictureOf(site.view, failure, answer.data.radius.total);
    return context.html(<FailurePage site={site} failure={failure} data={answer.data} picture={picture} />);
  });

  app.notFound(async (context) => {
    guard(context);
    const site = await siteOf(context);
    const message = "There is no such page. Search for what you are looking for.";
    return context.html(<MessagePage site={site} title="Not found" message={message} />, 404);
  });

  app.onError(async (reason, context) => {
    // Of the host, which wants to know who asks, for example.
    if (reason instanceof HTTPException) return reason.getResponse();
    const isExpected = reason instanceof CatalogError;
    if (!isExpected) logger?.error("A page failed.", { path: context.req.path, reason: String(reason) });
    const site = await siteOf(context).catch(() => null);
    if (site === null) return context.text(FAILED, 500);
    if (!isExpected)
      return context.html(<MessagePage site={site} title="Something went wrong" message={FAILED} />, 500);
    const isAbsent = reason.code === "entity-not-found" || reason.code === "invalid-entity-ref";
    return context.html(
      <MessagePage
        site={site}
        title={isAbsent ? "Not found" : "This cannot be answered"}
        message={reason.message}
        suggestions={isAbsent ? reason.suggestions.flatMap((ref) => existing(site.view, ref)) : []}
        incompleteSources={reason.incompleteSources}
      />,
      isAbsent ? 404 : 400,
    );
  });

  return app;
}

const RESTRICTED =
  "That it is there may be told, and what breaks with it, but not what it is. Whoever runs this catalog can say more.";
const FAILED = "The page could not be made. Try again; if it fails again, tell who runs this catalog.";
const MOST_CHARACTERS = 500;

/** Nothing runs, nothing is loaded from elsewhere, and no page of others frames ours. */
const HEADERS = [
  [
    "content-security-policy",
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  ],
  ["x-content-type-options", "nosniff"],
  ["x-frame-options", "DENY"],
  ["referrer-policy", "no-referrer"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
] as const;

function guard(context: Context): void {
  for (const [name, value] of HEADERS) context.header(name, value);
}

/** Stands at each of our paths and not before all, as the pages may share an app with routes of others. */
const guarded: MiddlewareHandler = async (context, next) => {
  await next();
  guard(context);
};

/** A suggestion as a ref; some are no refs. */
function existing(view: CatalogView, suggestion: string): readonly EntityRef[] {
  if (!suggestion.includes(":")) return [];
  const ref = entityRef(suggestion);
  return view.entity(ref) ? [ref] : [];
}

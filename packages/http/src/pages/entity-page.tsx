/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { safeLink } from "@callboard/answers";
import { type Entity, type EntityLink, type EntityRef, type Problem, shortName, tierOf } from "@callboard/core";
import type { FactsOf } from "@callboard/facts";
import { Description, SafeLink } from "./description.tsx";
import { kindOf, titleOf } from "./entity-name.tsx";
import { FactsSection } from "./facts-section.tsx";
import { Layout } from "./layout.tsx";
import { OriginSection, ProblemsSection } from "./origin-section.tsx";
import { OwnerSection } from "./owner-section.tsx";
import { RelationsSection } from "./relations-section.tsx";
import { shown } from "./shown.ts";
import { failurePath, listPath, type Site } from "./site.ts";

interface EntityPageProps {
  readonly site: Site;
  readonly entity: EntityRef;
  readonly described: Entity;
  readonly facts: FactsOf | null;
  readonly problems: readonly Problem[];
  readonly onlyRelation: { readonly type: string; readonly from: number } | null;
}

/** All that the catalog says about one entity. */
export function EntityPage({ site, entity, described, facts, problems, onlyRelation }: EntityPageProps) {
  const { metadata, relations = [] } = described;
  const title = shown(titleOf(described) ?? shortName(entity), 100);
  const description = metadata.description ?? "";
  const tags = metadata.tags ?? [];
  return (
    <Layout site={site} title={title}>
      <h1>
        <bdi>{title}</bdi>
      </h1>
      <p class="muted">
        {kindOf(site, entity)} · <code>{shown(entity, 200)}</code>
      </p>
      {description !== "" && (
        <div class="lead">
          <Description text={description} />
        </div>
      )}
      <Marks entity={described} tags={tags} />
      <ul class="actions above">
        <li>
          <a href={failurePath(site, { roots: [entity], mode: "down", environment: null })}>What breaks if it fails</a>
        </li>
        {relations.some(({ type }) => type === "ownerOf") && (
          <li>
            <a href={listPath(site, { kind: null, owner: entity })}>What they own</a>
          </li>
        )}
      </ul>
      <div class="columns">
        <div class="side">
          <OwnerSection site={site} entity={entity} />
          <LinksSection links={metadata.links ?? []} />
          <OriginSection site={site} entity={entity} />
        </div>
        <div>
          <FactsSection site={site} known={facts} />
          <RelationsSection site={site} entity={entity} relations={relations} only={onlyRelation} />
          <ProblemsSection problems={problems} />
        </div>
      </div>
    </Layout>
  );
}

const MARKS = 20;

function Marks({ entity, tags }: { readonly entity: Entity; readonly tags: readonly string[] }) {
  const { lifecycle } = entity.spec ?? {};
  const tier = tierOf(entity);
  const marks = [
    ...(typeof lifecycle === "string" ? [lifecycle] : []),
    ...(tier === null ? [] : [`tier ${tier}`]),
    ...tags.filter((tag) => !/^tier-\d+$/.test(tag)),
  ];
  if (marks.length === 0) return null;
  return (
    <ul class="tags" aria-label="Stage, tier and tags">
      {marks.slice(0, MARKS).map((mark) => (
        <li>{shown(mark, 60)}</li>
      ))}
    </ul>
  );
}

const LINKS = 20;

function LinksSection({ links }: { readonly links: readonly EntityLink[] }) {
  if (links.length === 0) return null;
  return (
    <section class="card" aria-labelledby="links">
      <h2 id="links">Links</h2>
      <ul class="plain">
        {links.slice(0, LINKS).map(({ url, title }) => {
          const href = safeLink(url);
          return (
            <li>
              {href === null ? (
                <>
                  {shown(title ?? url, 100)} <span class="muted small">(no link: only http, https and mailto are)</span>
                </>
              ) : (
                <SafeLink href={href} label={title ?? new URL(href).host} />
              )}
            </li>
          );
        })}
      </ul>
      {links.length > LINKS && <p class="muted">{`+${links.length - LINKS} more`}</p>}
    </section>
  );
}

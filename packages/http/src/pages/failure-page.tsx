/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import type { IntentData } from "@callboard/answers";
import { type EntityRef, shortName } from "@callboard/core";
import { raw } from "hono/html";
import { AffectedSection } from "./affected-section.tsx";
import { CallSection } from "./call-section.tsx";
import { EFFECTS, MODES } from "./effects.ts";
import { EntityName } from "./entity-name.tsx";
import { FailureChoices } from "./failure-choices.tsx";
import { Layout } from "./layout.tsx";
import { counted, shown } from "./shown.ts";
import { type Failure, failurePath, type Site } from "./site.ts";
import { TeamsSection } from "./teams-section.tsx";

type FailureData = IntentData<"blast_radius">;

interface FailurePageProps {
  readonly site: Site;
  readonly failure: Failure;
  readonly data: FailureData;
  /** An SVG document of our own; null where nothing is drawn. */
  readonly picture: string | null;
}

const LISTED = 12;
const NAMED = 3;

/** What breaks: how far it goes, whom to call, what customers lose, a picture, then everything by effect and by team. */
export function FailurePage({ site, failure, data, picture }: FailurePageProps) {
  const { radius, entryPoints, unaffected } = data;
  const { byEffect, total, coverage, truncated } = radius;
  const sentence = failureSentence(failure);
  return (
    <Layout site={site} title={sentence}>
      <h1>{sentence}</h1>
      <p class="muted">
        {failure.roots.slice(0, LISTED).map((root) => (
          <>
            <EntityName site={site} entity={root} />{" "}
          </>
        ))}
      </p>
      <FailureChoices site={site} failure={failure} />
      {total === 0 ? (
        <p class="card">
          No declared dependents are affected. That does not mean that nothing is:{" "}
          {`${coverage.declaring} of ${coverage.total} entities that should say what they need do so.`}
        </p>
      ) : (
        <ul class="counts" aria-label={`${counted(total, "entity is", "entities are")} affected`}>
          {EFFECTS.map(({ effect, one, several }) => (
            <li class={effect}>
              <b>{byEffect[effect].toLocaleString("en-GB")}</b> {byEffect[effect] === 1 ? one : several}
            </li>
          ))}
        </ul>
      )}
      <Trust data={data} site={site} />
      <div class="columns">
        <div>
          {entryPoints.length > 0 && (
            <AffectedSection
              id="customers"
              heading="What customers notice"
              site={site}
              affected={entryPoints.slice(0, LISTED)}
              more={entryPoints.length - LISTED}
            />
          )}
        </div>
        <CallSection site={site} page={data.page} />
      </div>
      {picture === null && total > 0 && (
        <p class="muted">Too much is affected to draw it. Choose a mode or an environment to narrow it.</p>
      )}
      {picture !== null && (
        <figure class="picture" aria-label="Picture of what is affected">
          {raw(picture)}
          <figcaption>The lists below say in words what the picture shows, and all that it leaves out.</figcaption>
        </figure>
      )}
      <div class="columns">
        <div>
          {EFFECTS.map(({ effect, heading }) => {
            const all = radius.affected.filter((each) => each.effect === effect);
            if (all.length === 0) return null;
            const listed = all.slice(0, LISTED);
            return (
              <AffectedSection
                id={effect}
                heading={`${heading}: ${byEffect[effect].toLocaleString("en-GB")}`}
                site={site}
                affected={listed}
                more={byEffect[effect] - listed.length}
                moreHref={failurePath(site, failure, { effect })}
              />
            );
          })}
          {unaffected.length > 0 && (
            <section class="card" aria-labelledby="unaffected">
              <h2 id="unaffected">Close, but without a declared effect</h2>
              <Names site={site} refs={unaffected} />
            </section>
          )}
        </div>
        <div>
          <TeamsSection site={site} teams={radius.byOwner} />
          <section class="card" aria-labelledby="share">
            <h2 id="share">Share this</h2>
            <p class="small">The address of this page answers the same question whenever it is opened:</p>
            <p class="small">
              <a href={failurePath(site, failure)} rel="bookmark">
                {shown(failurePath(site, failure), 400)}
              </a>
            </p>
            <p class="muted small">{`Catalog revision ${radius.revision}${truncated?.reason === "budget" ? "; the walk was cut short: there is more than this" : ""}.`}</p>
          </section>
        </div>
      </div>
    </Layout>
  );
}

/** What is asked, in a sentence: `If payments-db is read-only in prod`. */
export function failureSentence({ roots, mode, environment }: Failure): string {
  const named = roots.slice(0, NAMED).map((root) => shown(shortName(root), 60));
  const rest = roots.length - named.length;
  const subject = [...named, ...(rest > 0 ? [`${rest} more`] : [])].join(" and ");
  const state = MODES.find((each) => each.mode === mode)?.sentence ?? mode;
  const where = environment === null ? "" : ` in ${shown(environment, 40)}`;
  return `If ${subject} ${roots.length > 1 ? "are" : "is"} ${state}${where}`;
}

function Trust({ site, data: { radius } }: { readonly site: Site; readonly data: FailureData }) {
  const { blindSpots, incompleteSources } = radius.coverage;
  return (
    <>
      {blindSpots.length > 0 && (
        <p class="warning">
          Blind spots, close by and silent about what they need:{" "}
          {blindSpots.slice(0, LISTED).map((ref, index) => (
            <>
              {index > 0 ? ", " : ""}
              <EntityName site={site} entity={ref} />
            </>
          ))}
        </p>
      )}
      {incompleteSources.length > 0 && (
        <p class="warning">
          {`Not read completely, so something may be missing: ${incompleteSources.map((name) => shown(name, 60)).join(", ")}`}
        </p>
      )}
    </>
  );
}

function Names({ site, refs }: { readonly site: Site; readonly refs: readonly EntityRef[] }) {
  return (
    <>
      <ul class="plain">
        {refs.slice(0, LISTED).map((ref) => (
          <li>
            <EntityName site={site} entity={ref} />
          </li>
        ))}
      </ul>
      {refs.length > LISTED && <p class="muted">{`+${refs.length - LISTED} more`}</p>}
    </>
  );
}

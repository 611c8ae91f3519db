/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import type { AffectedEntity, Effect } from "@callboard/core";
import { AffectedSection } from "./affected-section.tsx";
import { EFFECTS } from "./effects.ts";
import { failureSentence } from "./failure-page.tsx";
import { Layout } from "./layout.tsx";
import { type Failure, failurePath, type Site } from "./site.ts";

interface EffectPageProps {
  readonly site: Site;
  readonly failure: Failure;
  readonly effect: Effect;
  /** How many have this effect, and which of them are listed from `from` on. */
  readonly total: number;
  readonly from: number;
  readonly affected: readonly AffectedEntity[];
  /** True when nothing further can be paged to. */
  readonly isCut: boolean;
}

/** Everything that one failure has one effect on, a hundred at a time. */
export function EffectPage({ site, failure, effect, total, from, affected, isCut }: EffectPageProps) {
  const sentence = failureSentence(failure);
  const { heading } = EFFECTS.find((each) => each.effect === effect) ?? { heading: effect };
  const next = from + affected.length;
  return (
    <Layout site={site} title={`${sentence}: ${heading.toLowerCase()}`}>
      <h1>{sentence}</h1>
      <p>
        <a href={failurePath(site, failure)}>Everything that is affected</a>
      </p>
      <AffectedSection
        id={effect}
        heading={affected.length === 0 ? `${heading}: no more` : `${heading}: ${from + 1} to ${next} of ${total}`}
        site={site}
        affected={affected}
        more={total - next}
        {...(!isCut && { moreHref: failurePath(site, failure, { effect, from: String(next) }) })}
      />
      {isCut && <p class="muted">More than this is not listed. Choose a mode or an environment to narrow it.</p>}
    </Layout>
  );
}

/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { MODES } from "./effects.ts";
import { shown } from "./shown.ts";
import { type Failure, failurePath, type Site } from "./site.ts";

/** What is wrong, and where: every choice is a link to the page that answers it. */
export function FailureChoices({ site, failure }: { readonly site: Site; readonly failure: Failure }) {
  const { environment, mode: current } = failure;
  const known = [null, ...new Set([...site.environments, ...(environment === null ? [] : [environment])])];
  return (
    <>
      <nav class="choice" aria-labelledby="mode">
        <h2 id="mode">What is wrong</h2>
        <ul class="actions">
          {MODES.map(({ mode, label }) => (
            <li>
              <a href={failurePath(site, { ...failure, mode })} {...(mode === current && CURRENT)}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {known.length > 1 && (
        <nav class="choice" aria-labelledby="environment">
          <h2 id="environment">Where</h2>
          <ul class="actions">
            {known.map((each) => (
              <li>
                <a href={failurePath(site, { ...failure, environment: each })} {...(each === environment && CURRENT)}>
                  {each === null ? "Anywhere" : shown(each, 40)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </>
  );
}

const CURRENT = { "aria-current": "page" } as const;

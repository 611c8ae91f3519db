/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import type { KindCount } from "./asked-list.ts";
import { shown } from "./shown.ts";
import { type EntityList, listPath, type Site } from "./site.ts";

interface KindLinksProps {
  readonly site: Site;
  /** What is listed now, of which the owner stays. */
  readonly list: EntityList;
  readonly counts: readonly KindCount[];
}

/** The kinds there are, as links to lists. */
export function KindLinks({ site, list, counts }: KindLinksProps) {
  return (
    <ul class="actions">
      {counts.slice(0, KINDS).map(({ kind, count }) => {
        const isListed = kind === list.kind;
        return (
          <li>
            <a
              href={listPath(site, { ...list, kind: isListed ? null : kind })}
              {...(isListed && { "aria-current": "true" as const })}
            >
              {`${shown(kind, 40)} ${count.toLocaleString("en-GB")}`}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

const KINDS = 40;

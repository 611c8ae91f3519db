/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import type { IntentData } from "@callboard/answers";
import { EntityName } from "./entity-name.tsx";
import { Contacts } from "./owner-section.tsx";
import { counted } from "./shown.ts";
import type { Site } from "./site.ts";

const CALLED = 3;

interface CallSectionProps {
  readonly site: Site;
  readonly page: IntentData<"blast_radius">["page"];
}

/** Owners in the order in which to call them. */
export function CallSection({ site, page }: CallSectionProps) {
  if (page.length === 0) return null;
  return (
    <section class="card" aria-labelledby="call">
      <h2 id="call">Call now</h2>
      <ul class="plain">
        {page.slice(0, CALLED).map(({ owner, contacts, ownsRoot, breaks }) => (
          <li>
            <EntityName site={site} entity={owner.ref} />
            <div class="muted small">
              {ownsRoot ? "owns what failed" : `${counted(breaks, "entity breaks", "entities break")}`}
            </div>
            <Contacts contacts={contacts.slice(0, 2)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

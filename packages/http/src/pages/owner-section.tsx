/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { safeLink } from "@callboard/answers";
import type { Contact, EntityRef, Ownership } from "@callboard/core";
import { EntityName } from "./entity-name.tsx";
import { shown } from "./shown.ts";
import type { Site } from "./site.ts";

/** Who owns an entity, how to reach them, and why that is so. */
export function OwnerSection({ site, entity }: { readonly site: Site; readonly entity: EntityRef }) {
  const ownership = site.view.owner(entity);
  const { owners, contacts, chain, reason, status } = ownership;
  return (
    <section class="card" aria-labelledby="owner">
      <h2 id="owner">{status === "is-owner" ? "How to reach them" : "Owner"}</h2>
      {status === "is-owner" ? "" : <Owners site={site} ownership={ownership} />}
      {contacts.length > 0 && <Contacts contacts={contacts} />}
      {contacts.length === 0 && owners.length > 0 && (
        <p class="muted">No channel, user group or e-mail is written down. They can add callboard.dev/channel.</p>
      )}
      {chain.length > 0 && (
        <p class="small">
          Above them:{" "}
          {chain.slice(0, ABOVE).map((ref, index) => (
            <>
              {index > 0 ? ", " : ""}
              <EntityName site={site} entity={ref} />
            </>
          ))}
        </p>
      )}
      <p class="muted small">{shown(reason, 400)}</p>
    </section>
  );
}

const ABOVE = 4;

function Owners({ site, ownership: { status, owners } }: { readonly site: Site; readonly ownership: Ownership }) {
  if (status === "unowned") return <p class="warning">Nobody. Set spec.owner in its file.</p>;
  if (status === "dangling")
    return <p class="warning">One that is not in the catalog. Correct spec.owner in its file.</p>;
  return (
    <ul class="plain">
      {owners.map(({ ref }) => (
        <li>
          <EntityName site={site} entity={ref} />
        </li>
      ))}
    </ul>
  );
}

const LABELS: Readonly<Record<Contact["type"], string>> = {
  channel: "Channel",
  email: "E-mail",
  "slack-channel": "Slack channel",
  "slack-usergroup": "Slack user group",
  "slack-user": "Slack user",
};

/** Ways to reach people, with what each is. Ids that only Slack turns into names are left out where there is anything else. */
export function Contacts({ contacts }: { readonly contacts: readonly Contact[] }) {
  const readable = contacts.filter(({ type }) => type === "channel" || type === "email");
  return (
    <dl>
      {(readable.length > 0 ? readable : contacts).slice(0, WAYS).map(({ type, value }) => {
        const href = type === "email" ? safeLink(`mailto:${value}`) : null;
        const text = <bdi>{shown(value, 80)}</bdi>;
        return (
          <>
            <dt>{LABELS[type]}</dt>
            <dd>{href === null ? text : <a href={href}>{text}</a>}</dd>
          </>
        );
      })}
    </dl>
  );
}

const WAYS = 8;

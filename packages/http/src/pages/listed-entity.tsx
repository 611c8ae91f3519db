/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import type { EntityRef } from "@callboard/core";
import { EntityName } from "./entity-name.tsx";
import { shown } from "./shown.ts";
import type { Site } from "./site.ts";

interface ListedEntityProps {
  readonly site: Site;
  readonly entity: EntityRef;
  /** True in a list of what one owner has, which says once whose it is. */
  readonly isOwnerKnown?: boolean;
}

/** An entity in a list: its name, what it is, the beginning of its description, and whose it is. */
export function ListedEntity({ site, entity: ref, isOwnerKnown = false }: ListedEntityProps) {
  const description = site.view.entity(ref)?.metadata.description ?? "";
  const { owners, status } = site.view.owner(ref);
  return (
    <li>
      <EntityName site={site} entity={ref} />
      {description !== "" && <div>{shown(description, 160)}</div>}
      {!isOwnerKnown && status !== "is-owner" && (
        <div class="muted small">
          {owners.length > 0 ? `Owner: ${owners.map(({ title }) => shown(title, 60)).join(", ")}` : "No owner"}
        </div>
      )}
    </li>
  );
}

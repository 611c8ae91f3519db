import type { CatalogView, EntityRef } from "@callboard/core";
import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { dim, type Line } from "../output/line.ts";
import { table } from "../output/table.ts";
import type { Session } from "../session.ts";

/** A template as a list shows it. */
interface ListedTemplate {
  readonly ref: EntityRef;
  readonly title: string | null;
  readonly description: string | null;
  readonly type: string | null;
  readonly owner: EntityRef | null;
  readonly tags: readonly string[];
}

/** `callboard template list`: the templates of the catalog, by name. */
export function listTemplates(session: Session): Promise<ExitCode> {
  return withCatalog(session, (view) => {
    const templates = listed(view);
    session.output.data(templates, () => templateLines(templates));
    return EXIT.ok;
  });
}

function listed(view: CatalogView): readonly ListedTemplate[] {
  const order = ["metadata.name"] as const;
  const limit = view.query({ filter: "kind=template", limit: 0 }).total;
  return view.query({ filter: "kind=template", order, limit }).items.map(({ metadata, spec = {} }) => {
    const { namespace = "default", name, title = null, description = null, tags = [] } = metadata;
    const ref = view.origin(`template:${namespace}/${name}`).ref;
    const type = typeof spec.type === "string" ? spec.type : null;
    return { ref, title, description, type, owner: view.owner(ref).owners[0]?.ref ?? null, tags };
  });
}

function templateLines(templates: readonly ListedTemplate[]): readonly Line[] {
  if (templates.length === 0) return ["The catalog has no templates."];
  return table(
    templates.map(({ ref, title, type, owner }) => [
      ref,
      title ?? dim("no title"),
      type ?? dim("no type"),
      owner ?? dim("no owner"),
    ]),
  );
}

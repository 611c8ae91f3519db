import { ago, contactTexts, introduced, nameOf, ownerTitle, plain } from "@callboard/answers";
import { type CatalogView, type EntityRef, tierOf } from "@callboard/core";
import type { KnownBlock } from "@slack/types";
import { actionRow, askButton, linkButton } from "./actions.ts";
import { entityUrl } from "./entity-url.ts";
import { mrkdwn } from "./escape.ts";
import { linkLines } from "./link-lines.ts";
import type { RenderOptions } from "./render-options.ts";
import { plainLine, richText } from "./rich-text.ts";
import { contextBlock } from "./small-print.ts";

const DESCRIPTION = 200;

/** An entity in a few lines, for where its address was posted: what it is, whose it is, how much it matters, its links. */
export function entityCard(
  view: CatalogView,
  ref: EntityRef,
  { now, catalogUrl, style }: Pick<RenderOptions, "now" | "catalogUrl" | "style">,
): readonly KnownBlock[] {
  const entity = view.entity(ref);
  if (!entity) return richText([plainLine(`${nameOf(ref)} is not in the catalog.`)]);
  const { metadata, spec } = entity;
  const type = typeof spec?.type === "string" ? spec.type : null;
  const lifecycle = typeof spec?.lifecycle === "string" ? spec.lifecycle : null;
  const tier = tierOf(entity);
  const { owners, contacts, status } = view.owner(ref);
  const owner =
    owners.length > 0
      ? owners.map((each) => ownerTitle(each.ref, each.title)).join(" and ")
      : status === "dangling"
        ? "one that is not in the catalog"
        : "nobody";
  const { location, line, lastSeen } = view.origin(ref);
  const place = `${plain(location.replace(/^(?:file|url):/, ""), 120)}${line === null ? "" : `:${line}`}`;
  const about = [
    ...(lifecycle === null ? [] : [plain(lifecycle, 30)]),
    ...(tier === null ? [] : [`tier ${tier}`]),
  ].join(" · ");
  const summary = { ref, kind: entity.kind, type, title: metadata.title ?? null, lifecycle };
  const buttons = [
    ...askButton("owner", "Owner", { intent: "owner", roots: [ref] }),
    ...askButton("blast_radius", "Blast radius", { intent: "blast_radius", roots: [ref] }),
    ...askButton("dependencies", "Dependencies", { intent: "dependencies", roots: [ref] }),
    ...(catalogUrl === undefined ? [] : linkButton("catalog", "Open in catalog", entityUrl(catalogUrl, ref))),
  ];
  return [
    ...richText([
      plainLine(introduced(summary), "strong"),
      ...(metadata.description ? [plainLine(plain(metadata.description, DESCRIPTION))] : []),
      ...(status === "is-owner"
        ? []
        : [labelledLine("Owner", [owner, ...contactTexts(contacts).slice(0, 2)].join(" · "))]),
      ...(about === "" ? [] : [labelledLine("Stage", about)]),
    ]),
    ...contextBlock([...linkLines(metadata.links ?? []), mrkdwn`${place} · read ${ago(lastSeen, now)}`]),
    ...(style === "read-only" ? [] : actionRow(buttons)),
  ];
}

function labelledLine(label: string, text: string) {
  return { ...plainLine(text), label };
}

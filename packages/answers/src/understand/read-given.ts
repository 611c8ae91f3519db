import { type CatalogView, type EntityRef, entityRef, type Predicate } from "@callboard/core";
import type { KindTiers } from "./intent-grammar.ts";
import type { Piece } from "./read-message.ts";
import type { NameReader, NameReading } from "./read-name.ts";

type Given = Extract<Piece, { type: "given" }>;

/** What a name that was given outright stands for: a quoted name, an address, or a chat mention. */
export function readGiven(given: Given, kinds: KindTiers, view: CatalogView, names: NameReader): NameReading {
  switch (given.by) {
    case "quotes":
      return names.read(given.text, kinds);
    case "broadcast":
      return { type: "unknown", text: given.text, candidates: [], incompleteSources: [] };
    case "user":
      return byAnnotation(given, "slack.com/user-id", view) ?? unknownMention(given);
    case "user-group":
      return byAnnotation(given, "slack.com/usergroup-id", view) ?? byLabel(given, names);
    case "channel":
      return byAnnotation(given, "slack.com/channel-id", view) ?? byLabel(given, names);
    case "url":
      return byUrl(given, view);
    default:
      return given.by satisfies never;
  }
}

/** True for the mention of someone whom the catalog does not know, for example the bot itself. */
export function isStranger(piece: Piece, view: CatalogView): boolean {
  return piece.type === "given" && piece.by === "user" && view.match("slack.com/user-id", piece.id).length === 0;
}

function byAnnotation(given: Given, annotation: string, view: CatalogView): NameReading | undefined {
  const refs = view.match(annotation, given.id);
  return refs.length === 0 ? undefined : oneOf(refs, given.text, `It carries ${annotation} ${given.id}.`, view);
}

function byLabel(given: Given, names: NameReader): NameReading {
  const label = given.text.replace(/^[@#]/, "");
  return label === given.id ? unknownMention(given) : names.read(label, [["group"], ["*"]]);
}

function unknownMention(given: Given): NameReading {
  return { type: "unknown", text: given.text, candidates: [], incompleteSources: [] };
}

/** By a link of the entity, else by the repository that the address is in. The longest match wins. */
function byUrl(given: Given, view: CatalogView): NameReading {
  const url = URL.canParse(given.text) ? new URL(given.text) : undefined;
  const unknown: NameReading = { type: "unknown", text: given.text, candidates: [], incompleteSources: [] };
  if (!url) return unknown;
  const segments = url.pathname.split("/").filter((segment) => segment !== "");
  return byLink(given, url, segments, view) ?? byRepository(given, segments, view) ?? unknown;
}

function byLink(given: Given, url: URL, segments: readonly string[], view: CatalogView): NameReading | undefined {
  const addresses = [given.text, `${url.origin}${url.pathname}`, `${url.origin}${url.pathname}${url.search}`];
  // The host alone is everyone's: one segment must be there.
  for (let count = Math.min(segments.length, MAX_SEGMENTS); count > 0; count -= 1) {
    const address = `${url.origin}/${segments.slice(0, count).join("/")}`;
    addresses.push(address, `${address}/`);
  }
  const filter: Predicate = { "metadata.links.url": { $in: [...new Set(addresses)] } };
  const linked = view.query({ filter, limit: MAX_OWNERS_OF_A_LINK }).items.map(({ kind, metadata }) => {
    const lengths = metadata.links?.filter((link) => addresses.includes(link.url)).map((link) => link.url.length) ?? [];
    const { name, namespace } = metadata;
    return { ref: entityRef({ kind, name, ...(namespace && { namespace }) }), length: Math.max(0, ...lengths) };
  });
  const longest = Math.max(0, ...linked.map(({ length }) => length));
  const refs = linked.filter(({ length }) => length === longest).map(({ ref }) => ref);
  return refs.length === 0 ? undefined : oneOf(refs, given.text, "It has a link to this page.", view);
}

const MAX_SEGMENTS = 8;
const MAX_OWNERS_OF_A_LINK = 20;

const SLUG_ANNOTATIONS = ["github.com/project-slug", "gitlab.com/project-slug", "bitbucket.org/project-slug"];

function byRepository(given: Given, segments: readonly string[], view: CatalogView): NameReading | undefined {
  for (let count = Math.min(segments.length, MAX_SEGMENTS); count >= 2; count -= 1) {
    const slug = segments
      .slice(0, count)
      .join("/")
      .replace(/\.git$/, "");
    const refs = SLUG_ANNOTATIONS.flatMap((annotation) => view.match(annotation, slug));
    if (refs.length === 0) continue;
    const nearest = nearestFolder([...new Set(refs)], segments.slice(count).join("/"), view);
    return oneOf(nearest, given.text, `Its repository is ${slug}.`, view);
  }
  return undefined;
}

/** Of several entities in one repository, those whose descriptor lies nearest above the address. */
function nearestFolder(refs: readonly EntityRef[], path: string, view: CatalogView): readonly EntityRef[] {
  if (refs.length === 1) return refs;
  const depths = refs.map((ref) => {
    const { location } = view.origin(ref);
    const folder = location.slice(location.indexOf(":") + 1, Math.max(0, location.lastIndexOf("/")));
    return folder !== "" && `/${path}/`.includes(`/${folder}/`) ? folder.length : 0;
  });
  const deepest = Math.max(...depths);
  return refs.filter((_, index) => depths[index] === deepest);
}

function oneOf(refs: readonly EntityRef[], text: string, because: string, view: CatalogView): NameReading {
  const [first] = refs;
  if (first && refs.length === 1) return { type: "found", text, ref: first, because };
  const candidates = refs.slice(0, 5).map((ref) => {
    const title = view.entity(ref)?.metadata.title ?? null;
    return { ref, title, match: "slug" as const, score: 1, reason: because };
  });
  return { type: "several", text, candidates };
}

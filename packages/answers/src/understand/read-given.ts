import { type CatalogView, type EntityRef, entityRef, type Predicate } from "@callboard/core";
import type { Alert } from "../alerts/alert.ts";
import { labelRole } from "../alerts/label-roles.ts";
import { resolveAlert } from "../alerts/resolve-alert.ts";
import { labelsOfUrl } from "../alerts/url-labels.ts";
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

/** True for the mention of someone whom the catalog does not know, for example the bot itself, or of everyone in a room. */
export function isStranger(piece: Piece, view: CatalogView): boolean {
  if (piece.type !== "given") return false;
  return piece.by === "broadcast" || (piece.by === "user" && view.match("slack.com/user-id", piece.id).length === 0);
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

/** By what an entity says of the address or of one above it, the nearest one; else by the repository that it is in. */
function byUrl(given: Given, view: CatalogView): NameReading {
  const url = URL.canParse(given.id) ? new URL(given.id) : undefined;
  const unknown: NameReading = { type: "unknown", text: given.text, candidates: [], incompleteSources: [] };
  if (!url) return unknown;
  const segments = url.pathname.split("/").filter((segment) => segment !== "");
  return (
    byCatalogPage(given, segments, view) ??
    byAddress(given, url, segments, view) ??
    byRepository(given, url, segments, view) ??
    byTool(given, view) ??
    bySite(given, url, view) ??
    unknown
  );
}

/** A page of a catalog's own, whatever host shows it: `/catalog/default/component/checkout`. */
function byCatalogPage(given: Given, segments: readonly string[], view: CatalogView): NameReading | undefined {
  const [namespace, kind, name] = segments.slice(segments.indexOf("catalog") + 1);
  if (!segments.includes("catalog") || !namespace || !kind || !name) return undefined;
  const { status, candidates } = view.resolve(`${kind}:${namespace}/${decoded(name)}`, { limit: 1 });
  const [page] = candidates;
  return status === "found" && page?.match === "ref"
    ? { type: "found", text: given.text, ref: page.ref, because: "It is its page in a catalog." }
    : undefined;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** By the id of a project, a service or an application that the page of another tool has in its address. */
function byTool(given: Given, view: CatalogView): NameReading | undefined {
  const names = labelsOfUrl(given.id).flatMap(({ label, value }) => {
    const role = labelRole(label)?.role;
    return typeof role === "object" ? [{ label, value, role }] : [];
  });
  if (names.length === 0) return undefined;
  const subject = resolveAlert({ ...PAGE, names }, view);
  if (subject.type === "several") return { type: "several", text: given.text, candidates: subject.candidates };
  return subject.type === "found" ? { ...subject, text: given.text, because: "Its address names it." } : undefined;
}

/** A page of a tool is read like an alert of that tool that says nothing else. */
const PAGE: Omit<Alert, "names"> = {
  format: "link",
  resolved: false,
  labels: new Map(),
  mentioned: [],
  urls: [],
  title: "",
  prose: [],
};

/** By the host alone, where that is the site of one entity: what it serves, and not a place where others have pages, too. */
function bySite(given: Given, { origin }: URL, view: CatalogView): NameReading | undefined {
  const roots = new Set([origin, `${origin}/`]);
  const filter: Predicate = { "metadata.links.url": { $in: [...roots] } };
  const refs = view.query({ filter, limit: MAX_OWNERS_OF_A_LINK }).items.flatMap(({ kind, metadata }) => {
    const { name, namespace, links = [] } = metadata;
    const isSite = links.some(({ url, type, title }) => roots.has(url) && SITE.test(`${type ?? ""} ${title ?? ""}`));
    return isSite ? [entityRef({ kind, name, ...(namespace && { namespace }) })] : [];
  });
  return refs.length === 0 ? undefined : oneOf(refs, given.text, `Its site is ${origin}.`, view);
}

const SITE = /\b(?:web ?site|site|homepage|home ?page|home|web ?app|app|live|frontend|front end|ui|production|url)\b/i;

/** Annotations whose value is the address of a page of the entity's own, perhaps with `url:` before it. */
const PAGE_ANNOTATIONS = [
  "backstage.io/view-url",
  "backstage.io/techdocs-ref",
  "grafana/overview-dashboard",
  "datadoghq.com/dashboard-url",
] as const;
/** Likewise, of the folder that its code is in. */
const FOLDER_ANNOTATIONS = ["backstage.io/source-location"] as const;

function byAddress(given: Given, url: URL, segments: readonly string[], view: CatalogView): NameReading | undefined {
  const addresses = [
    given.id,
    `${url.origin}${url.pathname}`,
    `${url.origin}${url.pathname}${url.search}`,
    ...addressesAbove(url, segments),
  ];
  const found = nearest([...linkedTo(addresses, view), ...annotatedWith(PAGE_ANNOTATIONS, addresses, view)]);
  return found.length === 0 ? undefined : oneOf(found, given.text, "It has a link to this page.", view);
}

/** An address and every one above it, with and without a slash. The host alone is everyone's: one segment must be there. */
function addressesAbove(url: URL, segments: readonly string[]): string[] {
  const counts = Array.from({ length: Math.min(segments.length, MAX_SEGMENTS) }, (_, index) => index + 1);
  return counts.flatMap((count) => {
    const address = `${url.origin}/${segments.slice(0, count).join("/")}`;
    return [address, `${address}/`];
  });
}

/** Those that were found by the longest address. */
function nearest(found: readonly Found[]): EntityRef[] {
  const longest = Math.max(0, ...found.map(({ length }) => length));
  return [...new Set(found.filter(({ length }) => length === longest).map(({ ref }) => ref))];
}

/** The entities that have one of these addresses as a link, and how long the longest of them is. */
function linkedTo(addresses: readonly string[], view: CatalogView): Found[] {
  const filter: Predicate = { "metadata.links.url": { $in: [...new Set(addresses)] } };
  return view.query({ filter, limit: MAX_OWNERS_OF_A_LINK }).items.map(({ kind, metadata }) => {
    const lengths =
      metadata.links?.filter((link) => addresses.includes(link.url)).map((link) => lengthOf(link.url)) ?? [];
    const { name, namespace } = metadata;
    return { ref: entityRef({ kind, name, ...(namespace && { namespace }) }), length: Math.max(0, ...lengths) };
  });
}

function annotatedWith(annotations: readonly string[], addresses: readonly string[], view: CatalogView): Found[] {
  return [...new Set(addresses)].flatMap((address) =>
    annotations.flatMap((name) =>
      [address, `url:${address}`].flatMap((value) =>
        view.match(name, value).map((ref) => ({ ref, length: lengthOf(address) })),
      ),
    ),
  );
}

interface Found {
  readonly ref: EntityRef;
  readonly length: number;
}

/** With or without a slash at its end an address is the same. */
function lengthOf(address: string): number {
  return address.replace(/\/$/, "").length;
}

/** GitHub, Azure DevOps and the like show a repository's pages below these many segments. */
const MAX_SEGMENTS = 12;
const MAX_OWNERS_OF_A_LINK = 20;

const SLUG_ANNOTATIONS = [
  "github.com/project-slug",
  "gitlab.com/project-slug",
  "bitbucket.org/project-slug",
  "dev.azure.com/project-repo",
];

function byRepository(given: Given, url: URL, segments: readonly string[], view: CatalogView): NameReading | undefined {
  // A file is at "blob" and the folder that it is in at "tree".
  const inFolders = segments.map((segment, index) => (segment === "blob" && index >= 2 ? "tree" : segment));
  const byFolder = nearest(annotatedWith(FOLDER_ANNOTATIONS, addressesAbove(url, inFolders), view));
  for (let count = Math.min(segments.length, MAX_SEGMENTS); count >= 2; count -= 1) {
    const slug = slugOf(segments.slice(0, count));
    // Hosts do not tell capitals in names apart; people write them as they like.
    const refs = [slug, slug.toLowerCase()].flatMap((each) =>
      SLUG_ANNOTATIONS.flatMap((annotation) => view.match(annotation, each)),
    );
    if (refs.length === 0) continue;
    const path = segments.slice(count).join("/");
    const inRepository = nearestFolder([...new Set([...refs, ...byFolder])], path, view);
    const decided = inRepository.length > 1 && byFolder.length > 0 ? byFolder : inRepository;
    return oneOf(decided, given.text, `Its repository is ${slug}.`, view);
  }
  return byFolder.length > 0 ? oneOf(byFolder, given.text, "Its code is in this folder.", view) : undefined;
}

/** The name of the repository at a path; of `org/project/_git/repo`, as Azure DevOps has it, `project/repo`. */
function slugOf(segments: readonly string[]): string {
  const [, project, mark, repository] = segments;
  const path = mark === "_git" && segments.length === 4 ? `${project}/${repository}` : segments.join("/");
  return path.replace(/\.git$/, "");
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

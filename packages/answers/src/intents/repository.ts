import { annotation, type Entity, type Origin } from "@callboard/core";
import type { Pointer } from "./pointers.ts";
import { safeLink } from "./safe-link.ts";

/** Where the code of an entity is, as its annotations say: less those that lie above another one. */
export function repositories(entity: Entity, origin: Origin): readonly Pointer[] {
  const found = READINGS.flatMap(({ name, address }): Pointer[] => {
    const value = annotation(entity, name)?.trim();
    if (!value) return [];
    const url = safeLink(address(value, entity, origin) ?? "");
    return [{ url, text: url === null ? value : null, from: name }];
  });
  const distinct = found.filter(({ url }, at) => url === null || found.findIndex((each) => each.url === url) === at);
  return distinct.filter((one) => !distinct.some((other) => other !== one && isAbove(one.url, other.url)));
}

interface Reading {
  readonly name: string;
  /** The web address that a value stands for; null where it cannot be told. */
  address(value: string, entity: Entity, origin: Origin): string | null;
}

const READINGS: readonly Reading[] = [
  { name: "backstage.io/source-location", address: (value) => value.replace(/^url:/, "") },
  { name: "github.com/project-slug", address: (slug, _, origin) => hosted("https://github.com", slug, origin) },
  {
    name: "gitlab.com/project-slug",
    address: (slug, entity, origin) =>
      hosted(`https://${annotation(entity, "gitlab.com/instance")?.trim() || "gitlab.com"}`, slug, origin),
  },
  { name: "bitbucket.org/project-slug", address: (slug, _, origin) => hosted("https://bitbucket.org", slug, origin) },
  { name: "dev.azure.com/project-repo", address: azureAddress },
];

/** A slug names no host: where the descriptor was read from that very repository, its host is the one. */
function hosted(usual: string, slug: string, { location, viewUrl }: Origin): string | null {
  if (!isSlug(slug)) return null;
  const descriptor = viewUrl ?? location.replace(/^url:/, "");
  const url = URL.canParse(descriptor) ? new URL(descriptor) : undefined;
  const isThere = url?.protocol === "https:" && `${url.pathname}/`.startsWith(`/${slug}/`);
  return `${isThere ? url.origin : usual}/${slug}`;
}

function azureAddress(value: string, entity: Entity): string | null {
  const [project, repository, ...rest] = value.split("/");
  const organisation = annotation(entity, "dev.azure.com/host-org")?.trim();
  if (!project || !repository || rest.length > 0 || !organisation) return null;
  return `https://${organisation}/${encodeURIComponent(project)}/_git/${encodeURIComponent(repository)}`;
}

function isSlug(text: string): boolean {
  const parts = text.split("/");
  return parts.length >= 2 && parts.every((part) => /^[\w.-]+$/.test(part) && part !== "." && part !== "..");
}

/** Whether an address leads to a place above another: a repository to a folder in it. */
function isAbove(url: string | null, other: string | null): boolean {
  return url !== null && other !== null && url !== other && `${other}/`.startsWith(`${url.replace(/\/$/, "")}/`);
}

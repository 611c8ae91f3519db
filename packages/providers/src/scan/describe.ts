import type { Place } from "./evidence.ts";
import type { FoundEdge } from "./find-edges.ts";
import { relativePath } from "./paths.ts";
import type { EntityDocument, InferredOwner } from "./scan-result.ts";
import type { Component, ProvidedApi, Subject } from "./subjects.ts";

/** The ref of something found, unless a descriptor gives it another. */
export type RefOf = (subject: Subject) => string;

/** The group that owns what nobody is known to own. */
export const UNKNOWN_OWNER = "group:default/unknown-owner";

const INFERRED_FROM = "callboard.dev/inferred-from";
const OWNER_FROM = "callboard.dev/inferred-owner-from";
const EDGES_FROM = "callboard.dev/inferred-edges-from";

/** Platforms that run what customers use, as against a developer's machine. */
const PRODUCTION: ReadonlySet<string> = new Set(["kubernetes", "helm", "terraform", "serverless"]);

/** A place as it is written in annotations and shown to people. */
function placeText({ path, line }: Place): string {
  return `${path}:${line}`;
}

/** The descriptor of something found, with where each part of it comes from. */
export function describeSubject(
  subject: Subject,
  owner: InferredOwner | null,
  edges: readonly FoundEdge[],
  refOf: RefOf,
  file: string,
): EntityDocument {
  const needed = (relation: FoundEdge["relation"]) =>
    edges.filter((edge) => edge.relation === relation).map(({ to }) => short(refOf(to)));
  const description =
    subject.is === "component" ? subject.units.map((unit) => unit.description).find((text) => text) : undefined;
  const from = edges.map((edge) => `${short(refOf(edge.to))} ${placeText(edge.place)}`);
  // An interface needs who provides it, so the note on that edge is the interface's.
  const noted =
    subject.is === "api"
      ? [short(refOf(subject.provider))]
      : edges.filter(({ relation }) => relation !== "providesApi").map(({ to }) => short(refOf(to)));
  const fields: readonly (readonly [name: string, value: unknown])[] = [
    ["type", subject.is === "api" ? subject.definition.type : subject.type],
    ["lifecycle", subject.is === "resource" ? undefined : lifecycleOf(subject)],
    ["owner", short(owner?.ref ?? UNKNOWN_OWNER)],
    ["providesApis", needed("providesApi")],
    ["consumesApis", needed("consumesApi")],
    ["dependsOn", needed("dependsOn")],
    [
      "definition",
      subject.is === "api" ? { $text: relativePath(folderOfFile(file), subject.definition.path) } : undefined,
    ],
    ["edges", noted.length === 0 ? undefined : Object.fromEntries(noted.map((ref) => [ref, { evidence: "inferred" }]))],
  ];
  return {
    apiVersion: "backstage.io/v1alpha1",
    kind: { component: "Component", resource: "Resource", api: "API" }[subject.is],
    metadata: {
      name: subject.name,
      ...(description !== undefined && { description: plainText(description) }),
      annotations: {
        [INFERRED_FROM]: placeText(subject.place),
        ...(owner && { [OWNER_FROM]: placeText(owner.place) }),
        ...(from.length > 0 && { [EDGES_FROM]: from.join("\n") }),
      },
    },
    spec: Object.fromEntries(
      fields.filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
    ),
  };
}

/** The descriptor of an owner that is only named. */
export function describeOwner(ref: string, place: Place): EntityDocument {
  const isGroup = ref.startsWith("group:");
  return {
    apiVersion: "backstage.io/v1alpha1",
    kind: isGroup ? "Group" : "User",
    metadata: {
      name: ref.slice(ref.indexOf("/") + 1),
      ...(ref === UNKNOWN_OWNER && {
        description: "Nothing in the checkout says who owns these. Name the real owner of each.",
      }),
      annotations: { [INFERRED_FROM]: placeText(place) },
    },
    spec: isGroup ? { type: "team", children: [] } : { memberOf: [] },
  };
}

function lifecycleOf(subject: Component | ProvidedApi): string {
  const { workloads } = subject.is === "api" ? subject.provider : subject;
  return workloads.some(({ platform }) => PRODUCTION.has(platform)) ? "production" : "unknown";
}

/** A ref without the default namespace, as people write it. */
export function short(ref: string): string {
  return ref.replace(":default/", ":");
}

function folderOfFile(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf("/"), 0));
}

/** One line without the users and passwords of URLs. */
function plainText(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 500)
    .replace(/\/\/[^\s/@]{1,200}@/g, "//");
}

import { CatalogError, type CatalogView, type JsonObject, type JsonValue } from "@callboard/core";
import { findEntity } from "../catalog/find-entity.ts";
import { isMapping } from "../mapping.ts";

/** The kinds that a picker offers, by its name, unless it says otherwise. Null for those of any kind. */
const KINDS: ReadonlyMap<string, readonly string[] | null> = new Map([
  ["OwnerPicker", ["group", "user"]],
  ["MyGroupsPicker", ["group"]],
  ["OwnedEntityPicker", null],
  ["EntityPicker", null],
  ["MultiEntityPicker", null],
  ["MyEntitiesPicker", null],
]);

const MAX_OFFERED = 5_000;

/** The refs that a picker of owners or entities offers, in order; none for any other field. */
export function pickerRefs(schema: JsonObject, view: CatalogView): readonly string[] {
  const usual = KINDS.get(String(schema["ui:field"]));
  if (usual === undefined) return [];
  const { catalogFilter, allowedKinds } = optionsOf(schema);
  const filters = listOf(catalogFilter).flatMap((each) => filterText(each) ?? []);
  const kinds = listOf(allowedKinds).filter((kind) => typeof kind === "string");
  const wanted =
    filters.length > 0 ? filters : (kinds.length > 0 ? kinds : (usual ?? [])).map((kind) => `kind=${kind}`);
  const order = ["metadata.name"] as const;
  const found = view.query({ ...(wanted.length > 0 && { filter: wanted }), order, limit: MAX_OFFERED });
  return found.items.map(({ kind, metadata: { namespace = "default", name } }) =>
    `${kind}:${namespace}/${name}`.toLowerCase(),
  );
}

/** The ref of what was typed into a picker where the catalog knows it; else the text itself. */
export function pickedRef(typed: string, schema: JsonObject, view: CatalogView | null): string {
  if (!view || !KINDS.has(String(schema["ui:field"]))) return typed;
  const offered = pickerRefs(schema, view);
  const named = offered.filter((ref) => ref === typed.toLowerCase() || nameIn(ref) === typed.toLowerCase());
  if (named.length === 1 && named[0] !== undefined) return named[0];
  try {
    const found = findEntity(view, typed);
    return offered.includes(found) ? found : typed;
  } catch (reason) {
    if (reason instanceof CatalogError) return typed;
    throw reason;
  }
}

/** What is wrong with the answer of a picker that takes no others than it offers; null when nothing is. */
export function pickerFault(answer: JsonValue, schema: JsonObject, view: CatalogView | null): string | null {
  const isClosed = KINDS.has(String(schema["ui:field"])) && optionsOf(schema).allowArbitraryValues === false;
  if (!view || !isClosed) return null;
  const offered = new Set<JsonValue>(pickerRefs(schema, view));
  const isOther = (ref: JsonValue) =>
    // Of more than that it is not known which are offered.
    !offered.has(ref) && (offered.size < MAX_OFFERED || typeof ref !== "string" || !isEntity(ref, view));
  return listOf(answer).some(isOther) ? "is not an entity that can be chosen here" : null;
}

/**
 * A repository in the form that templates expect it: `github.com?owner=acme&repo=shop`, also when its address was typed.
 * Undefined when it is neither, or at a host that the field does not allow.
 */
export function repoUrl(typed: string, schema: JsonObject): string | undefined {
  const url = typed.includes("?") ? typed : fromAddress(typed);
  if (url === undefined || !URL.canParse(`https://${url}`)) return undefined;
  const { host, searchParams } = new URL(`https://${url}`);
  const allowed = listOf(optionsOf(schema).allowedHosts);
  return searchParams.size > 0 && (allowed.length === 0 || allowed.includes(host)) ? url : undefined;
}

function fromAddress(typed: string): string | undefined {
  const address = typed.replace(/^https?:\/\//i, "").replace(/\/$/, "");
  const [host, ...path] = address.replace(/\.git$/, "").split("/");
  const repo = path.pop();
  if (!host || path.length === 0 || !repo) return undefined;
  return `${host}?owner=${encodeURIComponent(path.join("/"))}&repo=${encodeURIComponent(repo)}`;
}

function isEntity(text: string, view: CatalogView): boolean {
  try {
    return view.entity(text) !== undefined;
  } catch (reason) {
    if (reason instanceof CatalogError) return false;
    throw reason;
  }
}

function nameIn(ref: string): string {
  return ref.slice(ref.indexOf("/") + 1);
}

/** `kind=group,spec.type=team`; null for a filter that says more than that. */
function filterText(filter: JsonValue): string | null {
  if (!isMapping(filter)) return null;
  const parts = Object.entries(filter).flatMap(([field, value]) =>
    listOf(value).flatMap((one) => (typeof one === "string" ? [`${field}=${one}`] : [])),
  );
  return parts.length > 0 ? parts.join(",") : null;
}

function optionsOf(schema: JsonObject): JsonObject {
  const { "ui:options": options } = schema;
  return isMapping(options) ? options : {};
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

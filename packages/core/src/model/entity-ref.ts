import { CatalogError } from "../errors.ts";
import { quoted } from "./quoted.ts";

declare const brand: unique symbol;

/** The canonical name of an entity, `kind:namespace/name`, always lower case. Made by {@link entityRef} only. */
export type EntityRef = string & { readonly [brand]: "EntityRef" };

/** An entity ref taken apart, in the case it was written in. */
export interface EntityRefParts {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A ref as callers may give it: text, or an object in which only the name is required. */
export type EntityRefInput = string | { readonly kind?: string; readonly namespace?: string; readonly name: string };

/** What a ref that leaves something out means. `defaultNamespace` is `"default"` unless given. */
export interface EntityRefContext {
  readonly defaultKind?: string;
  readonly defaultNamespace?: string;
}

/** Why a text is not a ref. */
export type EntityRefFault =
  | "ref-empty"
  | "ref-form"
  | "ref-missing-kind"
  | "ref-missing-namespace"
  | "ref-missing-name";

export type EntityRefResult =
  | { readonly ok: true; readonly parts: EntityRefParts }
  | { readonly ok: false; readonly fault: EntityRefFault; readonly message: string };

export const DEFAULT_NAMESPACE = "default";

/**
 * Takes a ref apart without throwing: the first `:` ends the kind unless a `/` comes before it, the first `/` ends
 * the namespace, the rest is the name (Backstage catalog model, "String references"). Case is kept.
 */
export function readEntityRef(input: EntityRefInput, context: EntityRefContext = {}): EntityRefResult {
  return typeof input === "string" ? readRefText(input, context) : readRefParts(input, context);
}

/**
 * Takes a ref apart.
 *
 * @throws {CatalogError} `invalid-entity-ref`
 */
export function parseEntityRef(input: EntityRefInput, context: EntityRefContext = {}): EntityRefParts {
  const result = readEntityRef(input, context);
  if (!result.ok) throw new CatalogError("invalid-entity-ref", result.message);
  return result.parts;
}

/**
 * The canonical ref of whatever names an entity, for example `component:default/checkout`.
 *
 * @throws {CatalogError} `invalid-entity-ref`
 */
export function entityRef(input: EntityRefInput, context: EntityRefContext = {}): EntityRef {
  return formatEntityRef(parseEntityRef(input, context));
}

/** The canonical text of a ref that is already complete. */
export function formatEntityRef({ kind, namespace, name }: EntityRefParts): EntityRef {
  // Part by part: a sigma at the end of a word has a lower case of its own, and ":" does not end a word.
  const text = `${kind.toLowerCase()}:${namespace.toLowerCase()}/${name.toLowerCase()}`;
  return text as EntityRef; // the one place that makes the brand
}

/** The parts of a canonical ref. */
export function entityRefParts(ref: EntityRef): EntityRefParts {
  const colon = ref.indexOf(":");
  const slash = ref.indexOf("/", colon + 1);
  return { kind: ref.slice(0, colon), namespace: ref.slice(colon + 1, slash), name: ref.slice(slash + 1) };
}

/**
 * The shortest text that still names the entity: `payments-db`, or `retail/payments-db` outside the default namespace.
 * A redacted one is `a restricted entity (2)`.
 */
export function shortName(ref: EntityRef): string {
  const { namespace, name } = entityRefParts(ref);
  if (isRestricted(ref)) return `a restricted entity (${name})`;
  return namespace === DEFAULT_NAMESPACE ? name : `${namespace}/${name}`;
}

/** The kind in the refs that stand for redacted entities. No kind can be called so, for kinds have no dash. */
export const RESTRICTED_KIND = "restricted-entity";

/** The ref that stands for a redacted entity; its number says nothing about it. */
export function restrictedRef(number: number): EntityRef {
  return formatEntityRef({ kind: RESTRICTED_KIND, namespace: DEFAULT_NAMESPACE, name: String(number) });
}

/** True for a ref that stands for an entity of which a policy lets nothing be known but that it is there. */
export function isRestricted(ref: EntityRef): boolean {
  return ref.startsWith(`${RESTRICTED_KIND}:`);
}

function readRefText(text: string, context: EntityRefContext): EntityRefResult {
  if (text === "")
    return { ok: false, fault: "ref-empty", message: "An entity ref is empty. Write kind:namespace/name." };
  const slash = text.indexOf("/");
  const firstColon = text.indexOf(":");
  const colon = slash >= 0 && firstColon > slash ? -1 : firstColon;
  const kind = colon >= 0 ? text.slice(0, colon) : context.defaultKind;
  const namespace = slash >= 0 ? text.slice(colon + 1, slash) : context.defaultNamespace || DEFAULT_NAMESPACE;
  const name = text.slice(Math.max(colon, slash) + 1);
  if (colon === 0 || namespace === "" || name === "") {
    const message = `${quoted(text)} is not an entity ref: a part of it is empty. Write [kind:][namespace/]name.`;
    return { ok: false, fault: "ref-form", message };
  }
  if (!kind) {
    const message = `Entity ref ${quoted(text)} names no kind. Write ${quoted(`component:${text}`)} or another kind.`;
    return { ok: false, fault: "ref-missing-kind", message };
  }
  return { ok: true, parts: { kind, namespace, name } };
}

function readRefParts(input: Exclude<EntityRefInput, string>, context: EntityRefContext): EntityRefResult {
  // Parts that come from YAML may be null, which means missing here.
  const kind = input.kind ?? context.defaultKind;
  const namespace = input.namespace ?? (context.defaultNamespace || DEFAULT_NAMESPACE);
  const { name } = input;
  if (kind && namespace && name) return { ok: true, parts: { kind, namespace, name } };
  const part = !kind ? "kind" : !namespace ? "namespace" : "name";
  const message = `Entity ref ${quoted(JSON.stringify(input))} has no ${part}. Add it.`;
  return { ok: false, fault: `ref-missing-${part}`, message };
}

import { compareDocument } from "./compare-document.ts";
import { type DescriptorDeparture, example, fieldsOf, hasError } from "./departure.ts";
import { locationDepartures } from "./location-departures.ts";
import { searchKeys } from "./search-keys.ts";

const aliasError: DescriptorDeparture = {
  rule: "alias-error",
  reason:
    "An alias that cannot be followed is a problem with a line in its document. In the reference implementation it ends the reading of the whole file.",
  ceiling: 0.01,
  covers: ({ text }) => ALIAS.test(withoutQuotes(text)),
  explains: (recorded, observed) =>
    /^(reader-threw|RangeError)$/.test(recorded.error?.rule ?? "") && hasError(observed, "yaml/alias"),
  examples: {
    covered: example("metadata: { name: *nothing }"),
    notCovered: example('metadata: { name: web, description: "*nothing" }'),
  },
};

const keysByCase: DescriptorDeparture = {
  rule: "keys-by-case",
  reason:
    "Keys that differ by case alone load with a warning. In the reference implementation such an entity is accepted, and then never appears.",
  ceiling: 0.02,
  covers({ values, index }) {
    const keys = searchKeys(values[index]);
    return new Set(keys.map((key) => key.toLowerCase())).size < new Set(keys).size;
  },
  explains({ indexable, ...appears }, observed) {
    const isWarned = observed.problems.some(({ rule, severity }) => severity === "warning" && CASE_RULES.has(rule));
    return indexable === false && isWarned && compareDocument(appears, observed).length === 0;
  },
  examples: {
    covered: example("", { metadata: { labels: { Tier: "1", tier: "2" } } }),
    notCovered: example("", { metadata: { labels: { tier: "1" }, tags: ["Tier", "tier"] } }),
  },
};

const unsafeKey: DescriptorDeparture = {
  rule: "unsafe-key",
  reason:
    "The keys __proto__ and prototype are refused at any depth, because merging them changes other objects. The reference implementation takes them for data.",
  ceiling: 0.01,
  covers: ({ text }) => UNSAFE_KEY.test(text.replace(/["']/g, "")),
  explains: (_, observed) => hasError(observed, "yaml/unsafe-key") || hasError(observed, "envelope/unsafe-key"),
  examples: {
    covered: example('spec: { "__proto__": { admin: true } }'),
    notCovered: example("spec: { constructor: web, __proto__x: 1 }"),
  },
};

const repeatedRef: DescriptorDeparture = {
  rule: "repeated-ref",
  reason:
    "Two documents of one file with the same ref are a problem, and the first is in force. In the reference implementation the last one wins without a word.",
  ceiling: 0.01,
  covers: ({ values, index }) => values.slice(0, index).some((value) => sameName(value, values[index])),
  explains: (recorded, observed) => recorded.accepted && hasError(observed, "repeated-ref"),
  examples: {
    covered: { ...example("", named("web"), named("WEB")), index: 1 },
    notCovered: { ...example("", named("web"), named("web", "API")), index: 1 },
  },
};

/** What Callboard does differently with descriptors, on purpose. */
export const descriptorDepartures = [aliasError, keysByCase, repeatedRef, unsafeKey, ...locationDepartures] as const;

/** An alias where a value may begin. */
const ALIAS = /(?:^|[\s[{,])\*[^\s,[\]{}]/m;
const UNSAFE_KEY = /(?:^|[\s{,])(?:__proto__|prototype)\s*:/m;
const CASE_RULES: ReadonlySet<string> = new Set(["policy/case-collision", "case-colliding-keys"]);

/** A file without what stands between two quotes of one line: a star in there is a star. */
function withoutQuotes(text: string): string {
  return text.replace(/"[^"\n]*"|'[^'\n]*'/g, "");
}

function sameName(left: unknown, right: unknown): boolean {
  const name = nameOf(left);
  return name !== undefined && name === nameOf(right);
}

function nameOf(value: unknown): string | undefined {
  const { kind, metadata } = fieldsOf(value);
  const { namespace = "default", name } = fieldsOf(metadata);
  return name === undefined ? undefined : `${kind}:${namespace}/${name}`.toLowerCase();
}

function named(name: string, kind = "Component"): unknown {
  return { kind, metadata: { name } };
}

import { compareDocument } from "./compare-document.ts";
import { type DescriptorDeparture, type DescriptorInput, example, fieldsOf, hasError } from "./departure.ts";

const targetScheme: DescriptorDeparture = {
  rule: "target-scheme",
  reason:
    "Of the addresses that a Location points to, only http and https are read; another one is a problem. The reference implementation asks its reader for it.",
  ceiling: 0.02,
  covers: (input) => targetsOf(input).some(hasOtherScheme),
  explains({ reads = [], ...rest }, observed) {
    const asked = observed.reads.map(({ location }) => location);
    const unread = reads.filter(({ type, target }) => !asked.includes(`${type}:${target}`));
    const isSame = compareDocument(rest, observed).length === 0 && asked.length + unread.length <= reads.length;
    const isReported = observed.problems.some(({ rule }) => rule === "location/target");
    return isSame && isReported && unread.every(({ target }) => hasOtherScheme(target));
  },
  examples: {
    covered: example("", location({ target: "javascript:alert(1)" })),
    notCovered: example("", location({ target: "https://git.example.com/javascript:alert(1)" })),
  },
};

const locationType: DescriptorDeparture = {
  rule: "location-type",
  reason:
    "A Location whose type cannot be followed is in the catalog, with a problem. The reference implementation refuses it.",
  ceiling: 0.01,
  covers({ values, index }) {
    const { type } = fieldsOf(fieldsOf(values[index]).spec);
    return isLocation(values[index]) && typeof type === "string" && type !== "url";
  },
  explains: ({ error }, observed) => error?.stage === "location-type" && hasError(observed, "location/type"),
  examples: {
    covered: example("", location({ type: "file", target: "./catalog" })),
    notCovered: example("", location({ type: "url", target: "./catalog" })),
  },
};

/** What Callboard does differently with Locations, on purpose. */
export const locationDepartures = [targetScheme, locationType] as const;

function targetsOf({ values, index }: DescriptorInput): readonly unknown[] {
  const { target, targets } = fieldsOf(fieldsOf(values[index]).spec);
  return isLocation(values[index]) ? [target, ...(Array.isArray(targets) ? targets : [])] : [];
}

function hasOtherScheme(target: unknown): boolean {
  return typeof target === "string" && /^[a-z][a-z0-9+.-]*:/i.test(target) && !/^https?:/i.test(target);
}

function isLocation(value: unknown): boolean {
  return fieldsOf(value).kind === "Location";
}

function location(spec: object): unknown {
  return { kind: "Location", metadata: { name: "more" }, spec };
}

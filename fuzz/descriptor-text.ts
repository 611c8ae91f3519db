import fc from "fast-check";
import { stringify } from "yaml";
import { hostileText, plainWord } from "./hostile-text.ts";

const name = fc.oneof({ weight: 6, arbitrary: plainWord }, { weight: 1, arbitrary: hostileText });
const ref = fc.oneof(
  name,
  fc.tuple(name, name).map(([kind, rest]) => `${kind}:${rest}`),
  fc.tuple(name, name, name).map(([kind, namespace, rest]) => `${kind}:${namespace}/${rest}`),
);
const anything = fc.oneof(
  { weight: 2, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
);

/** Mostly right, and now and then something else altogether. */
const mostly = <Value>(right: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 8, arbitrary: right }, { weight: 1, arbitrary: anything });

const refs = mostly(fc.array(ref, { maxLength: 5 }));

const note = fc.record(
  {
    needs: mostly(fc.constantFrom("read", "write")),
    when: mostly(fc.constantFrom("always", "async", "fallback", "build")),
    anyOf: mostly(name),
    in: mostly(fc.array(name, { maxLength: 3 })),
  },
  { requiredKeys: [] },
);

const metadata = fc.record(
  {
    name: mostly(name),
    namespace: mostly(name),
    title: mostly(hostileText),
    annotations: mostly(
      fc.dictionary(
        fc.constantFrom(
          "callboard.dev/aliases",
          "callboard.dev/environments",
          "callboard.dev/tier",
          "a/b",
          "__proto__",
        ),
        mostly(hostileText),
        { maxKeys: 4 },
      ),
    ),
    labels: mostly(fc.dictionary(name, mostly(name), { maxKeys: 3 })),
    tags: mostly(fc.array(name, { maxLength: 4 })),
    links: mostly(fc.array(fc.record({ url: mostly(hostileText) }, { requiredKeys: [] }), { maxLength: 2 })),
  },
  { requiredKeys: ["name"] },
);

const spec = fc.record(
  {
    type: mostly(name),
    lifecycle: mostly(name),
    owner: mostly(ref),
    system: mostly(ref),
    subcomponentOf: mostly(ref),
    dependsOn: refs,
    dependencyOf: refs,
    providesApis: refs,
    consumesApis: refs,
    children: refs,
    parent: mostly(ref),
    memberOf: refs,
    target: mostly(hostileText),
    targets: refs,
    definition: mostly(fc.oneof(hostileText, fc.record({ $text: hostileText }))),
    edges: mostly(fc.dictionary(ref, mostly(note), { maxKeys: 3 })),
  },
  { requiredKeys: [] },
);

const kinds = "Component API Resource System Domain Group User Location Template EdgeNotes component Thing".split(" ");

/** One entity as data: near enough to a right one that every stage of reading gets something to do. */
export const descriptorData: fc.Arbitrary<unknown> = mostly(
  fc.record(
    {
      apiVersion: mostly(fc.constantFrom("backstage.io/v1alpha1", "backstage.io/v1beta1", "callboard.dev/v1")),
      kind: mostly(fc.constantFrom(...kinds)),
      metadata: mostly(metadata),
      spec: mostly(spec),
    },
    { requiredKeys: ["apiVersion", "kind", "metadata"] },
  ),
);

const YAML_PIECES = [
  ..."&a |*a|<<: *a|!!binary |!!js/function |!e!x |? |: |- |{|}|[|]|,|>|;||\n|---\n|...\n|%YAML 1.1\n---\n|%TAG ! x:\n|#c|\t|@|'|\"".split(
    "|",
  ),
  "*".repeat(500),
  "[".repeat(2000),
  "a: ".repeat(300),
];

/** Ways to damage a text: what is put in, where (as a share of its length), and how much goes. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(30) }),
  put: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...YAML_PIECES) }, { weight: 1, arbitrary: hostileText }),
});

/** A catalog file: some entities as YAML or JSON, then damaged in a few places. */
export const descriptorText: fc.Arbitrary<string> = fc
  .tuple(fc.array(descriptorData, { minLength: 1, maxLength: 4 }), fc.boolean(), fc.array(edit, { maxLength: 4 }))
  .map(([entities, isJson, edits]) => {
    const documents = entities.map((entity) => (isJson ? `${JSON.stringify(entity)}\n` : written(entity)));
    return edits.reduce(damaged, documents.join("---\n"));
  });

function written(entity: unknown): string {
  return stringify(entity, { aliasDuplicateObjects: false });
}

function damaged(text: string, { at, removed, put }: { at: number; removed: number; put: string }): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + put + text.slice(start + removed);
}

import { readKinds } from "@callboard/core/kinds";
import fc from "fast-check";
import { stringify } from "yaml";
import { fuzzTarget } from "../fuzz-target.ts";
import { hostileText, plainWord } from "../hostile-text.ts";
import { unlessRefused } from "./refused.ts";

const key = fc.oneof(
  fc.constantFrom(
    ..."type properties required items enum const minLength pattern additionalProperties $ref allOf".split(" "),
  ),
  hostileText,
);
const type = fc.constantFrom("object", "string", "array", "number", "boolean", "null", "thing");
const { schema } = fc.letrec<{ schema: unknown }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 5 },
    fc.record({ type }, { requiredKeys: [] }),
    fc.record({ type, properties: fc.dictionary(fc.oneof(plainWord, hostileText), tie("schema"), { maxKeys: 4 }) }),
    fc.record({ type, items: tie("schema") }),
    fc.dictionary(key, fc.oneof(tie("schema"), hostileText, fc.jsonValue({ maxDepth: 2 })), { maxKeys: 3 }),
  ),
}));
const relation = fc.record(
  {
    field: plainWord,
    type: fc.oneof(plainWord, fc.constant("dependsOn")),
    inverse: hostileText,
    failureFlows: plainWord,
  },
  { requiredKeys: ["field"] },
);
const kind = fc.record(
  {
    kind: fc.oneof(plainWord, hostileText),
    description: hostileText,
    apiVersions: fc.array(hostileText, { maxLength: 2 }),
    spec: schema,
    relations: fc.array(relation, { maxLength: 3 }),
  },
  { requiredKeys: ["kind"] },
);

/** Kinds files: refused with a reason, or kinds that can be registered. */
export const kindsFiles = fuzzTarget({
  name: "kinds-files",
  inputs: fc
    .array(kind, { minLength: 1, maxLength: 3 })
    .map((kinds) => kinds.map((each) => stringify(each)).join("---\n")),
  run(text) {
    unlessRefused(() => readKinds(text, "kinds.yaml"));
  },
});

import { nunjitsuEngine, renderSkeleton, TemplateError, type TemplateFile } from "@callboard/scaffolder";
import fc from "fast-check";
import { scanExpressions } from "../../packages/scaffolder/src/lint/expression-scan.ts";
import { fuzzTarget } from "../fuzz-target.ts";
import { hostileText } from "../hostile-text.ts";

const CANARY = "canary-of-the-host";

const PIECES = [
  ..."values.name values secrets x.y loop range(3) range(999999999) 'a' \"b\" 1 0 -1 [1,2] {a:1} true none not and or in is".split(
    " ",
  ),
  ..."| upper | replace('a','aa') | dump | join | batch(2) | default(1) .constructor ['__proto__'] .toString() ( ) + * ~ , .".split(
    " ",
  ),
  "{% for i in range(100000) %}",
  "{% endfor %}",
  "{% if x %}",
  "{% endif %}",
  "{% set a = a ~ a %}",
  "{% macro m(a) %}{{ m(a) }}{% endmacro %}",
  "{% raw %}",
  "{% endraw %}",
  "{{ cookiecutter.x }}",
  "{# ",
  " #}",
  "${{ ",
  " }}",
  `\${{ ''.constructor.constructor("return process.env")() }}`,
];

const templateText = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), hostileText), { maxLength: 12 })
  .chain((parts) => fc.constantFrom(parts.join(""), `\${{ ${parts.join(" ")} }}`));

const engine = nunjitsuEngine({ limits: { workUnits: 20_000, outputCodeUnits: 200_000 } });

/** Strings, files and names of a template: plain data comes out, or a fault of the template; the host is out of reach. */
export const templates = fuzzTarget({
  name: "templates",
  inputs: fc.record({ text: templateText, path: templateText, value: hostileText }),
  async run({ text, path, value }) {
    process.env.CALLBOARD_FUZZ_CANARY = CANARY;
    const data = { values: { name: value, list: [1, value] } };
    const result = engine.value(text, data);
    if (result.status === "value") check(result.value);
    for (const cookiecutterCompat of [false, true]) scanExpressions(text, { cookiecutterCompat });
    try {
      check(engine.text(text, data));
      for await (const entry of renderSkeleton(fileAt(path, text), { engine, values: data.values })) {
        check(entry.path);
        if (entry.type === "file") check(String(await entry.content()));
      }
    } catch (reason) {
      if (!(reason instanceof TemplateError)) throw reason;
      check(reason.message);
    }
  },
});

function check(value: unknown): void {
  structuredClone(value);
  if (JSON.stringify(value)?.includes(CANARY)) throw new Error("The template reached the host.");
}

async function* fileAt(path: string, text: string): AsyncGenerator<TemplateFile> {
  const content = async () => new TextEncoder().encode(text);
  yield { path, type: "file", isExecutable: false, linkTo: null, content };
}

import { describe, expect, it } from "vitest";
import { openTasks } from "../../src/index.ts";
import { templateOf } from "../template-of.ts";

const LOG = 'steps: [{ id: log, action: debug:log, input: { message: "hello" } }]';

/** `line rule message` of each problem. */
async function lint(spec: string, files?: Record<string, string>, options?: Parameters<typeof openTasks>[0]) {
  const problems = await openTasks(options).lint(await templateOf(spec, files));
  return problems.map(({ line, rule, message }) => `${line} ${rule} ${message}`);
}

const logging = (message: string, more = "") =>
  `${more}\nsteps:\n  - { id: log, action: debug:log, input: { message: ${JSON.stringify(message)} } }`.trim();

describe("Tasks.lint", () => {
  it("has nothing to say of a template that is right", async () => {
    const spec = `
      parameters:
        properties: { name: { type: string, pattern: "^[a-z]+$" }, key: { type: string, ui:field: Secret } }
      steps:
        - { id: one, action: fetch:template, input: { url: ./skeleton, values: { name: "\${{ parameters.name | upper }}" } } }
        - { id: two, action: debug:log, each: "\${{ range(2) }}", if: "\${{ always() }}", input: { message: "\${{ each.value }} \${{ secrets.key }}" } }
        - { id: three, action: debug:log, input: { message: "{% for x in [1] %}\${{ x }}\${{ loop.index }}{% endfor %}\${{ user.entity.metadata.name }}\${{ context.task.id }}" } }
      output: { text: [{ title: "\${{ steps.two.output }}" }] }`;
    expect(await lint(spec, { "skeleton/${{ values.name }}.md": "# ${{ values.name }}" })).toEqual([]);
  });

  it("finds a string that cannot be read", async () => {
    expect(await lint(logging("${{ parameters. }}"))).toEqual([
      expect.stringMatching(/^7 template\/broken-expression This expression cannot be read: /),
    ]);
  });

  it("finds a filter that does not exist, with what was meant, and knows those that are registered", async () => {
    expect(await lint(logging("${{ user.ref | uper }}"))).toEqual([
      "7 template/unknown-filter There is no filter uper. Did you mean upper?",
    ]);
    expect(await lint(logging("${{ user.ref | uper }}"), {}, { filters: { uper: (text) => text } })).toEqual([]);
    expect(await lint(logging("${{ user.ref | parseEntityRef | pick('name') }}"))).toEqual([]);
  });

  it("finds a parameter that no page asks for, and one that nothing uses", async () => {
    const asks = "parameters: { properties: { name: { type: string } } }";
    expect(await lint(logging("${{ parameters.nmae }}", asks))).toEqual([
      "6 template/unused-parameter Nothing uses the parameter name. Use it, or do not ask for it.",
      "8 template/unknown-parameter No page asks for the parameter nmae. Did you mean name?",
    ]);
  });

  it("takes a parameter for used when all are handed on, or when it decides what else is asked", async () => {
    expect(await lint(logging("${{ parameters }}", "parameters: { properties: { name: { type: string } } }"))).toEqual(
      [],
    );
    const deciding = `parameters:
  properties: { ci: { type: boolean }, kind: { type: string } }
  dependencies: { ci: { oneOf: [{ properties: { ci: { const: true }, runner: { type: string } } }] } }
  if: { properties: { kind: { const: a } } }
  then: { properties: { size: { type: number } } }`;
    expect(await lint(logging("${{ parameters.runner }} ${{ parameters.size }}", deciding))).toEqual([]);
  });

  it("finds a name that a step does not know", async () => {
    expect(await lint(logging("${{ paramters.name }}"))).toEqual([
      "7 template/unknown-name paramters is nothing that a step knows. Did you mean parameters?",
    ]);
    expect(await lint(logging("${{ region }}"), {}, { globals: { region: "eu" } })).toEqual([]);
  });

  it("finds a step that does not exist, one that comes later and one that means itself", async () => {
    const spec = `
      steps:
        - { id: one, action: debug:log, input: { message: "\${{ steps.two.output.x }}\${{ steps.one.output.x }}" } }
        - { id: two, action: debug:log, input: { message: "\${{ steps['tow'].output.x }}" } }`;
    expect(await lint(spec)).toEqual([
      "7 template/unknown-step The step two comes later, so that it has no output yet.",
      "7 template/unknown-step The step one is this one, so that it has no output yet.",
      "8 template/unknown-step There is no step tow. Did you mean two?",
    ]);
  });

  it("finds an id that two steps have", async () => {
    const spec = `
      steps:
        - { id: one, action: debug:log, input: {} }
        - { id: one, action: debug:log, input: {} }`;
    expect(await lint(spec)).toEqual(["8 template/repeated-step Another step is called one too."]);
  });

  it("finds an action that nobody has registered, as a warning", async () => {
    const [problem] = await openTasks().lint(await templateOf("steps: [{ action: debug:lgo }]"));
    expect(problem).toMatchObject({
      severity: "warning",
      rule: "template/unknown-action",
      message: "The action debug:lgo is not registered, so this runs only where it is. Did you mean debug:log?",
      line: 6,
      entity: "template:default/service",
      path: "/spec/steps/0/action",
    });
  });

  it("finds an input that the action refuses, unless an expression stands for it", async () => {
    const wait = (seconds: string) => `steps:\n  - { action: debug:wait, input: { seconds: ${seconds} } }`;
    expect(await lint(wait("many"))).toEqual(["7 template/step-input input.seconds is not a number."]);
    expect(await lint(wait('"${{ user.x }}"'))).toEqual([]);
    expect(await lint("steps:\n  - { action: fetch:template, input: {} }")).toEqual([
      "7 template/step-input input.url is missing.",
    ]);
  });

  it("S08: finds a pattern without a linear form", async () => {
    const spec = `parameters: { properties: { name: { type: string, pattern: "(?=a)b" } } }\n${LOG}`;
    expect(await lint(spec)).toContainEqual(
      expect.stringMatching(/^6 template\/pattern The pattern has no form whose time is linear /),
    );
  });

  it("finds a page that is no JSON schema", async () => {
    const spec = `parameters: { properties: { name: { type: strong } } }\n${LOG}`;
    expect(await lint(spec)).toContainEqual(expect.stringMatching(/^6 template\/schema This is no JSON schema: /));
  });
});

describe("lintSkeletons", () => {
  const fetching = (values = "name: x", more = "") =>
    `steps:\n  - { action: fetch:template, input: { url: ./skeleton, values: { ${values} }${more} } }`;

  it("finds a skeleton that is not there", async () => {
    const { folderFiles, readTemplate } = await import("../../src/index.ts");
    const content = `apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: { name: a }\nspec:\n  type: a\n  ${fetching().replaceAll("\n", "\n  ")}\n`;
    const files = folderFiles({ folder: import.meta.dirname });
    const template = await readTemplate({ location: "template.yaml", content, files });
    expect(await openTasks().lint(template)).toMatchObject([
      { rule: "template/skeleton", severity: "error", line: 7, message: expect.stringContaining("./skeleton is not") },
    ]);
  });

  it("finds an expression of GitHub Actions, in its file and line", async () => {
    const workflow = "name: ci\nrun: echo ${{ github.sha }} ${{ values.name }}";
    expect(await lint(fetching(), { "skeleton/ci.yml": workflow })).toEqual([
      "7 template/foreign-expression ./skeleton/ci.yml:2: ${{ github.sha }} is not for the template. " +
        "Put it between {% raw %} and {% endraw %}, or name the file in copyWithoutTemplating.",
    ]);
    expect(
      await lint(fetching("name: x", ", copyWithoutTemplating: ['*.yml']"), { "skeleton/ci.yml": workflow }),
    ).toEqual([]);
    expect(await lint(fetching(), { "skeleton/ci.yml": `{% raw %}${workflow}{% endraw %}` })).toEqual([]);
    expect(await lint(fetching("name: x", ", templateFileExtension: true"), { "skeleton/ci.yml": workflow })).toEqual(
      [],
    );
  });

  it("finds a value that the step does not give, unless a condition provides for that", async () => {
    expect(await lint(fetching(), { "skeleton/${{ values.nmae }}.md": "" })).toEqual([
      "7 template/unknown-value ./skeleton/${{ values.nmae }}.md:0: the step gives no value nmae. Did you mean name?",
    ]);
    expect(await lint(fetching(), { "skeleton/a.md": "{% if values.b %}${{ values.b }}{% endif %}" })).toEqual([]);
  });

  it("finds what only steps see, and filters that do not exist", async () => {
    expect(await lint(fetching(), { "skeleton/a.md": "${{ parameters.name }}\n${{ values.name | nope }}" })).toEqual([
      "7 template/unknown-filter ./skeleton/a.md:2: There is no filter nope.",
      "7 template/unknown-name ./skeleton/a.md:1: a file sees only values, not parameters. Hand it over as one of the values.",
    ]);
  });

  it("reads a skeleton of cookiecutter in its dialect, and one of Mustache not at all", async () => {
    const files = { "skeleton/a.md": "{{ cookiecutter.name | jsonify }} {{ values.x | nope }}" };
    expect(await lint(fetching("name: x", ", cookiecutterCompat: true"), files)).toEqual([
      "7 template/unknown-filter ./skeleton/a.md:1: There is no filter nope.",
      "7 template/unknown-value ./skeleton/a.md:1: the step gives no value x.",
    ]);
    expect(await lint(fetching("name: x", ", engine: mustache"), { "skeleton/a.md": "${{ github.sha }}" })).toEqual([]);
  });
});

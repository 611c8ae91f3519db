import { PassThrough } from "node:stream";
import { catalogOf } from "@callboard/core/testing";
import { readTemplate, type Template } from "@callboard/scaffolder";
import { describe, expect, it } from "vitest";
import { askForm } from "../../src/template/ask-form.ts";
import { Left, openTerminal } from "../../src/template/terminal.ts";
import { collected } from "../run-command.ts";

function templateAsking(parameters: string): Promise<Template> {
  const content = `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: a }
spec:
  type: service
  parameters: ${parameters}
  steps: [{ action: debug:log }]
`;
  const files = { async *tree() {}, file: () => Promise.reject(new Error("no files")) };
  return readTemplate({ location: "template.yaml", content, files });
}

/** Answers of a form when these lines are typed, and what the person saw. */
async function asked(
  parameters: string,
  typed: readonly string[],
  given = {},
  view: Parameters<typeof askForm>[2]["view"] = null,
) {
  const stdin = new PassThrough();
  const stderr = collected();
  const io = { argv: [], env: {}, stdin, stdout: stderr.stream, stderr: stderr.stream, cwd: "/", now: Date.now };
  const terminal = openTerminal({ ...io, isTty: { stdin: true, stdout: true, stderr: true } });
  stdin.write(typed.map((line) => `${line}\n`).join(""));
  if (typed.length === 0) stdin.end();
  const answers = await askForm(await templateAsking(parameters), given, { terminal, view }).finally(() =>
    terminal.close(),
  );
  return { answers, seen: stderr.text() };
}

describe("askForm", () => {
  it("asks page by page, with types, and takes Enter for the default or for nothing", async () => {
    const form = `
    - { title: First, required: [name], properties: { name: { type: string, title: Name }, port: { type: integer, default: 80 }, note: { type: string } } }
    - { title: Second, properties: { ok: { type: boolean }, tags: { type: array, items: { type: string } }, more: { type: object } } }`;
    const { answers, seen } = await asked(form, ["shop", "", "", "y", "a, b", "{ c: 1 }"]);
    expect(answers).toEqual({ name: "shop", port: 80, ok: true, tags: ["a", "b"], more: { c: 1 } });
    expect(seen).toContain("1/2 ");
    expect(seen).toContain("[80]> ");
  });

  it("asks again for what will not do, and says why", async () => {
    const form = `{ required: [name, n], properties: { name: { type: string, pattern: "^[a-z]+$" }, n: { type: number } } }`;
    const { answers, seen } = await asked(form, ["", "SHOP", "shop", "many", "3"]);
    expect(answers).toEqual({ name: "shop", n: 3 });
    expect(seen).toContain("This is needed.");
    expect(seen).toContain('"SHOP" does not match the pattern ^[a-z]+$.');
    expect(seen).toContain('"many" is not of this form.');
  });

  it("takes a choice by its number, its value or its name, and several for a list", async () => {
    const form = `
    properties:
      a: { type: string, enum: [x, y], enumNames: [Ex, Why] }
      b: { type: string, enum: [x, y], enumNames: [Ex, Why] }
      c: { type: string, enum: [x, y], enumNames: [Ex, Why] }
      d: { type: array, items: { type: string, enum: [x, y, z] } }`;
    const { answers, seen } = await asked(form, ["nope", "2", "x", "why", "1, z"]);
    expect(answers).toEqual({ a: "y", b: "x", c: "y", d: ["x", "z"] });
    expect(seen).toContain('"nope" is not in the list.');
  });

  it("asks for what an answer makes needed, and not for what it does not", async () => {
    const form = `
    properties: { db: { type: boolean } }
    dependencies: { db: { oneOf: [{ properties: { db: { const: false } } }, { properties: { db: { const: true }, name: { type: string } }, required: [name] }] } }`;
    expect((await asked(form, ["y", "orders"])).answers).toEqual({ db: true, name: "orders" });
    expect((await asked(form, ["n"])).answers).toEqual({ db: false });
  });

  it("does not ask again what was given, unless it is wrong", async () => {
    const form = `{ properties: { a: { type: string }, b: { type: string, maxLength: 2 } } }`;
    const { answers, seen } = await asked(form, ["ok"], { a: "x", b: "long" });
    expect(answers).toEqual({ a: "x", b: "ok" });
    expect(seen).toContain("b is longer than 2 characters.");
  });

  it("S36: does not show what is typed into a secret field", async () => {
    const { answers, seen } = await asked(`{ properties: { key: { type: string, ui:field: Secret } } }`, ["canary-1"]);
    expect(answers).toEqual({ key: "canary-1" });
    expect(seen).not.toContain("canary");
  });

  it("takes names of the catalog in pickers, and addresses for repositories", async () => {
    const form = `
    properties:
      owner: { type: string, ui:field: OwnerPicker }
      part: { type: string, ui:field: EntityPicker, ui:options: { catalogFilter: { kind: System } } }
      repo: { type: string, ui:field: RepoUrlPicker, ui:options: { allowedHosts: [github.com] } }`;
    const view = catalogOf("group:default/payments", "system:default/shop", "component:default/shop");
    const { answers, seen } = await asked(
      form,
      ["Payments", "shop", "https://gitlab.com/acme/shop", "https://github.com/acme/shop"],
      {},
      view,
    );
    expect(answers).toEqual({
      owner: "group:default/payments",
      part: "system:default/shop",
      repo: "github.com?owner=acme&repo=shop",
    });
    expect(seen).toContain("is not of this form");
  });

  it("asks again where a picker takes no other values than it offers", async () => {
    const picker =
      "{ type: string, ui:field: EntityPicker, ui:options: { catalogFilter: { kind: System }, allowArbitraryValues: false } }";
    const form = `{ properties: { part: ${picker} } }`;
    const view = catalogOf("system:default/shop", "component:default/web");
    const { answers, seen } = await asked(form, ["nothing", "web", "shop"], {}, view);
    expect(answers).toEqual({ part: "system:default/shop" });
    expect(seen).toContain('"nothing" is not an entity that can be chosen here.');
    expect(seen).toContain('"web" is not an entity that can be chosen here.');
  });

  it("asks for a field of a company's own by its type, whatever it is called", async () => {
    const form =
      "{ properties: { a: { type: string, ui:field: constructor }, b: { type: array, ui:field: toString } } }";
    const { answers, seen } = await asked(form, ["x", "y, z"], {}, catalogOf("component:default/web"));
    expect(answers).toEqual({ a: "x", b: ["y", "z"] });
    expect(seen).not.toContain("function");
  });

  it("ends when the person leaves", async () => {
    await expect(asked(`{ properties: { a: { type: string } } }`, [])).rejects.toThrow(Left);
  });
});

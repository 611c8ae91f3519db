import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineAction, openTasks } from "../../src/index.ts";
import { templateOf } from "../template-of.ts";

const write = defineAction({
  id: "test:write",
  description: "Writes a file.",
  input: z.object({ path: z.string(), text: z.string() }),
  dryRun: "run",
  run: ({ workspace, input }) => workspace.write(input.path, input.text),
});

const publish = defineAction({
  id: "test:publish",
  description: "Makes a repository.",
  input: z.object({ name: z.string() }),
  output: z.object({ remoteUrl: z.string() }),
  dryRun: ({ input, effect, output }) => {
    effect({ verb: "create", what: `repository acme/${input.name} on github.com` });
    output("remoteUrl", `https://github.com/acme/${input.name}`);
  },
  run: () => {
    throw new Error("a plan ran it");
  },
});

const silent = defineAction({
  id: "test:silent",
  description: "Says nothing in a plan.",
  input: z.looseObject({}),
  output: z.object({ count: z.int(), url: z.string(), ok: z.boolean() }),
  run: () => {
    throw new Error("a plan ran it");
  },
});

const tasks = openTasks({ actions: [write, publish, silent] });

describe("planTask", () => {
  it("tells files, inputs, effects and what it would show, without doing anything", async () => {
    const template = await templateOf(`
      parameters: { properties: { name: { type: string } } }
      steps:
        - { id: files, action: test:write, input: { path: "\${{ parameters.name }}/README.md", text: "# \${{ parameters.name }}" } }
        - { id: publish, name: Publish, action: test:publish, input: { name: "\${{ parameters.name }}" } }
        - { id: quiet, action: test:silent, input: { url: "\${{ steps.publish.output.remoteUrl }}" } }
        - { id: foreign, action: acme:deploy, input: { count: "\${{ steps.quiet.output.count }}" } }
        - { id: left, action: test:write, if: "\${{ parameters.no }}", input: { path: x, text: y } }
      output: { links: [{ title: Repository, url: "\${{ steps.publish.output.remoteUrl }}" }, { title: None, if: "\${{ false }}" }] }
      `);
    const plan = await tasks.plan(template, { values: { name: "shop" } });
    expect(plan.files).toEqual([
      { path: "shop/README.md", isExecutable: false, linkTo: null, text: "# shop", size: 6 },
    ]);
    expect(plan.effects).toEqual([{ verb: "create", what: "repository acme/shop on github.com" }]);
    expect(plan.steps.map(({ id, outcome, inputs }) => ({ id, outcome, inputs }))).toEqual([
      { id: "files", outcome: "runs", inputs: [{ path: "shop/README.md", text: "# shop" }] },
      { id: "publish", outcome: "runs", inputs: [{ name: "shop" }] },
      { id: "quiet", outcome: "left-out", inputs: [{ url: "https://github.com/acme/shop" }] },
      { id: "foreign", outcome: "unknown-action", inputs: [{ count: 0 }] },
      { id: "left", outcome: "skipped", inputs: [] },
    ]);
    expect(plan.output).toEqual({ links: [{ title: "Repository", url: "https://github.com/acme/shop" }] });
    expect(plan.isRunnable).toBe(false);
    expect(plan.problems).toMatchObject([{ rule: "template/unknown-action", line: 11, severity: "error" }]);
  });

  it("says which line makes a step fail", async () => {
    const plan = await tasks.plan(await templateOf("steps: [{ id: one, action: test:write, input: { path: x } }]"));
    expect(plan).toMatchObject({
      isRunnable: false,
      steps: [{ outcome: "failed" }],
      problems: [
        { rule: "template/step", line: 6, message: "Step one fails: Step one (test:write): input.text is missing." },
      ],
    });
  });

  it("S36: shows no secret", async () => {
    const template = await templateOf(`
      steps: [{ action: test:write, input: { path: key.txt, text: "token: \${{ secrets.TOKEN }}" } }]
      `);
    const plan = await tasks.plan(template, { secrets: { TOKEN: "canary-1234" } });
    expect(plan.files[0]?.text).toBe("token: ***");
    expect(JSON.stringify(plan)).not.toContain("canary");
  });

  it("leaves no folder behind", async () => {
    const before = await readdir(tmpdir());
    await tasks.plan(await templateOf("steps: [{ action: test:write, input: { path: x, text: y } }]"));
    const left = (await readdir(tmpdir())).filter(
      (name) => name.startsWith("callboard-plan-") && !before.includes(name),
    );
    expect(left).toEqual([]);
  });
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ask } from "@callboard/answers";
import { openCatalog } from "@callboard/core";
import { fileProvider } from "@callboard/providers/file";
import { afterAll, describe, expect, it } from "vitest";
import { compareOutput } from "./docs/compare-output.ts";
import { checkDataBlocks } from "./docs/data-blocks.ts";
import { installProblem, isInstall } from "./docs/install-command.ts";
import { deadLinks } from "./docs/links.ts";
import { listedQuestions } from "./docs/listed-questions.ts";
import { type Page, pageOf } from "./docs/page.ts";
import { checkTypes, programsOf, runProgram } from "./docs/programs.ts";
import { commandsOf, runTranscripts } from "./docs/transcripts.ts";
import { makeWorkspace, removeWorkspace, root } from "./docs/workspace.ts";

/** What happens to a block, by its language. There is nothing else a block may be. */
const LANGUAGES = ["ts", "console", "sh", "yaml", "json"];

/** What else a block may be, by its page: another test plays it and compares. */
const PLAYED = new Map([["docs/incidents.md", "text"]]);

/** Beginnings of commands that are not run here, and why. */
const EXEMPT: readonly (readonly [command: string, reason: string])[] = [
  ["npm ci && npm start", "would install beneath the running tests, and wait for questions; .ci/run does both"],
  ["npm ci && npm test", "would start itself; .ci/run runs it"],
  ["npm run bench", "takes minutes; the tests beside bench/ run the generator and its checks"],
];

const pages = pagePaths().map((path) => pageOf(path, readFileSync(join(root, path), "utf8")));
makeWorkspace();
afterAll(removeWorkspace);
const programs = pages.flatMap(programsOf);

describe.concurrent("the documentation", { timeout: 300_000 }, () => {
  it("compiles", async () => {
    expect(report(await checkTypes(programs))).toBe("");
  });

  describe.each(pages.map((page) => [page.path, page] as const))("%s", (_, page) => {
    it("holds only blocks that are checked, and links that lead somewhere", () => {
      const known = [...LANGUAGES, PLAYED.get(page.path)];
      const unknown = page.blocks.filter(({ language }) => !known.includes(language));
      const odd = unknown.map(({ language, line }) => `${page.path}:${line}: nothing checks a block of "${language}".`);
      expect(report([...page.problems, ...odd, ...deadLinks(page)])).toBe("");
    });

    it("has descriptors that load", async () => {
      expect(report(await checkDataBlocks(page))).toBe("");
    });

    it("has programs that print what it shows", async () => {
      const own = programs.filter((program) => program.page === page);
      expect(report((await Promise.all(own.map(runProgram))).flat())).toBe("");
    });

    it("has commands that print what it shows", async () => {
      expect(report(await runTranscripts(page, isExempt))).toBe("");
    });
  });

  it("lists only questions that are answered, and as what it says", async () => {
    const catalog = await openCatalog({
      providers: [fileProvider({ root: join(root, "examples/acme") })],
      schedule: false,
    });
    const context = { user: "user:default/helen.marsh" };
    const problems = pages.flatMap(listedQuestions).flatMap(({ place, intent, question }) => {
      const reply = ask(catalog, question, { context });
      const isRight = reply.outcome === "answer" && (intent === null || intent === reply.intent);
      return isRight ? [] : [`${place}: "${question}" is read as ${reply.intent}. ${reply.text}`];
    });
    await catalog.close();
    expect(report(problems)).toBe("");
  });

  it("installs packages together with what they need beside them", () => {
    const installs = pages.flatMap((page) =>
      allCommands(page).flatMap(({ line, text }) => {
        const problem = isInstall(text) ? installProblem(text) : null;
        return problem === null ? [] : [`${page.path}:${line}: ${problem}`];
      }),
    );
    expect(report(installs)).toBe("");
  });

  it("shows the provider of the example as it is", () => {
    const example = readFileSync(join(root, "examples/custom-provider/csv-provider.ts"), "utf8");
    const page = readFileSync(join(root, "docs/providers.md"), "utf8");
    expect(page).toContain(example.slice(example.indexOf("export function")));
  });

  it("exempts no command that it does not show", () => {
    const shown = pages.flatMap(allCommands).map(({ text }) => text);
    expect(EXEMPT.filter(([start]) => !shown.some((command) => command.startsWith(start)))).toEqual([]);
  });

  it("shows a complete example within the first 25 lines of every README of a package, and of the whole", () => {
    const late = pages
      .filter(({ path }) => /^(packages\/[^/]+\/)?README\.md$/.test(path))
      .filter(({ blocks }) => {
        const first = blocks.find(({ language }) => language === "ts" || language === "console");
        return !first || first.line + first.lines.length > 25;
      });
    expect(late.map(({ path }) => path)).toEqual([]);
  });
});

describe("the check of the documentation", () => {
  const fence = "```";

  it("finds a program that does not compile, one that fails and one that prints something else", async () => {
    const page = pageOf("wrong.md", `${fence}ts\nconst n: number = "1";\nconsole.log(n); // 2\n${fence}\n`);
    const failing = pageOf("failing.md", `text\n\n${fence}ts\nthrow new Error("no");\n${fence}\n`);
    const found = [...programsOf(page), ...programsOf(failing)];
    expect(await checkTypes(found)).toEqual([expect.stringMatching(/^wrong\.md:2:7: error TS2322/)]);
    expect(await Promise.all(found.map(runProgram))).toEqual([
      ["wrong.md:3:\n  the page shows:\n    2\n  it prints:\n    1"],
      [expect.stringMatching(/^failing\.md:4: the program fails/)],
    ]);
  });

  it("finds output that a page does not show, or shows in vain", () => {
    expect(compareOutput("p.md", 1, [{ line: 2, text: "a" }], "a\nb\n")).toBe("p.md:2: it also prints:\n    b");
    expect(compareOutput("p.md", 1, [{ line: 2, text: "a" }], "")).toContain("nothing more");
    expect(compareOutput("p.md", 1, [{ line: 2, text: "read 2 min ago" }], "read just now\n")).toBeNull();
    const cut = ["a", "…", "d"].map((text, index) => ({ line: index, text }));
    expect(compareOutput("p.md", 1, cut, "a\nb\nc\nd\n")).toBeNull();
    expect(compareOutput("p.md", 1, cut, "a\nb\nc\ne\n")).toContain("nothing more");
  });

  it("finds a command that fails and a transcript that is out of date", async () => {
    const blocks = [
      `${fence}sh\nfalse\n${fence}`,
      `${fence}console\n$ echo a; echo b >&2\na\n${fence}`,
      `${fence}console\na\n${fence}`,
    ];
    const page = pageOf("commands.md", blocks.join("\n"));
    expect(await runTranscripts(page, () => false)).toEqual([
      expect.stringContaining('commands.md:2: "false" ends with 1.'),
      "commands.md:6: it also prints:\n    b",
      expect.stringContaining("commands.md:9: the block has no command."),
    ]);
  });

  it("finds a descriptor that does not load or names what is not there", async () => {
    const descriptor = "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: pay\nspec:\n  type: team";
    const dangling = `${descriptor}\n  children: []\n  parent: nowhere`;
    const page = pageOf("data.md", [descriptor, dangling].map((text) => `${fence}yaml\n${text}\n${fence}`).join("\n"));
    expect(await checkDataBlocks(page)).toEqual([
      expect.stringMatching(/^data\.md:6: .*children/),
      expect.stringMatching(/^data\.md:17: .*nowhere/),
    ]);
  });

  it("finds indented code, an open fence, odd words behind a fence and dead links", () => {
    const page = pageOf(
      "page.md",
      `text\n\n    code\n\n${fence}ts skip\n${fence}\n[a](nowhere.md) [b](README.md#nowhere)\n${fence}ts\n`,
    );
    expect(page.problems).toEqual([
      expect.stringContaining("page.md:3: code is indented"),
      expect.stringContaining('page.md:5: "```ts skip" does not say what the block is'),
      expect.stringContaining("page.md:8: the block has no end"),
    ]);
    expect(deadLinks(page)).toEqual([
      "page.md:7: nowhere.md is not there.",
      "page.md:7: README.md#nowhere is not there.",
    ]);
  });
});

function isExempt(command: string): boolean {
  return isInstall(command) || EXEMPT.some(([start]) => command.startsWith(start));
}

function allCommands(page: Page) {
  return page.blocks.filter(({ language }) => language === "sh" || language === "console").flatMap(commandsOf);
}

function pagePaths(): readonly string[] {
  const below = (folder: string, pattern: RegExp) =>
    (existsSync(join(root, folder)) ? readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }) : [])
      .filter((path) => pattern.test(path) && !/(^|\/)(node_modules|dist|skeleton)\//.test(path))
      .map((path) => `${folder}/${path}`)
      .sort();
  return [
    "README.md",
    ...below("docs", /\.md$/),
    ...below("packages", /^[^/]+\/README\.md$/),
    ...below("examples", /(^|\/)README\.md$/),
  ];
}

function report(problems: readonly string[]): string {
  return problems.join("\n\n");
}

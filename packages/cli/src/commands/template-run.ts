import { resolve } from "node:path";
import { CatalogError, type JsonObject } from "@callboard/core";
import { type TemplateRequest, withoutSecrets } from "@callboard/scaffolder";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import { green, type Line, lineSpans } from "../output/line.ts";
import type { Session } from "../session.ts";
import { askForm } from "../template/ask-form.ts";
import { carryOut } from "../template/carry-out.ts";
import { type AnswerOptions, givenAnswers } from "../template/given-answers.ts";
import { effectLines, problemLines } from "../template/plan-lines.ts";
import { resultLines } from "../template/result-lines.ts";
import { pathFrom } from "../template/shown-location.ts";
import { Left, openTerminal, type Terminal } from "../template/terminal.ts";
import { type OpenedTemplate, withTemplate } from "../template/with-template.ts";

interface RunOptions extends AnswerOptions {
  readonly out?: string;
  readonly yes?: boolean;
  readonly force?: boolean;
}

/**
 * `callboard template run`: asks for what is missing where somebody can be asked, says what would happen outside, and runs
 * the template when that is agreed to. With `--out` it writes files into a folder and does nothing outside.
 */
export function runTemplate(session: Session, name: string, options: RunOptions): Promise<ExitCode> {
  const { io, output } = session;
  return withTemplate(session, name, async (opened) => {
    const terminal = io.isTty.stdin && io.isTty.stderr ? openTerminal(io) : null;
    try {
      const request = await requestFor(opened, options, terminal, session);
      if (options.out !== undefined) return await writeFiles(opened, options.out, request, options, session);
      if (!(await mayRun(opened, request, options, terminal, session))) return EXIT.findings;
      terminal?.close();
      return await carryOut(() => opened.tasks.start(opened.template, request), opened, session);
    } catch (reason) {
      if (!(reason instanceof Left)) throw reason;
      output.note("Nothing was done.");
      return EXIT.findings;
    } finally {
      terminal?.close();
    }
  });
}

async function requestFor(
  { template, view }: OpenedTemplate,
  options: AnswerOptions,
  terminal: Terminal | null,
  { io }: Session,
): Promise<TemplateRequest> {
  const given = await givenAnswers(template, options, io);
  const answers = terminal ? await askForm(template, given.values, { terminal, view }) : given.values;
  const { values, secrets } = withoutSecrets(template, answers);
  const all = { ...given.secrets, ...secrets };
  return { values, secrets: terminal ? { ...all, ...(await askSecrets(template.spec, all, terminal)) } : all };
}

/** Secrets that the template needs and that no field of its form gives. */
async function askSecrets(
  { secrets }: OpenedTemplate["template"]["spec"],
  given: Readonly<Record<string, string>>,
  terminal: Terminal,
): Promise<Readonly<Record<string, string>>> {
  const required = (secrets?.schema as { readonly required?: readonly string[] } | undefined)?.required ?? [];
  const asked: Record<string, string> = {};
  for (const name of required) {
    if (given[name] === undefined) asked[name] = await terminal.ask(`${name} (secret)> `, { hidden: true });
  }
  return asked;
}

/** Says what would happen outside, and whether that is agreed to. */
async function mayRun(
  { template, tasks }: OpenedTemplate,
  request: TemplateRequest,
  { yes = false }: RunOptions,
  terminal: Terminal | null,
  { io, output }: Session,
): Promise<boolean> {
  const { effects, steps, problems, isRunnable } = await tasks.plan(template, request);
  const silent = steps.filter(({ outcome }) => outcome === "left-out");
  const untold = silent.map(({ id, action }) => ({ verb: "call" as const, what: `${action} (step ${id})` }));
  const told = [...effectLines([...effects, ...untold]), ...problemLines(problems, io.cwd)];
  if (terminal) terminal.say(...told);
  else for (const line of told) output.note(textOf(line));
  if (!isRunnable) {
    output.note("It cannot run as it is, so nothing was done.");
    return false;
  }
  if (yes || effects.length + silent.length === 0) return true;
  if (!terminal) {
    throw new CatalogError(
      "invalid-argument",
      "Nobody can be asked here whether this may happen. Agree to it with --yes.",
    );
  }
  return /^y(es)?$/i.test(await terminal.ask("Do this? y/N> "));
}

async function writeFiles(
  { template, tasks }: OpenedTemplate,
  out: string,
  request: TemplateRequest,
  { force = false }: RunOptions,
  { io, output }: Session,
): Promise<ExitCode> {
  const folder = resolve(io.cwd, out);
  const plan = await tasks.writeFiles(template, { folder, overwrite: force }, request);
  const left = plan.steps.filter(({ outcome, effects }) => outcome === "left-out" || effects.length > 0);
  for (const { id, action } of left)
    output.note(`Left out: ${action} (step ${id}), which works outside of the folder.`);
  output.data(plan, () => [
    ...(plan.isRunnable ? writtenLines(plan.written, pathFrom(folder, io.cwd)) : []),
    ...resultLines(left.length === 0 ? plan.output : withoutLinks(plan.output)),
    ...problemLines(plan.problems, io.cwd),
  ]);
  if (plan.isRunnable) return EXIT.ok;
  output.note("It cannot run as it is, so nothing was written.");
  return EXIT.findings;
}

/** Links to what was left out lead nowhere. */
function withoutLinks({ links: _, ...output }: JsonObject): JsonObject {
  return output;
}

function writtenLines(written: readonly string[], folder: string): readonly Line[] {
  return [
    ...written.map((path): Line => [green("+"), ` ${path}`]),
    `${plural(written.length, "file")} written to ${folder}.`,
  ];
}

function textOf(line: Line): string {
  return lineSpans(line)
    .map((span) => (typeof span === "string" ? span : span.text))
    .join("");
}

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CatalogError, type CatalogView } from "@callboard/core";
import {
  LOCK_PATH,
  readLock,
  skeletonVersion,
  type Template,
  TemplateError,
  type TemplateLock,
  templateVersion,
} from "@callboard/scaffolder";
import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { dim, green, type Line, red, yellow } from "../output/line.ts";
import { table } from "../output/table.ts";
import type { Session } from "../session.ts";
import { templateAt, templateInCatalog, templateInFile, templatePath } from "../template/open-template.ts";
import { pathFrom } from "../template/shown-location.ts";
import { hasSources } from "../template/with-template.ts";

interface CheckOptions {
  /** Templates by their path, where the catalog does not have them. */
  readonly template?: readonly string[];
}

/** How a repository stands to the template that made it. */
interface CheckedRepository extends Pick<TemplateLock, "template"> {
  readonly folder: string;
  /** `unknown`: the template could not be read. */
  readonly state: "current" | "behind" | "unknown";
  /** What has changed since, or why nobody knows; null when it is current. */
  readonly reason: string | null;
}

/** `callboard template check`: which repositories are behind the template that made them. Those are findings. */
export async function checkRepositories(
  session: Session,
  folders: readonly string[],
  { template: names = [] }: CheckOptions,
): Promise<ExitCode> {
  const { options, io } = session;
  const given = new Map<string, Template>();
  for (const name of names) {
    const path = templatePath(name, io.cwd);
    if (path === null) throw new CatalogError("invalid-argument", `--template ${name} is no template.yaml.`);
    const template = await templateInFile(path, session);
    given.set(template.ref, template);
  }
  const check = (view: CatalogView | null) => checked(session, folders.length > 0 ? folders : ["."], given, view);
  const hasCatalog = options.catalog !== undefined || options.demo === true || hasSources(session);
  return hasCatalog ? withCatalog(session, check) : check(null);
}

async function checked(
  session: Session,
  folders: readonly string[],
  given: ReadonlyMap<string, Template>,
  view: CatalogView | null,
): Promise<ExitCode> {
  const repositories: CheckedRepository[] = [];
  for (const name of folders) {
    const folder = resolve(session.io.cwd, name);
    const file = join(folder, LOCK_PATH);
    if (!existsSync(file)) {
      throw new CatalogError(
        "invalid-argument",
        `${name} has no ${LOCK_PATH}: no template made it, or an older Callboard did.`,
      );
    }
    const lock = readLock(await readFile(file, "utf8"), file);
    repositories.push({
      folder: pathFrom(folder, session.io.cwd),
      template: lock.template,
      ...(await stateOf(lock)),
    });
  }
  session.output.data(repositories, () => table(repositories.map(rowOf)));
  return repositories.every(({ state }) => state === "current") ? EXIT.ok : EXIT.findings;

  async function templateOf({ template, location }: TemplateLock): Promise<Template | undefined> {
    const known = given.get(template);
    if (known) return known;
    if (view?.entity(template)) return templateInCatalog(template, view, session);
    return location === null ? undefined : templateAt(location, template, session);
  }

  async function stateOf(lock: TemplateLock): Promise<Pick<CheckedRepository, "state" | "reason">> {
    try {
      const template = await templateOf(lock);
      if (!template)
        return { state: "unknown", reason: "its template is not known; name it with --template, or a catalog" };
      const isSame = templateVersion(template) === lock.version;
      const hasSameFiles = (await skeletonVersion(template)) === lock.skeletons;
      if (isSame && hasSameFiles) return { state: "current", reason: null };
      const what = [...(isSame ? [] : ["the template"]), ...(hasSameFiles ? [] : ["its files"])].join(" and ");
      return { state: "behind", reason: `${what} changed since` };
    } catch (reason) {
      if (reason instanceof TemplateError) return { state: "unknown", reason: reason.message };
      throw reason;
    }
  }
}

function rowOf({ folder, template, state, reason }: CheckedRepository): readonly Line[] {
  const mark = state === "current" ? green(state) : state === "behind" ? yellow(state) : red(state);
  return [folder, mark, template, dim(reason ?? "")];
}

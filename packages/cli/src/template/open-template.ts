import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { CatalogError, type CatalogView, type EntityRef, entityRef } from "@callboard/core";
import { folderFiles, readTemplate, readTemplates, type Template, TemplateError } from "@callboard/scaffolder";
import { findEntity } from "../catalog/find-entity.ts";
import { isDemo } from "../catalog/is-demo.ts";
import { demoFolder } from "../demo-folder.ts";
import type { CommandLine } from "../output/command-line.ts";
import type { Session } from "../session.ts";
import { repositoryRoot } from "../validate/repository-root.ts";
import { configuredFiles } from "./configured-tasks.ts";

/** The descriptor that an argument names by its path, or by that of its folder; null when there is none. */
export function templatePath(name: string, cwd: string): string | null {
  const at = resolve(cwd, name);
  const stats = statSync(at, { throwIfNoEntry: false });
  if (stats?.isFile()) return at;
  const inside = DESCRIPTORS.map((file) => join(at, file)).find((path) => existsSync(path));
  if (stats?.isDirectory() && inside !== undefined) return inside;
  if (!/\.(ya?ml|json)$/.test(name) && !stats) return null;
  const message = stats ? `${name} holds no template.yaml.` : `There is no file ${name}.`;
  throw new CatalogError("invalid-argument", `${message} Name a template.yaml, or a template of the catalog.`);
}

/** What the descriptor of a template is called in its folder. */
const DESCRIPTORS = ["template.yaml", "template.yml", "catalog-info.yaml"];

/**
 * The template in a file. It may read what lies in the same git repository, or else in its folder.
 *
 * @throws {TemplateError} `invalid-template`
 */
export async function templateInFile(path: string, session: Session): Promise<Template> {
  return readTemplate({ location: path, content: await readFile(path), files: filesBeside(path, session) });
}

/**
 * The template of the catalog that an argument names, read again from where the catalog has it.
 *
 * @throws {CatalogError} `entity-not-found`; {@link TemplateError} `invalid-template`, `not-found`, `unreachable`
 */
export async function templateInCatalog(name: string, view: CatalogView, session: Session): Promise<Template> {
  const ref = templateRef(name, view, session.commandLine);
  const { location } = view.origin(ref);
  return templateAt(location, ref, isDemo(view) ? { ...session, base: demoFolder() } : session);
}

/**
 * The template of a ref that was read at a location of a catalog or a task.
 *
 * @throws {TemplateError} `invalid-template`, `not-found`, `unreachable`
 */
export async function templateAt(location: string, ref: EntityRef, session: Session): Promise<Template> {
  const address = location.replace(/^url:/, "");
  const isRemote = /^https?:\/\//i.test(address);
  if (!isRemote && /^[a-z][a-z0-9+.-]+:/i.test(address) && !address.startsWith("file:")) {
    const message = `${ref} was read from ${location}, which has no files beside it. Name its template.yaml instead.`;
    throw new TemplateError("not-found", message);
  }
  const path = isRemote ? address : resolve(session.base, address.replace(/^file:/, ""));
  const files = isRemote ? configuredFiles(session, { base: address }) : filesBeside(path, session);
  const content = isRemote ? await (await files.file(address)).content() : await readFile(path).catch(() => "");
  const { templates, problems } = await readTemplates({ location: path, content, files });
  const found = templates.find((template) => template.ref === ref);
  const fault = problems.find(({ severity }) => severity === "error");
  if (!found && fault) throw new TemplateError("invalid-template", fault.message, { place: fault });
  if (found) return found;
  throw new TemplateError(
    "not-found",
    `${ref} is no longer in ${path}. Read the catalog again, or name its template.yaml.`,
  );
}

function templateRef(name: string, view: CatalogView, commandLine: CommandLine): EntityRef {
  if (name.includes(":")) return findEntity(view, name);
  const ref = entityRef(name, { defaultKind: "template" });
  if (view.entity(ref)) return ref;
  const found = findEntity(view, name);
  if (found.startsWith("template:")) return found;
  const list = commandLine("template", "list");
  throw new CatalogError("entity-not-found", `${found} is no template. See them with: ${list}`);
}

function filesBeside(path: string, session: Session) {
  const folder = dirname(path);
  return folderFiles({ folder, root: repositoryRoot(folder), remote: configuredFiles(session) });
}

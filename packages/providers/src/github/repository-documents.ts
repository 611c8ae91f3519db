import { CatalogError, readDocuments, repositoryReadLimits, type SourceDocument } from "@callboard/core";
import { type Codeowners, parseCodeowners } from "../codeowners.ts";
import { codeownersOwner, completedDocuments, lacksOwner } from "./completed-documents.ts";
import { type FileText, readTexts, type TextContext, type WantedFile } from "./file-texts.ts";
import { fileLocation, fileUrl } from "./github-location.ts";
import type { Repository, RepositoryFile } from "./repository.ts";

/** A descriptor, or one that could not be read. */
export type DocumentOutcome =
  | { readonly status: "read"; readonly document: SourceDocument }
  | { readonly status: "skipped"; readonly location: string; readonly reason: CatalogError };

export interface DocumentContext extends TextContext {
  readonly known?: ((key: string) => string | undefined) | undefined;
  /** The part of the source that the repositories belong to. */
  readonly scope: string;
  /** The namespace that descriptors and teams of an organisation have; undefined for the usual one. */
  namespaceOf(organization: string): string | undefined;
}

/** The descriptors of some repositories, in their order. Those that are known are not read. */
export async function repositoryDocuments(
  repositories: readonly Repository[],
  context: DocumentContext,
): Promise<readonly DocumentOutcome[]> {
  const descriptors = repositories.flatMap((repository) =>
    repository.files.map((file) => descriptorOf(repository, file, context)),
  );
  const changed = descriptors.filter(({ isUnchanged }) => !isUnchanged);
  const texts = await readTexts(changed, context);
  const contents = new Map(changed.map((descriptor, at) => [descriptor, contentOf(descriptor, texts[at] ?? "")]));
  const codeowners = await readCodeowners(
    [...contents].filter(([, content]) => content.lacksOwner).map(([one]) => one),
    context,
  );
  return descriptors.map((descriptor): DocumentOutcome => {
    const { location, fields, version, repository } = descriptor;
    const content = contents.get(descriptor);
    if (!content) return { status: "read", document: { ...fields, location, version, unchanged: true } };
    if (content.text instanceof CatalogError) return { status: "skipped", location, reason: content.text };
    const rules = content.lacksOwner ? codeowners.get(repository.id) : undefined;
    if (rules instanceof CatalogError) return { status: "skipped", location, reason: rules };
    const owner = rules && ownerOf(descriptor, rules, context);
    const namespace = context.namespaceOf(repository.owner);
    const documents =
      (owner || namespace !== undefined) && completedDocuments(content.documents(), { owner, namespace });
    return {
      status: "read",
      document: { ...fields, location, version, ...(documents ? { documents } : { content: content.text }) },
    };
  });
}

interface Descriptor extends WantedFile {
  readonly repository: Repository;
  readonly location: string;
  readonly version: string;
  readonly isUnchanged: boolean;
  readonly fields: Pick<SourceDocument, "key" | "viewUrl" | "scope">;
}

function descriptorOf(
  repository: Repository,
  file: RepositoryFile,
  { host, known, scope }: DocumentContext,
): Descriptor {
  const { id, owner, name, branch, codeowners } = repository;
  const key = `${id}/${file.path}`;
  // Everything that goes into what is yielded: where it lies says so too.
  const version = [file.oid, `${owner}/${name}`, branch ?? "", codeowners?.oid ?? ""].join(" ");
  return {
    repository,
    file,
    location: fileLocation(host, repository, file.path),
    version,
    isUnchanged: known?.(key) === version,
    fields: { key, viewUrl: fileUrl(host, repository, branch ?? "HEAD", file.path), scope },
  };
}

interface Content {
  readonly text: FileText;
  readonly lacksOwner: boolean;
  documents(): ReturnType<typeof readDocuments>;
}

function contentOf({ repository }: Descriptor, text: FileText): Content {
  let read: ReturnType<typeof readDocuments> | undefined;
  const documents = () => {
    read ??= typeof text === "string" ? readDocuments(text, { limits: repositoryReadLimits }) : [];
    return read;
  };
  return { text, documents, lacksOwner: repository.codeowners !== null && documents().some(lacksOwner) };
}

/** The CODEOWNERS of the repositories of descriptors, or why it could not be read; by the repository's id. */
async function readCodeowners(
  descriptors: readonly Descriptor[],
  context: TextContext,
): Promise<ReadonlyMap<string, Codeowners | CatalogError>> {
  const repositories = [...new Set(descriptors.map(({ repository }) => repository))];
  const wanted = repositories.flatMap(({ codeowners, ...repository }) =>
    codeowners ? [{ repository, file: codeowners }] : [],
  );
  const texts = await readTexts(wanted, context);
  const found = new Map<string, Codeowners | CatalogError>();
  for (const [at, { repository }] of wanted.entries()) {
    const text = texts[at] ?? "";
    const isRead = typeof text === "string";
    found.set(
      repository.id,
      isRead ? parseCodeowners(text) : new CatalogError(text.code, `its CODEOWNERS: ${text.message}`),
    );
  }
  return found;
}

function ownerOf({ repository, file }: Descriptor, codeowners: Codeowners, { namespaceOf }: DocumentContext) {
  const rule = codeowners.rulesFor(file.path).at(-1);
  const ref = rule && codeownersOwner(rule, namespaceOf);
  return ref && { ref, source: `CODEOWNERS of ${repository.owner}/${repository.name}, line ${rule.line}` };
}

import type { ReadDocument } from "../provider/entity-provider.ts";
import type { FurtherFiles } from "./further-files.ts";
import { contentOf, type DocumentWithContent, type ReadContent } from "./ingest-document.ts";
import { hasPlaceholders, resolvePlaceholders } from "./placeholders.ts";
import type { ReadLimits } from "./read-limits.ts";
import { hasScheme, locationParts, resolvePlace } from "./resolve-location.ts";
import { hasEnvelope } from "./validate-entity.ts";

/** The content of a document, with that of the files that its placeholders name. */
export async function expandDocument(
  document: DocumentWithContent,
  files: FurtherFiles,
  limits: ReadLimits,
): Promise<ReadContent> {
  const uses = new Set<string>();
  const read = async (target: string) => {
    const location = namedLocation(target, document.location);
    uses.add(location);
    return files.read(location, document.location);
  };
  const documents = [...contentOf(document, limits)];
  for (const [index, one] of documents.entries()) {
    if (isExpandable(one)) documents[index] = await resolvePlaceholders(one, { limits, read });
  }
  return { documents, uses: [...uses].sort() };
}

/** What is no entity is not worth a look at other files. */
function isExpandable({ value, problems }: ReadDocument): boolean {
  return hasEnvelope(value) && problems.every(({ severity }) => severity !== "error") && hasPlaceholders(value);
}

/** The location of a path relative to a document, or of a web address. */
function namedLocation(target: string, from: string): string {
  const { type, place } = locationParts(from);
  return `${hasScheme(target) ? "url" : type}:${resolvePlace(target, place)}`;
}

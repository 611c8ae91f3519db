import { resolve } from "node:path";
import { CatalogError } from "@callboard/core";
import { type ScanResult, scanFolder } from "@callboard/providers/scan";
import { EXIT, type ExitCode, worstOf } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import type { CommandLine } from "../output/command-line.ts";
import { place as placeText } from "../output/place.ts";
import { reportError } from "../output/report-error.ts";
import { descriptorLines, summaryLines } from "../scan/scan-lines.ts";
import { type WrittenFile, writeDescriptors } from "../scan/write-descriptors.ts";
import type { Session } from "../session.ts";

interface ScanCommandOptions {
  readonly write?: boolean;
}

/** What a scan found, and with `--write` what became of the descriptors. */
interface ScannedFolder extends ScanResult {
  readonly written: readonly WrittenFile[] | null;
}

/**
 * `callboard scan [FOLDER…]`: infers a catalog from checkouts. A folder that cannot be read keeps none of the others
 * from being scanned; that nothing is found is a finding; a file that is there already is a refusal.
 */
export async function scan(
  session: Session,
  folders: readonly string[],
  { write = false }: ScanCommandOptions,
): Promise<ExitCode> {
  const { io, output, commandLine } = session;
  const scanned: ScannedFolder[] = [];
  const codes: ExitCode[] = [];
  for (const folder of folders.length > 0 ? folders : ["."]) {
    try {
      const root = resolve(io.cwd, folder);
      const result = { ...(await scanFolder({ root })), root: folder };
      scanned.push({ ...result, written: write ? await writeDescriptors(root, result.files) : null });
    } catch (reason) {
      if (!(reason instanceof CatalogError)) throw reason;
      codes.push(reportError(reason, io, commandLine));
    }
  }
  if (scanned.length > 0) {
    await output.stream({ folders: scanned }, function* () {
      for (const folder of scanned.filter(hasFound)) {
        if (!write) yield* descriptorLines(folder);
        yield* summaryLines(folder);
      }
    });
  }
  for (const folder of scanned) for (const note of notesOn(folder, commandLine)) output.note(note);
  if (scanned.some(({ written }) => written?.some(({ outcome }) => outcome === "exists"))) codes.push(EXIT.refused);
  if (!scanned.every(hasFound)) codes.push(EXIT.findings);
  return worstOf(codes);
}

function hasFound({ entities, described }: ScannedFolder): boolean {
  return entities.length + described.length > 0;
}

/** Of what could have been an entity, more would hide what to do. */
const MAX_ALMOST = 5;

function* notesOn(folder: ScannedFolder, commandLine: CommandLine): Generator<string> {
  const { root, files, written, entities, described, undecided, filesRead } = folder;
  const place = root === "." ? "this folder" : root;
  if (entities.length === 0 && described.length > 0) {
    yield `All ${plural(described.length, "entity", "entities")} found in ${place} are described already.`;
  } else if (entities.length === 0) {
    yield `Nothing was found in ${place} that runs, or that something else needs (${plural(filesRead, "file")} read).`;
    for (const { place: at, what } of undecided.slice(0, MAX_ALMOST)) yield `  ${placeText(at.path, at.line)}: ${what}`;
    yield "It shows in Dockerfiles, compose files, Procfiles, Kubernetes, Helm, Terraform and serverless files.";
    yield `Scan the folder that holds them, or one with several checkouts side by side: ${commandLine("scan", "FOLDER")}`;
  } else if (written) {
    const done = written.filter(({ outcome }) => outcome === "written");
    for (const { path } of done) yield `Wrote ${path}`;
    for (const { path, outcome } of written)
      if (outcome === "exists") yield `${path} is there already. It was left as it is.`;
    yield `${plural(done.length, "descriptor")} written. Check them with: ${commandLine("validate", root)}`;
  } else
    yield `Nothing was written. To write ${plural(files.length, "descriptor")}: ${commandLine("scan", root, "--write")}`;
}

import { resolve } from "node:path";
import { exportSnapshot } from "@callboard/core";
import { writeSnapshotFile } from "@callboard/store";
import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import { commandLineFor } from "../output/command-line.ts";
import type { Session } from "../session.ts";

/** `callboard snapshot write FILE`. */
export function writeSnapshot(session: Session, file: string): Promise<ExitCode> {
  return withCatalog(session, async (view) => {
    const bytes = exportSnapshot(view);
    await writeSnapshotFile(resolve(session.io.cwd, file), bytes);
    const written = { file, bytes: bytes.length, revision: view.revision, entities: view.query({ limit: 0 }).total };
    session.output.data(written, () => [
      `${plural(written.entities, "entity", "entities")} written to ${file} (${kilobytes(written.bytes)}).`,
      `Ask it with: ${commandLineFor({ catalog: [file] })("ask", "who owns …")}`,
    ]);
    return EXIT.ok;
  });
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1000).toLocaleString("en-GB")} kB`;
}

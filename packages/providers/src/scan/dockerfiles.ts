import type { EvidenceReader } from "./evidence.ts";
import { codeLines } from "./lines.ts";
import { baseName } from "./paths.ts";

/** `Dockerfile`, also `Dockerfile.worker` and `worker.Dockerfile`: that a folder is built, and on what. */
export const dockerfiles: EvidenceReader = {
  reads: (path) => /^(?:Dockerfile|Containerfile)(?:\.\w+)?$|\.[Dd]ockerfile$/.test(baseName(path)),
  read(file, evidence) {
    let base = "";
    let start = 1;
    for (const { text, line } of codeLines(file)) {
      const from = /^FROM\s+(?:--\S+\s+)*(\S+)/i.exec(text)?.[1];
      if (from === undefined) continue;
      if (base === "") start = line;
      base = from;
    }
    if (base !== "") evidence.dockerfiles.set(file.path, { base, place: { path: file.path, line: start } });
  },
};

import type { EvidenceReader } from "./evidence.ts";
import { codeLines } from "./lines.ts";
import { baseName, folderOf } from "./paths.ts";

/** `Procfile`: the processes of an application; `web` and `release` are the application itself. */
export const procfiles: EvidenceReader = {
  reads: (path) => baseName(path) === "Procfile",
  read(file, { workloads }) {
    const folder = folderOf(file.path);
    const application = baseName(folder);
    for (const { text, line } of codeLines(file)) {
      const process = /^([A-Za-z][\w-]*)\s*:/.exec(text)?.[1];
      if (process === undefined || process === "release") continue;
      const name = process === "web" ? application : `${application}-${process}`;
      if (application === "") continue;
      workloads.push({
        platform: "procfile",
        name,
        place: { path: file.path, line },
        hosts: [],
        build: { folder },
        settings: [],
        settingFiles: [],
        mounts: [],
        configMaps: [],
        startsAfter: [],
        labels: new Map(),
      });
    }
  },
};

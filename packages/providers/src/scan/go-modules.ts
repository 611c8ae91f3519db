import type { EvidenceReader, Need } from "./evidence.ts";
import { codeLines } from "./lines.ts";
import { baseName, folderOf, pathFrom } from "./paths.ts";

/** `go.mod`: a module and the modules it needs. */
export const goModules: EvidenceReader = {
  reads: (path) => baseName(path) === "go.mod",
  read(file, { units }) {
    const folder = folderOf(file.path);
    const needs: Need[] = [];
    let name: { readonly text: string; readonly line: number } | undefined;
    let block = "";
    for (const { text, line } of codeLines(file)) {
      if (text === ")") block = "";
      const words = text.split(/\s+/);
      const [verb = "", first = "", second = ""] = block === "" ? words : [block, ...words];
      if (second === "" && first === "(") block = verb;
      else if (verb === "module") name = { text: first.replace(/^"|"$/g, ""), line };
      else if (verb === "require" && first.includes("/")) {
        needs.push({ names: [`go:${first}`], place: { path: file.path, line } });
      } else if (verb === "replace" && words.includes("=>")) {
        const path = pathFrom(folder, words[words.indexOf("=>") + 1] ?? "");
        if (path !== undefined) needs.push({ names: [`path:${path}`], place: { path: file.path, line } });
      }
    }
    if (!name) return;
    units.push({
      folder,
      name: baseName(name.text.replace(/\/v\d+$/, "")),
      place: { path: file.path, line: name.line },
      role: "unknown",
      provides: [`go:${name.text}`, `path:${folder}`],
      needs,
    });
  },
};

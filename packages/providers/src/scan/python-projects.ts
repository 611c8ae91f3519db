import { tomlOf } from "./data-node.ts";
import type { EvidenceReader, Need } from "./evidence.ts";
import { codeLines } from "./lines.ts";
import { baseName, folderOf, pathFrom } from "./paths.ts";

/** `pyproject.toml`, of whatever tool, and `requirements.txt`. */
export const pythonProjects: EvidenceReader = {
  reads: (path) => ["pyproject.toml", "requirements.txt"].includes(baseName(path)),
  read(file, evidence) {
    const folder = folderOf(file.path);
    if (baseName(file.path) === "requirements.txt") {
      const needs: Need[] = [];
      for (const { text, line } of codeLines(file)) needs.push(...requirement(folder, text, { path: file.path, line }));
      const name = baseName(folder);
      const place = { path: file.path, line: 1 };
      evidence.units.push({ folder, name, place, role: "unknown", provides: [`path:${folder}`], needs });
      return;
    }
    const manifest = tomlOf(file);
    const poetry = manifest.at("tool", "poetry");
    if (manifest.at("tool", "uv", "workspace").value !== undefined) evidence.workspaceRoots.add(folder);
    const name = [manifest.at("project", "name"), poetry.at("name")].find(({ text }) => text !== undefined);
    if (name?.text === undefined) return;
    const description = manifest.at("project", "description").text ?? poetry.at("description").text;
    const [author] = poetry.at("authors").items();
    const needs = [
      ...manifest
        .at("project", "dependencies")
        .items()
        .flatMap(({ text = "", place }) => requirement(folder, text, place)),
      ...[...poetry.at("dependencies").entries(), ...manifest.at("tool", "uv", "sources").entries()].map(
        ([needed, source]): Need => {
          const path = pathFrom(folder, source.at("path").text ?? "/");
          const names = path === undefined ? [] : [`path:${path}`];
          return { names: [`python:${normalized(needed)}`, ...names], place: source.place };
        },
      ),
    ];
    evidence.units.push({
      folder,
      name: name.text,
      place: { path: file.path, line: name.place.line },
      role: "unknown",
      provides: [`python:${normalized(name.text)}`, `path:${folder}`],
      needs,
      ...(description !== undefined && description !== "" && { description }),
      ...(author?.text !== undefined && { author: author.text }),
    });
  },
};

/** `httpx>=0.27`, `-e ../common`, `common @ file:../common`. */
function requirement(folder: string, text: string, place: Need["place"]): readonly Need[] {
  const local = /^(?:-e|--editable)\s+(\.\S*)|^(\.{1,2}\/\S*)/.exec(text);
  const path = local ? pathFrom(folder, (local[1] ?? local[2] ?? "").replace(/\[.*$/, "")) : undefined;
  if (path !== undefined) return [{ names: [`path:${path}`], place }];
  const name = /^[A-Za-z0-9][\w.-]*/.exec(text)?.[0];
  return name === undefined ? [] : [{ names: [`python:${normalized(name)}`], place }];
}

function normalized(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

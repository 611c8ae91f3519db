import { tomlOf } from "./data-node.ts";
import type { EvidenceReader } from "./evidence.ts";
import { baseName, folderOf, pathFrom } from "./paths.ts";

/** `Cargo.toml`: a package and the packages it needs when it runs. */
export const cargoPackages: EvidenceReader = {
  reads: (path) => baseName(path) === "Cargo.toml",
  read(file, { units, workspaceRoots }) {
    const folder = folderOf(file.path);
    const manifest = tomlOf(file);
    if (manifest.at("workspace").value !== undefined) workspaceRoots.add(folder);
    const name = manifest.at("package", "name");
    if (name.text === undefined) return;
    const description = manifest.at("package", "description").text;
    units.push({
      folder,
      name: name.text,
      place: name.place,
      role: "unknown",
      provides: [`cargo:${name.text}`, `path:${folder}`],
      needs: manifest
        .at("dependencies")
        .entries()
        .map(([needed, source]) => {
          const path = pathFrom(folder, source.at("path").text ?? "/");
          const names = [`cargo:${source.at("package").text ?? needed}`];
          return { names: path === undefined ? names : [...names, `path:${path}`], place: source.place };
        }),
      ...(description !== undefined && { description }),
    });
  },
};

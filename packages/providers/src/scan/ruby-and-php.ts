import { dataOf } from "./data-node.ts";
import type { EvidenceReader, Need } from "./evidence.ts";
import { codeLines } from "./lines.ts";
import { baseName, folderOf, pathFrom } from "./paths.ts";

/** `Gemfile` and gem specifications. */
export const rubyProjects: EvidenceReader = {
  reads: (path) => baseName(path) === "Gemfile" || path.endsWith(".gemspec"),
  read(file, { units }) {
    const folder = folderOf(file.path);
    const needs: Need[] = [];
    for (const { text, line } of codeLines(file)) {
      const gem = /^(?:gem|\w+\.add_(?:runtime_)?dependency)[\s(]+["']([\w-]+)["']/.exec(text)?.[1];
      if (gem === undefined) continue;
      const path = pathFrom(folder, /\bpath:\s*["']([^"']+)["']/.exec(text)?.[1] ?? "/");
      needs.push({
        names: path === undefined ? [`gem:${gem}`] : [`gem:${gem}`, `path:${path}`],
        place: { path: file.path, line },
      });
    }
    const isRails = needs.some(({ names }) => names.some((name) => name === "gem:rails" || name === "gem:sinatra"));
    const gemName = file.path.endsWith(".gemspec") ? baseName(file.path).replace(/\.gemspec$/, "") : undefined;
    units.push({
      folder,
      name: gemName ?? baseName(folder),
      place: { path: file.path, line: 1 },
      role: isRails ? "service" : "unknown",
      provides: gemName === undefined ? [`path:${folder}`] : [`gem:${gemName}`, `path:${folder}`],
      needs,
    });
  },
};

/** `composer.json`. */
export const phpPackages: EvidenceReader = {
  reads: (path) => baseName(path) === "composer.json",
  read(file, { units }) {
    const [manifest] = dataOf(file);
    if (!manifest) return;
    const folder = folderOf(file.path);
    const name = manifest.at("name");
    const description = manifest.at("description").text;
    const requires = manifest.at("require");
    const isServer = ["laravel/framework", "symfony/framework-bundle", "slim/slim"].some(
      (framework) => requires.at(framework).value !== undefined,
    );
    units.push({
      folder,
      name: baseName(name.text ?? folder),
      place: name.place,
      role: isServer ? "service" : "unknown",
      provides: name.text === undefined ? [`path:${folder}`] : [`composer:${name.text}`, `path:${folder}`],
      needs: requires.entries().map(([needed, version]) => ({ names: [`composer:${needed}`], place: version.place })),
      ...(description !== undefined && { description }),
    });
  },
};

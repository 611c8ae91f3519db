import type { EvidenceReader, Need, TextFile } from "./evidence.ts";
import { codeLines } from "./lines.ts";
import { baseName, folderOf } from "./paths.ts";

/** `build.gradle` and `build.gradle.kts`, read for what is literal in them. */
export const gradleProjects: EvidenceReader = {
  reads: (path) => /^(?:build|settings)\.gradle(?:\.kts)?$/.test(baseName(path)),
  read(file, { units, workspaceRoots }) {
    const folder = folderOf(file.path);
    if (baseName(file.path).startsWith("settings")) {
      if (includesProjects(file)) workspaceRoots.add(folder);
      return;
    }
    const needs: Need[] = [];
    let group = "";
    let role: "service" | "unknown" = "unknown";
    for (const { text, line } of codeLines(file)) {
      const place = { path: file.path, line };
      group ||= /^group\s*=?\s*["']([\w.-]+)["']/.exec(text)?.[1] ?? "";
      if (/org\.springframework\.boot|io\.ktor\.plugin|io\.micronaut\.application|io\.quarkus/.test(text))
        role = "service";
      if (!/^(?:implementation|api|compile|runtimeOnly|compileOnly)\b/.test(text)) continue;
      const project = /\bproject\(\s*(?:path\s*[:=]\s*)?["']:?([\w:.-]+)["']/.exec(text)?.[1];
      const artifact = /["']([\w.-]+:[\w.-]+)(?::[^"']*)?["']/.exec(text)?.[1];
      if (project !== undefined) needs.push({ names: [`gradle:${project.replaceAll(":", "/")}`], place });
      else if (artifact !== undefined) needs.push({ names: [`maven:${artifact}`], place });
    }
    const name = baseName(folder);
    units.push({
      folder,
      name,
      place: { path: file.path, line: 1 },
      role,
      provides: [`maven:${group}:${name}`, `path:${folder}`, ...gradlePaths(folder)],
      needs,
    });
  },
};

function includesProjects(file: TextFile): boolean {
  for (const { text } of codeLines(file)) if (/^include\b/.test(text)) return true;
  return false;
}

/** A project's path counts from a root that only the settings tell, so each end of the folder is one. */
function gradlePaths(folder: string): readonly string[] {
  const parts = folder.split("/");
  return parts.map((_, index) => `gradle:${parts.slice(index).join("/")}`).slice(-4);
}

import type { EvidenceReader, Need } from "./evidence.ts";
import { baseName, folderOf } from "./paths.ts";
import { elementsAt, readXml, textAt, type XmlElement } from "./xml-elements.ts";

/** `pom.xml`: a project, unless it is only the parent of others, and the projects it needs. */
export const mavenProjects: EvidenceReader = {
  reads: (path) => baseName(path) === "pom.xml",
  read(file, { units, workspaceRoots }) {
    const folder = folderOf(file.path);
    const [project] = elementsAt(readXml(file.text), "project");
    const artifact = project && elementsAt(project, "artifactId")[0];
    if (!project || !artifact) return;
    if (textAt(project, "packaging") === "pom") {
      workspaceRoots.add(folder);
      return;
    }
    const group = textAt(project, "groupId") ?? textAt(project, "parent", "groupId") ?? "";
    const description = textAt(project, "description");
    const name = artifact.text.trim();
    units.push({
      folder,
      name,
      place: { path: file.path, line: artifact.line },
      role: elementsAt(project, "build", "plugins", "plugin").some(isSpringBoot) ? "service" : "unknown",
      provides: [`maven:${group}:${name}`, `path:${folder}`],
      needs: elementsAt(project, "dependencies", "dependency").flatMap((element) => needOf(element, group, file.path)),
      ...(description !== undefined && { description }),
    });
  },
};

function needOf(element: XmlElement, ownGroup: string, path: string): readonly Need[] {
  const name = textAt(element, "artifactId");
  if (name === undefined || textAt(element, "scope") === "test") return [];
  const group = textAt(element, "groupId") ?? "";
  const named = group === "${project.groupId}" ? ownGroup : group;
  return [{ names: [`maven:${named}:${name}`], place: { path, line: element.line } }];
}

function isSpringBoot(plugin: XmlElement): boolean {
  return textAt(plugin, "artifactId") === "spring-boot-maven-plugin";
}

import type { EvidenceReader, Need } from "./evidence.ts";
import { baseName, folderOf, pathFrom } from "./paths.ts";
import { elementsAt, readXml, textAt, type XmlElement } from "./xml-elements.ts";

/** `*.csproj` and `*.fsproj`: a project and the projects and packages it needs. Test projects say nothing. */
export const dotnetProjects: EvidenceReader = {
  reads: (path) => /\.(?:cs|fs)proj$/.test(path),
  read(file, { units }) {
    const folder = folderOf(file.path);
    const [project] = elementsAt(readXml(file.text), "Project");
    if (!project) return;
    const packages = elementsAt(project, "ItemGroup", "PackageReference");
    const isTest = packages.some((element) => /^(?:xunit|nunit|mstest|Microsoft\.NET\.Test)/i.test(included(element)));
    if (isTest) return;
    const fileName = baseName(file.path).replace(/\.\w+$/, "");
    const sdk = project.attributes.get("Sdk") ?? "";
    const packageId = textAt(project, "PropertyGroup", "PackageId") ?? fileName;
    const description = textAt(project, "PropertyGroup", "Description");
    const needOf = (element: XmlElement, name: string): Need => ({
      names: [name],
      place: { path: file.path, line: element.line },
    });
    units.push({
      folder,
      name: fileName,
      place: { path: file.path, line: project.line },
      role: sdk.endsWith(".Web") || sdk.endsWith(".Worker") ? "service" : "unknown",
      provides: [`nuget:${packageId.toLowerCase()}`, `dotnet:${file.path}`, `path:${folder}`],
      needs: [
        ...packages.map((element) => needOf(element, `nuget:${included(element).toLowerCase()}`)),
        ...elementsAt(project, "ItemGroup", "ProjectReference").map((element) =>
          needOf(element, `dotnet:${pathFrom(folder, included(element)) ?? ""}`),
        ),
      ],
      ...(description !== undefined && { description }),
    });
  },
};

function included(element: XmlElement): string {
  return element.attributes.get("Include") ?? "";
}

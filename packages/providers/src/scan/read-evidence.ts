import { apiDefinitions } from "./api-definitions.ts";
import { applicationConfig } from "./application-config.ts";
import { cargoPackages } from "./cargo-packages.ts";
import type { Checkout } from "./checkout.ts";
import { composeFiles } from "./compose-files.ts";
import { dockerfiles } from "./dockerfiles.ts";
import { dotnetProjects } from "./dotnet-projects.ts";
import { envFiles } from "./env-files.ts";
import { type Evidence, type EvidenceReader, noEvidence } from "./evidence.ts";
import { goModules } from "./go-modules.ts";
import { gradleProjects } from "./gradle-projects.ts";
import { helmFiles, readCharts } from "./helm-charts.ts";
import { kubernetesManifests } from "./kubernetes-manifests.ts";
import { mavenProjects } from "./maven-projects.ts";
import { nodePackages } from "./node-packages.ts";
import { procfiles } from "./procfiles.ts";
import { pythonProjects } from "./python-projects.ts";
import { phpPackages, rubyProjects } from "./ruby-and-php.ts";
import { serverlessFiles } from "./serverless-files.ts";
import { readTerraform, terraformFiles } from "./terraform-files.ts";
import { catalogFiles, codeownersFiles } from "./what-is-known.ts";

/** Every kind of file that says something. */
const READERS: readonly EvidenceReader[] = [
  nodePackages,
  goModules,
  mavenProjects,
  gradleProjects,
  pythonProjects,
  cargoPackages,
  dotnetProjects,
  rubyProjects,
  phpPackages,
  dockerfiles,
  composeFiles,
  kubernetesManifests,
  helmFiles,
  terraformFiles,
  serverlessFiles,
  procfiles,
  envFiles,
  applicationConfig,
  apiDefinitions,
  codeownersFiles,
  catalogFiles,
];

/** True for a file that may say something by itself. */
export function isEvidence(path: string): boolean {
  return READERS.some((reader) => reader.reads(path));
}

/** What the files of a checkout say, each file by itself and then what takes several. */
export async function readEvidence(checkout: Checkout): Promise<Evidence> {
  const evidence = noEvidence();
  for await (const file of checkout.read(checkout.paths.filter(isEvidence))) {
    for (const reader of READERS) if (reader.reads(file.path)) reader.read(file, evidence);
  }
  readCharts(evidence);
  readTerraform(evidence);
  return evidence;
}

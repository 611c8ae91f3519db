/** A line of a file; the path is relative to the folder that was scanned, lines count from 1. */
export interface Place {
  readonly path: string;
  readonly line: number;
}

/** A text file of a checkout. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A folder with a manifest in it: something that is built. */
export interface Unit {
  readonly folder: string;
  readonly name: string;
  readonly place: Place;
  readonly role: "service" | "website" | "library" | "unknown";
  /** What manifests of other units call it, such as `npm:@acme/logger` or `path:packages/logger`. */
  readonly provides: readonly string[];
  readonly needs: readonly Need[];
  readonly description?: string;
  /** Whom the manifest names, such as `Ada Moss <ada@acme.example>`. */
  readonly author?: string;
}

/** One dependency of a unit, under each name that it may be provided as. */
export interface Need {
  readonly names: readonly string[];
  readonly place: Place;
}

/** What runs workloads, the one that knows their names best first. */
export const PLATFORMS = ["kubernetes", "helm", "terraform", "serverless", "compose", "procfile"] as const;

/** Something that runs: a service of a compose file, a Deployment, a function. */
export interface Workload {
  readonly platform: (typeof PLATFORMS)[number];
  readonly name: string;
  readonly place: Place;
  /** The names others reach it by. */
  readonly hosts: readonly string[];
  readonly image?: string;
  /** The folder it is built from, where that is said. */
  readonly build?: { readonly folder: string; readonly dockerfile?: string };
  readonly settings: readonly Setting[];
  /** Files that hold more of its settings. */
  readonly settingFiles: readonly string[];
  /** Files that are put into its container. */
  readonly mounts: readonly string[];
  /** ConfigMaps that are all part of its settings. */
  readonly configMaps: readonly string[];
  /** Hosts that have to be there before it starts. */
  readonly startsAfter: readonly { readonly host: string; readonly place: Place }[];
  readonly team?: string;
  readonly labels: ReadonlyMap<string, string>;
}

/** A variable or a key of a configuration file. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  readonly place: Place;
  /** Whether it only counts where code reads it; a configuration file in the sources is code. */
  readonly origin: "environment" | "configuration";
}

/** Infrastructure that is declared as such. */
export interface Backing {
  readonly name: string;
  readonly type: string;
  readonly place: Place;
  /** The names others reach it by. */
  readonly hosts: readonly string[];
  readonly team?: string;
}

/** The definition of an interface. */
export interface ApiDefinition {
  readonly type: "openapi" | "asyncapi" | "graphql" | "grpc";
  readonly path: string;
  readonly place: Place;
  /** The services that a protocol buffer file declares, with their lines. */
  readonly services: ReadonlyMap<string, number>;
}

/** Another name of a workload: of a Service, or of a host of an Ingress. */
export interface Alias {
  readonly host: string;
  /** The name of a workload or of another alias. */
  readonly target: string;
  /** Labels of the pods behind it. */
  readonly selector: ReadonlyMap<string, string>;
  readonly path: string;
}

/** A ConfigMap. */
export interface ConfigMap {
  readonly name: string;
  readonly path: string;
  readonly settings: readonly Setting[];
}

/** All that the files of a checkout say, before anything is concluded from it. */
export interface Evidence {
  readonly units: Unit[];
  readonly workloads: Workload[];
  readonly backings: Backing[];
  readonly apis: ApiDefinition[];
  readonly aliases: Alias[];
  readonly configMaps: ConfigMap[];
  /** Folders with a Dockerfile, and the image it starts from. */
  readonly dockerfiles: Map<string, { readonly base: string; readonly place: Place }>;
  /** Settings by the file that holds them, of files that belong to a unit or are named by workloads. */
  readonly settingFiles: Map<string, readonly Setting[]>;
  readonly namespaces: Set<string>;
  /** Folders of which every part is built by itself: roots of workspaces. */
  readonly workspaceRoots: Set<string>;
  /** Files that are understood only together with others of their folder. */
  readonly helmFiles: TextFile[];
  readonly terraformFiles: TextFile[];
  readonly codeowners: TextFile[];
  readonly catalogFiles: TextFile[];
}

/** A kind of file that says something. */
export interface EvidenceReader {
  /** Whether a file of this path may be one. */
  reads(path: string): boolean;
  read(file: TextFile, evidence: Evidence): void;
}

export function noEvidence(): Evidence {
  return {
    units: [],
    workloads: [],
    backings: [],
    apis: [],
    aliases: [],
    configMaps: [],
    dockerfiles: new Map(),
    settingFiles: new Map(),
    namespaces: new Set(),
    workspaceRoots: new Set(),
    helmFiles: [],
    terraformFiles: [],
    codeowners: [],
    catalogFiles: [],
  };
}

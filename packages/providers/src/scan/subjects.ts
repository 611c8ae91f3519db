import type { ApiDefinition, Place, Unit, Workload } from "./evidence.ts";
import type { Repositories } from "./repositories.ts";

/** A component that the checkout shows. */
export interface Component {
  readonly is: "component";
  readonly name: string;
  readonly type: "service" | "website" | "library";
  /** Where its manifest or Dockerfile lies. */
  readonly folder: string;
  readonly place: Place;
  /** All that runs as it. */
  readonly workloads: readonly Workload[];
  readonly units: readonly Unit[];
}

/** Infrastructure that the checkout shows. */
export interface Resource {
  readonly is: "resource";
  readonly name: string;
  readonly type: string;
  readonly place: Place;
  readonly hosts: readonly string[];
  readonly team?: string;
  /** True for what is declared to run; false for what only a compose file brings up beside the code. */
  readonly isDeclared: boolean;
  readonly workloads: readonly Workload[];
}

/** An interface that a component provides. */
export interface ProvidedApi {
  readonly is: "api";
  readonly name: string;
  readonly definition: ApiDefinition;
  readonly place: Place;
  readonly provider: Component;
}

/** What becomes an entity. */
export type Subject = Component | Resource | ProvidedApi;

/** What there is in a checkout. */
export interface Subjects {
  readonly components: readonly Component[];
  readonly resources: readonly Resource[];
  readonly repositories: Repositories;
  /** Hosts of tools that nothing depends on, such as a catcher of mail. */
  readonly toolHosts: ReadonlySet<string>;
}

/** A name as entities may have one; empty where nothing is left of it. */
export function entityName(text: string): string {
  return text
    .replace(/[^A-Za-z0-9_.-]+/g, "-")
    .slice(0, 63)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "");
}

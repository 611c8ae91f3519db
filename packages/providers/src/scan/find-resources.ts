import type { Evidence, Workload } from "./evidence.ts";
import { addTo, grouped } from "./grouped.ts";
import { baseName } from "./paths.ts";
import type { Repositories } from "./repositories.ts";
import { type Component, entityName, type Resource } from "./subjects.ts";

/** A workload of the image of a database, a broker and the like. */
export interface BackingWorkload {
  readonly workload: Workload;
  readonly type: string;
}

/** Names that say what a resource is and not whose. */
const GENERIC =
  /^(?:db|database|data|store|storage|sql|postgres(?:ql)?|pg|mysql|mariadb|mongo(?:db)?|redis|cache|memcached|queue|broker|mq|rabbitmq|kafka|nats|elasticsearch|elastic|search|minio|s3|main|this|default)$/i;

/** Names that say nothing at all. */
const EMPTY = /^(?:main|this|default)$/i;

/** What is declared as infrastructure, and what runs as it; what a compose file has of the same is the same. */
export function findResources(
  { backings }: Evidence,
  running: readonly BackingWorkload[],
  components: readonly Component[],
  repositories: Repositories,
): readonly Resource[] {
  const services = grouped(
    components.filter(({ type }) => type !== "library"),
    ({ folder }) => repositories.of(folder),
  );
  const found = new Map<string, Resource>();
  const declaredIn = new Map<string, Resource[]>();
  const add = (resource: Resource) => {
    const merged = addResource(found, resource);
    const key = `${repositories.of(resource.place.path)} ${resource.type}`;
    if (merged.isDeclared) addTo(declaredIn, key, merged);
  };
  /** `db` in the repository of one service is the service's; in another one it is the repository's. */
  const nameIn = (name: string, repository: string, isDeclared: boolean) => {
    if (!GENERIC.test(name) || repository === "") return name;
    const [only, other] = services.get(repository) ?? [];
    const owner = only && other === undefined ? only.name : baseName(repository);
    if (EMPTY.test(name)) return owner;
    return isDeclared && owner !== only?.name ? name : `${owner}-${name}`;
  };

  for (const { name, type, place, hosts, team } of backings) {
    const named = entityName(nameIn(name, repositories.of(place.path), true));
    const resource = { is: "resource", name: named, type, place, hosts, isDeclared: true, workloads: [] } as const;
    if (named !== "") add(team === undefined ? resource : { ...resource, team });
  }
  const declaredFirst = running.toSorted((left, right) => Number(!isDeclared(left)) - Number(!isDeclared(right)));
  for (const backing of declaredFirst) {
    const { type, workload } = backing;
    const { name, place, hosts, team } = workload;
    const repository = repositories.of(place.path);
    const [twin, another] =
      isDeclared(backing) || repository === "" ? [] : (declaredIn.get(`${repository} ${type}`) ?? []);
    const isTwin = twin && another === undefined && GENERIC.test(name);
    const named = isTwin ? twin.name : entityName(nameIn(name, repository, isDeclared(backing)));
    const resource = {
      is: "resource",
      name: named,
      type,
      place,
      hosts,
      isDeclared: isDeclared(backing),
      workloads: [workload],
    } as const;
    if (named !== "") add(team === undefined ? resource : { ...resource, team });
  }
  return [...found.values()];
}

function isDeclared({ workload }: BackingWorkload): boolean {
  return workload.platform !== "compose";
}

/** Adds a resource to one of the same name and type, which it may be; one of another type gets that into its name. */
function addResource(found: Map<string, Resource>, resource: Resource): Resource {
  const key = resource.name.toLowerCase();
  const first = found.get(key);
  if (first && first.type !== resource.type) {
    return addResource(found, { ...resource, name: entityName(`${resource.name.slice(0, 40)}-${resource.type}`) });
  }
  const team = first?.team ?? resource.team;
  const merged = first
    ? {
        ...first,
        hosts: [...new Set([...first.hosts, ...resource.hosts])],
        workloads: [...first.workloads, ...resource.workloads],
        isDeclared: first.isDeclared || resource.isDeclared,
        ...(team !== undefined && { team }),
      }
    : resource;
  found.set(key, merged);
  return merged;
}

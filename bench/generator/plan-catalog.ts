import { type Random, seededRandom } from "./random.ts";
import { AREAS, FAMILY_NAMES, GIVEN_NAMES, NOUNS } from "./words.ts";

/** How large a catalog to make. The same options give the same catalog, byte for byte. */
export interface GeneratorOptions {
  readonly services: number;
  /** 1 unless given. */
  readonly seed?: number;
}

/** What is in a generated catalog, as plain data: the truth that benchmarks check answers against. */
export interface CatalogPlan {
  readonly seed: number;
  readonly services: readonly PlannedService[];
  readonly groups: readonly PlannedGroup[];
  readonly users: readonly PlannedUser[];
  readonly systems: readonly PlannedSystem[];
  readonly domains: readonly PlannedDomain[];
  /** The faults put in on purpose. */
  readonly faults: {
    /** Names of services whose owner does not exist. */
    readonly badOwners: readonly string[];
    /** Names of services that depend on a component which does not exist. */
    readonly danglingDependencies: readonly string[];
    /** Pairs of services that depend on each other. */
    readonly cycles: readonly (readonly [string, string])[];
  };
  /** How many entities the files describe. */
  readonly entities: number;
}

export interface PlannedService {
  readonly name: string;
  readonly type: "service" | "website" | "mobile-app" | "library" | "worker";
  readonly lifecycle: "production" | "experimental" | "deprecated";
  /** The name of a group. */
  readonly owner: string;
  readonly system: string;
  readonly tier: 1 | 2 | 3 | null;
  /** Where it runs; everywhere when empty. */
  readonly environments: readonly string[];
  /** The name of the API it provides; null for none. */
  readonly api: string | null;
  /** The name of the resource it brings along; null for none. */
  readonly resource: string | null;
  readonly dependencies: readonly PlannedDependency[];
}

export interface PlannedDependency {
  readonly field: "dependsOn" | "consumesApis";
  /** A full ref, for example `resource:default/ledger-store-db`. */
  readonly target: string;
  readonly note: PlannedNote | null;
}

export interface PlannedNote {
  readonly needs?: "read" | "write";
  readonly when?: "fallback" | "async";
  readonly anyOf?: string;
  readonly in?: readonly string[];
}

export interface PlannedGroup {
  readonly name: string;
  readonly type: "organisation" | "department" | "team";
  readonly parent: string | null;
}

export interface PlannedUser {
  readonly name: string;
  readonly displayName: string;
  readonly group: string;
}

export interface PlannedSystem {
  readonly name: string;
  readonly owner: string;
  readonly domain: string;
}

export interface PlannedDomain {
  readonly name: string;
  readonly owner: string;
}

type Draft<T> = { -readonly [Key in keyof T]: T[Key] };
type ServiceDraft = Draft<Omit<PlannedService, "dependencies">> & { dependencies: PlannedDependency[] };

const SERVICES_PER_GROUP = 12;
const SERVICES_PER_SYSTEM = 25;
const SERVICES_PER_DOMAIN = 150;
const TEAMS_PER_DEPARTMENT = 12;
const APIS_PER_SERVICE = 0.6;
const RESOURCES_PER_SERVICE = 0.5;
const USERS_PER_SERVICE = 0.8;
const FAULTY_SHARE = 0.01;
const CYCLE_SHARE = 0.005;
/** How many things a service needs: 4 on average, and every tenth says nothing. */
const OUT_DEGREES = [0, 1, 2, 3, 4, 4, 5, 6, 7, 8];
const SUFFIXES = ["service", "api", "worker", "hub"];
const ENVIRONMENTS = [["prod"], ["prod", "staging"], ["prod", "staging", "dev"], ["staging"]] as const;

/** Decides what a catalog holds: 60,600 entities for 20,000 services. */
export function planCatalog({ services: count, seed = 1 }: GeneratorOptions): CatalogPlan {
  const random = seededRandom(seed);
  const groups = planGroups(random, Math.ceil(count / SERVICES_PER_GROUP));
  const teams = groups.filter(({ type }) => type === "team").map(({ name }) => name);
  const domains = planDomains(random, Math.max(1, Math.round(count / SERVICES_PER_DOMAIN)), teams);
  const systems = planSystems(random, Math.ceil(count / SERVICES_PER_SYSTEM), domains, teams);
  const users = planUsers(random, Math.round(count * USERS_PER_SERVICE), teams);
  const services = planServices(random, count, systems, teams);
  addDependencies(random, services);
  const faults = addFaults(random, services);
  const described = services.reduce(
    (sum, { api, resource }) => sum + 1 + Number(api !== null) + Number(resource !== null),
    0,
  );
  const entities = described + groups.length + users.length + systems.length + domains.length;
  return { seed, services, groups, users, systems, domains, faults, entities };
}

function planGroups(random: Random, count: number): PlannedGroup[] {
  const departments = Math.max(1, Math.floor(count / (TEAMS_PER_DEPARTMENT + 1)));
  const names = uniqueNames(random, count, ["team"]);
  return names.map((name, index): PlannedGroup => {
    if (index === 0) return { name: "organisation", type: "organisation", parent: null };
    if (index <= departments) return { name: `department-${index}`, type: "department", parent: "organisation" };
    return { name, type: "team", parent: `department-${1 + (index % departments)}` };
  });
}

function planDomains(random: Random, count: number, teams: readonly string[]): PlannedDomain[] {
  return uniqueNames(random, count, ["domain"]).map((name) => ({ name, owner: random.pick(teams) }));
}

function planSystems(
  random: Random,
  count: number,
  domains: readonly PlannedDomain[],
  teams: readonly string[],
): PlannedSystem[] {
  return uniqueNames(random, count, ["system"]).map((name, index) => ({
    name,
    owner: random.pick(teams),
    domain: share(domains, index, count).name,
  }));
}

function planUsers(random: Random, count: number, teams: readonly string[]): PlannedUser[] {
  return Array.from({ length: count }, (_, index): PlannedUser => {
    const given = random.pick(GIVEN_NAMES);
    const family = random.pick(FAMILY_NAMES);
    return {
      name: `${given}.${family}${index}`,
      displayName: `${capital(given)} ${capital(family)}`,
      group: share(teams, index, count),
    };
  });
}

function planServices(
  random: Random,
  count: number,
  systems: readonly PlannedSystem[],
  teams: readonly string[],
): ServiceDraft[] {
  const names = uniqueNames(random, count, SUFFIXES);
  return names.map((name, index): ServiceDraft => {
    const type = random.pick([
      "service",
      "service",
      "service",
      "service",
      "service",
      "service",
      "worker",
      "library",
      "website",
      "mobile-app",
    ] as const);
    return {
      name,
      type,
      lifecycle: random.pick([
        "production",
        "production",
        "production",
        "production",
        "experimental",
        "deprecated",
      ] as const),
      owner: share(teams, index, count),
      system: share(systems, index, count).name,
      tier: random.pick([1, 2, 3, null, null] as const),
      environments: random.chance(0.3) ? random.pick(ENVIRONMENTS) : [],
      api: isEvery(index, APIS_PER_SERVICE) ? `${name}-http` : null,
      resource: isEvery(index, RESOURCES_PER_SERVICE) ? `${name}-db` : null,
      dependencies: [],
    };
  });
}

/** A service needs earlier ones only; half of them are picked as often as they are needed already, so that hubs grow. */
function addDependencies(random: Random, services: readonly ServiceDraft[]): void {
  const needed: number[] = [];
  services.forEach((service, index) => {
    const wanted = random.pick(OUT_DEGREES);
    const targets = new Set<string>();
    if (wanted > 0 && service.resource !== null) targets.add(`resource:default/${service.resource}`);
    for (let tries = 0; targets.size < Math.min(wanted, index) && tries < 4 * wanted; tries++) {
      const other = random.chance(0.5) && needed.length > 0 ? random.pick(needed) : random.integer(index);
      const target = targetOf(random, services, other);
      if (targets.has(target)) continue;
      targets.add(target);
      needed.push(other);
    }
    for (const target of targets) {
      const field = target.startsWith("api:") ? "consumesApis" : "dependsOn";
      service.dependencies.push({ field, target, note: planNote(random) });
    }
    if (service.dependencies.length >= 3 && random.chance(0.03)) standInForEachOther(service);
  });
}

function targetOf(random: Random, services: readonly ServiceDraft[], index: number): string {
  const service = services[index];
  if (service === undefined) throw new RangeError(`There is no service ${index}.`);
  if (service.api !== null && random.chance(0.4)) return `api:default/${service.api}`;
  if (service.resource !== null && random.chance(0.1)) return `resource:default/${service.resource}`;
  return `component:default/${service.name}`;
}

function planNote(random: Random): PlannedNote | null {
  const part = random.integer(100);
  if (part < 8) return { needs: "read" };
  if (part < 14) return { needs: "write" };
  if (part < 22) return { when: "fallback" };
  if (part < 30) return { when: "async" };
  if (part < 33) return { in: ["prod"] };
  if (part < 35) return { needs: "read", in: ["staging", "dev"] };
  return null;
}

function standInForEachOther(service: ServiceDraft): void {
  service.dependencies = service.dependencies.map((dependency, index) =>
    index === 0 ? dependency : index <= 2 ? { ...dependency, note: { anyOf: "replicas" } } : dependency,
  );
}

function addFaults(random: Random, services: readonly ServiceDraft[]): CatalogPlan["faults"] {
  const faulty = random.shuffle([...services]).slice(0, Math.round(services.length * FAULTY_SHARE));
  const badOwners = faulty.slice(0, Math.ceil(faulty.length / 2));
  const dangling = faulty.slice(badOwners.length);
  badOwners.forEach((service, index) => {
    service.owner = `disbanded-team-${index}`;
  });
  dangling.forEach((service, index) => {
    service.dependencies.push({ field: "dependsOn", target: `component:default/retired-service-${index}`, note: null });
  });
  return {
    badOwners: badOwners.map(({ name }) => name),
    danglingDependencies: dangling.map(({ name }) => name),
    cycles: addCycles(random, services),
  };
}

function addCycles(random: Random, services: readonly ServiceDraft[]): [string, string][] {
  const byRef = new Map(services.map((service) => [`component:default/${service.name}`, service]));
  const cycles: [string, string][] = [];
  const wanted = Math.round(services.length * CYCLE_SHARE);
  for (const service of random.shuffle([...services])) {
    if (cycles.length === wanted) break;
    const needed = service.dependencies.map(({ target }) => byRef.get(target)).find((other) => other !== undefined);
    const back = `component:default/${service.name}`;
    if (needed === undefined || needed.dependencies.some(({ target }) => target === back)) continue;
    needed.dependencies.push({ field: "dependsOn", target: back, note: null });
    cycles.push([service.name, needed.name]);
  }
  return cycles;
}

/** Names of three words in random order, for example `payment-ledger-service`; numbered when all have been used. */
function uniqueNames(random: Random, count: number, endings: readonly string[]): string[] {
  const names = random.shuffle(
    AREAS.flatMap((area) => NOUNS.flatMap((noun) => endings.map((ending) => `${area}-${noun}-${ending}`))),
  );
  return Array.from({ length: count }, (_, index) => {
    const round = Math.floor(index / names.length);
    const name = share(names, index % names.length, names.length);
    return round === 0 ? name : `${name}-${round + 1}`;
  });
}

/** Spreads a list evenly: which of `values` belongs to place `index` of `count`. */
function share<T>(values: readonly T[], index: number, count: number): T {
  const value = values[Math.floor((index * values.length) / count)];
  if (value === undefined) throw new RangeError("There is nothing to share out.");
  return value;
}

/** True for exactly `rate` of all indexes, evenly spread. */
function isEvery(index: number, rate: number): boolean {
  return Math.floor((index + 1) * rate + 1e-9) > Math.floor(index * rate + 1e-9);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

import { type Random, seededRandom } from "../generator/random.ts";
import { type Access, type Call, type Company, type CompanyEntity, ENVIRONMENTS, type Environment } from "./company.ts";

export interface CompanyOptions {
  /** About how many entities; a few more are made. */
  readonly entities: number;
  readonly seed: number;
  /** Which share of the calls is made by some requests only, which no note can say; 0.02 unless given. */
  readonly partialCalls?: number;
  /** Whether services tell reads from writes when they call each other, as they do with stores; false unless given. */
  readonly splitsCalls?: boolean;
}

/** How many layers of services there are, the last of which customers see. */
const LAYERS = 5;
/** How many times as likely as others a hub is called. */
const HUB_WEIGHT = 7;
const WRITE_SHARES = [0, 0.1, 0.2, 0.3, 0.3, 1];
const STORE_TYPES = ["database", "database", "bucket", "search-index"];

/** Layers of services with stores, replicas, caches, queues, APIs and libraries, and a few hubs that much depends on. */
export function randomCompany({
  entities: wanted,
  seed,
  partialCalls = 0.02,
  splitsCalls = false,
}: CompanyOptions): Company {
  const random = seededRandom(seed);
  const between = (low: number, high: number) => low + ((high - low) * random.integer(10_000)) / 10_000;
  const entities: CompanyEntity[] = [];
  const libraries: number[] = [];
  const shared: number[] = [];
  /** Services and APIs of lower layers, once for each that calls them: what is called much is called more. */
  const callable: number[] = [];
  /** The same for the layer that is being made. */
  let made: number[] = [];

  function add(kind: string, entity: Partial<CompanyEntity> & { readonly type: string }): number {
    const ref = `${kind}:default/${entity.type}-${entities.length}`;
    const environments = entity.environments ?? [...ENVIRONMENTS];
    return entities.push({ ref, writeShare: 0.3, calls: [], providers: [], ...entity, environments }) - 1;
  }

  function call(to: number, how: Partial<Call>, from: readonly Environment[]): Call {
    const isNarrow = random.chance(0.05);
    const environments = from.filter((name) => entities[to]?.environments.includes(name));
    return {
      to,
      when: "always",
      reading: "read",
      writing: "write",
      share: (how.when ?? "always") === "always" && random.chance(partialCalls) ? between(0.2, 0.8) : 1,
      group: null,
      environments: isNarrow ? environments.slice(0, 1) : environments,
      timeoutMs: between(2_000, 5_000),
      fallbackSuccess: between(0.5, 0.99),
      queueMinutes: between(2, 72) * 60,
      ...how,
    };
  }

  /** The stores of a service's own, and how it calls them. */
  function ownStores(at: readonly Environment[]): Call[] {
    const calls: Call[] = [];
    if (random.chance(0.55)) {
      const store = add("resource", { type: random.pick(STORE_TYPES), environments: at });
      if (random.chance(0.2)) calls.push(...replicated(store, at));
      else calls.push(call(store, accessOf(random), at));
    }
    if (random.chance(0.2)) {
      const cache = add("resource", { type: "cache", environments: at });
      calls.push(call(cache, { ...accessOf(random), when: random.chance(0.8) ? "fallback" : "always" }, at));
    }
    if (random.chance(0.2)) {
      const queue = add("resource", { type: "queue", environments: at });
      calls.push(call(queue, { when: "async", reading: "none" }, at));
    }
    return calls;
  }

  /** A primary that every request writes to, and replicas, which follow it, to read from. */
  function replicated(primary: number, at: readonly Environment[]): Call[] {
    const replicas = [1, 2].map(() => {
      const follows = call(primary, { when: "async", reading: "read", writing: "read" }, at);
      return add("resource", { type: "replica", environments: at, writeShare: 0, calls: [follows] });
    });
    const read = { reading: "read", writing: "read", group: "replicas", share: 1, environments: at } as const;
    return [
      call(primary, { reading: "write", writing: "write" }, at),
      ...replicas.map((replica) => call(replica, read, at)),
    ];
  }

  function callOfService(to: number, at: readonly Environment[]): Call {
    const when = random.chance(0.7) ? "always" : random.chance(0.5) ? "fallback" : "async";
    const { writeShare = 0 } = entities[to] ?? {};
    const isMixed = writeShare > 0 && writeShare < 1;
    const access = splitsCalls && isMixed ? accessOf(random) : ({ reading: "any", writing: "any" } as const);
    return call(to, { ...access, when, timeoutMs: between(5_000, 10_000) }, at);
  }

  function addService(layer: number): void {
    const at = random.chance(0.75) ? [...ENVIRONMENTS] : random.chance(0.8) ? [ENVIRONMENTS[0]] : [ENVIRONMENTS[1]];
    const calls = ownStores(at);
    if (random.chance(0.35)) calls.push(call(random.pick(shared), accessOf(random), at));
    const known = new Set<number>();
    for (let wanted = layer === 0 ? 0 : 1 + random.integer(5); wanted > 0; wanted--) known.add(random.pick(callable));
    calls.push(...Array.from(known, (to) => callOfService(to, at)));
    for (const library of new Set([random.pick(libraries), random.pick(libraries)])) {
      calls.push(call(library, { when: "build" }, at));
    }
    if (random.chance(0.1))
      calls.push(call(random.pick(shared), { when: "build", reading: "read", writing: "read" }, at));
    const type = layer === LAYERS - 1 ? "website" : "service";
    const writeShare = random.pick(WRITE_SHARES);
    const service = add("component", { type, environments: at, writeShare, calls: possible(calls) });
    const api = layer < LAYERS - 1 && random.chance(0.6) ? addApi(service) : service;
    const weight = random.chance(0.1) ? HUB_WEIGHT : 1;
    for (let times = 0; times < weight; times++) made.push(api);
    callable.push(...known);
  }

  function addApi(service: number): number {
    const { environments, writeShare = 0 } = entities[service] ?? {};
    const others = entities.flatMap((entity, place) =>
      place !== service && entity.type === "service" && entity.writeShare === writeShare ? [place] : [],
    );
    const second = others.length > 0 && random.chance(0.06) ? [random.pick(others)] : [];
    return add("api", {
      type: "openapi",
      writeShare,
      providers: [service, ...second],
      ...(environments && { environments }),
    });
  }

  for (let count = Math.ceil(wanted * 0.04); count > 0; count--) {
    libraries.push(add("component", { type: "library" }));
    shared.push(add("resource", { type: random.pick([...STORE_TYPES, "queue"]) }));
  }
  for (let layer = 0; layer < LAYERS; layer++) {
    made = [];
    while (entities.length < (wanted * (layer + 1)) / LAYERS || made.length < 3) addService(layer);
    callable.push(...made);
  }
  return { seed, entities };
}

function accessOf(random: Random): { readonly reading: Access; readonly writing: Access } {
  if (random.chance(0.35)) return { reading: "read", writing: "read" };
  return random.chance(0.7) ? { reading: "read", writing: "write" } : { reading: "write", writing: "write" };
}

/** Calls that are made somewhere, one to each entity: a descriptor has one edge for them. */
function possible(calls: readonly Call[]): readonly Call[] {
  const first = new Map<number, Call>();
  for (const call of calls) if (call.environments.length > 0 && !first.has(call.to)) first.set(call.to, call);
  return [...first.values()];
}

import { type CatalogEvent, openCatalog } from "@callboard/core";
import { describeProvider, runProvider, testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import {
  type BackstageConnection,
  type BackstageEntityProvider,
  type BackstageServices,
  backstageProvider,
  backstageServices,
  type DeferredEntity,
} from "../src/backstage-provider.ts";

function component(name: string, lifecycle = "production", annotations = {}) {
  const metadata = { name, annotations };
  const spec = { type: "service", lifecycle, owner: "group:default/shop" };
  return { apiVersion: "backstage.io/v1alpha1", kind: "Component", metadata, spec };
}

const deferred = (name: string, lifecycle?: string): DeferredEntity => ({
  entity: component(name, lifecycle),
  locationKey: "inventory:main",
});

/** Written as modules are: a task reads everything, and catches what goes wrong. */
function inventory(services: BackstageServices, entities: DeferredEntity[] = [deferred("web"), deferred("api")]) {
  const source = {
    entities,
    failure: null as Error | null,
    reads: 0,
    connections: 0,
    connection: undefined as BackstageConnection | undefined,
  };
  const runner = services.scheduler.createScheduledTaskRunner({ frequency: { minutes: 30 } });
  const logger = services.logger.child({ target: "inventory" });
  const provider: BackstageEntityProvider = {
    getProviderName: () => "inventory",
    async connect(connection) {
      source.connections += 1;
      source.connection = connection;
      const fn = async () => {
        source.reads += 1;
        try {
          if (source.failure) throw source.failure;
          await connection.applyMutation({ type: "full", entities: source.entities });
        } catch (error) {
          logger.error(`inventory refresh failed, ${error}`);
        }
      };
      await runner.run({ id: "inventory:refresh", fn });
    },
  };
  return { source, provider: backstageProvider(provider, { services }) };
}

/** Written as the simplest ones are: it tells by itself, whenever it wants. */
function pushing() {
  const told: { connection?: BackstageConnection } = {};
  const provider: BackstageEntityProvider = {
    getProviderName: () => "my pushing provider",
    async connect(connection) {
      told.connection = connection;
    },
  };
  return { told, provider };
}

describeProvider({ describe, it }, "backstageProvider", async () => {
  const { source, provider } = inventory(backstageServices());
  const locations = ["inventory:main#component:default/web", "inventory:main#component:default/api"];
  const nameOf = (location: string) => location.slice(location.lastIndexOf("/") + 1);
  const indexOf = (location: string) =>
    source.entities.findIndex(({ entity }) => JSON.stringify(entity).includes(`"name":"${nameOf(location)}"`));
  return {
    provider,
    locations,
    remove: async (location) => void source.entities.splice(indexOf(location), 1),
    change: async (location) => {
      source.entities[indexOf(location)] = deferred(nameOf(location), "deprecated");
    },
    breakSource: async () => {
      source.failure = new Error("503 Service Unavailable");
    },
  };
});

describe("backstageProvider", () => {
  it("connects once, and runs the tasks whenever it is read", async () => {
    const { source, provider } = inventory(backstageServices());
    await runProvider(provider);
    await runProvider(provider);
    expect([source.connections, source.reads]).toEqual([1, 2]);
  });

  it("fails with what the provider has logged when its task catches the error itself", async () => {
    const { source, provider } = inventory(backstageServices());
    source.failure = new Error("502 Bad Gateway");
    await expect(runProvider(provider)).rejects.toMatchObject({
      code: "source-unreachable",
      message: "inventory did not tell what it has: inventory refresh failed, Error: 502 Bad Gateway",
    });
  });

  it("R05: keeps everything while the provider fails", async () => {
    const { source, provider } = inventory(backstageServices());
    const catalog = await openCatalog({ providers: [provider], schedule: false });
    source.failure = new Error("502 Bad Gateway");
    source.entities = [];
    expect(await catalog.refresh()).toMatchObject([{ state: "failed", removed: 0 }]);
    expect(catalog.query().total).toBe(2);
  });

  it("keeps tasks of providers apart that share services", async () => {
    const services = backstageServices();
    const first = inventory(services, [deferred("web")]);
    const second = pushing();
    const other = backstageProvider(second.provider, { services });
    await Promise.all([runProvider(first.provider), connectedAndTold(second, other)]);
    await runProvider(other);
    expect(first.source.reads).toBe(1);
  });

  it("places an entity where its annotation says, else by its location key, else by the provider's name", async () => {
    const url = "url:https://git.example/shop/web/blob/main/catalog-info.yaml";
    const own = { entity: component("web", "production", { "backstage.io/managed-by-location": url }) };
    const { provider } = inventory(backstageServices(), [own, deferred("api"), { entity: component("db") }]);
    const { documents } = await runProvider(provider);
    expect(documents.map(({ key, location, viewUrl }) => [key, location, viewUrl])).toEqual([
      ["component:default/web", `${url}#component:default/web`, url.slice(4)],
      ["component:default/api", "inventory:main#component:default/api", undefined],
      ["component:default/db", "backstage:inventory#component:default/db", undefined],
    ]);
  });

  it("hands on what is no entity, for the catalog to say so", async () => {
    const { provider } = inventory(backstageServices(), [deferred("web"), { entity: { kind: "Component" } }]);
    const catalog = await openCatalog({ providers: [provider], schedule: false });
    expect(catalog.query().total).toBe(1);
    expect(catalog.problems().some(({ location }) => location.startsWith("backstage:inventory#"))).toBe(true);
  });

  it("waits for the first mutation of a provider that tells by itself, and then takes what it has told", async () => {
    const { told, provider } = pushing();
    const read = runProvider(backstageProvider(provider));
    await settled();
    await told.connection?.applyMutation({ type: "full", entities: [deferred("web")] });
    expect((await read).documents.map(({ key }) => key)).toEqual(["component:default/web"]);
  });

  it("stops waiting when it is called off", async () => {
    const aborter = new AbortController();
    const read = runProvider(backstageProvider(pushing().provider), { signal: aborter.signal });
    aborter.abort(new Error("closed"));
    await expect(read).rejects.toThrow("closed");
  });

  it("connects again when that failed", async () => {
    const { told, provider } = pushing();
    let failures = 1;
    const flaky: BackstageEntityProvider = {
      ...provider,
      async connect(connection) {
        if (failures-- > 0) throw new Error("connection refused");
        await provider.connect(connection);
        await told.connection?.applyMutation({ type: "full", entities: [deferred("web")] });
      },
    };
    const wrapped = backstageProvider(flaky);
    await expect(runProvider(wrapped)).rejects.toThrow("connection refused");
    expect((await runProvider(wrapped)).documents).toHaveLength(1);
  });

  it("reads files of Locations with the URL reader, and tells what is not there from what cannot be read", async () => {
    const notFound = Object.assign(new Error("gone"), { name: "NotFoundError" });
    const urlReader = {
      async readUrl(url: string) {
        if (url.endsWith("/gone.yaml")) throw notFound;
        if (url.endsWith("/locked.yaml")) throw new Error("403 Forbidden");
        return { buffer: async () => Buffer.from(`read ${url}`) };
      },
    };
    const { provider } = pushing();
    const context = { signal: new AbortController().signal, clock: testClock(), fetch, logger: console };
    const read = (location: string) => backstageProvider(provider, { urlReader }).read?.(location, context);
    expect(await read("url:https://git.example/a.yaml")).toBe("read https://git.example/a.yaml");
    expect(await read("url:https://git.example/gone.yaml")).toBeUndefined();
    await expect(read("url:https://git.example/locked.yaml")).rejects.toThrow("403 Forbidden");
    await expect(read("file:/etc/passwd")).rejects.toMatchObject({ code: "invalid-argument" });
    expect(backstageProvider(provider).read).toBeUndefined();
  });
});

describe("a watched backstageProvider", () => {
  async function watched() {
    const { source, provider } = inventory(backstageServices());
    const clock = testClock();
    const catalog = await openCatalog({ providers: [provider], schedule: { watch: true }, runtime: { clock } });
    await settled();
    const next = () =>
      new Promise<CatalogEvent>((resolve) => {
        const stop = catalog.subscribe((event) => {
          stop();
          resolve(event);
        });
      });
    const refs = () => catalog.query().items.map(({ metadata }) => metadata.name);
    return { source, catalog, next, refs };
  }

  it("follows deltas without reading everything again", async () => {
    const { source, catalog, next, refs } = await watched();
    let changed = next();
    await source.connection?.applyMutation({ type: "delta", added: [deferred("mailer")], removed: [] });
    await changed;
    changed = next();
    const removed = [{ entityRef: "component:default/api" }, { entityRef: "Component:Default/Unknown" }];
    await source.connection?.applyMutation({ type: "delta", added: [], removed });
    await changed;
    expect([refs().sort(), source.reads]).toEqual([["mailer", "web"], 1]);
    await catalog.close();
  });

  it("takes a full set that comes by itself, without running the tasks for it", async () => {
    const { source, catalog, next, refs } = await watched();
    const changed = next();
    await source.connection?.applyMutation({
      type: "full",
      entities: [deferred("web"), deferred("api"), deferred("db")],
    });
    await changed;
    expect([refs().sort(), source.reads]).toEqual([["api", "db", "web"], 1]);
    await catalog.close();
  });

  it("reads a file again whose refresh key is told, and nothing for a key that nothing came from", async () => {
    const file = "https://git.example/shop/web/blob/main/catalog-info.yaml";
    const annotations = { "backstage.io/managed-by-location": `url:${file}` };
    const metadata = { name: "generated-web", annotations };
    const location = {
      apiVersion: "backstage.io/v1alpha1",
      kind: "Location",
      metadata,
      spec: { type: "url", target: file },
    };
    let lifecycle = "production";
    let reads = 0;
    const urlReader = {
      async readUrl() {
        reads += 1;
        return { buffer: async () => Buffer.from(JSON.stringify(component("web", lifecycle))) };
      },
    };
    const { told, provider } = pushing();
    const telling = {
      ...provider,
      connect: async (connection: BackstageConnection) => {
        await provider.connect(connection);
        await connection.applyMutation({ type: "full", entities: [{ entity: location }] });
      },
    };
    const catalog = await openCatalog({
      providers: [backstageProvider(telling, { urlReader })],
      schedule: { watch: true },
      runtime: { clock: testClock() },
    });
    expect(catalog.entity("component:default/web")?.spec?.lifecycle).toBe("production");
    await settled();
    const changed = new Promise((resolve) => catalog.subscribe(resolve));
    lifecycle = "deprecated";
    const readsBefore = reads;
    await told.connection?.refresh({ keys: ["url:https://git.example/other", `url:${file}`] });
    await changed;
    expect(catalog.entity("component:default/web")?.spec?.lifecycle).toBe("deprecated");
    expect(reads).toBe(readsBefore + 1);
    await catalog.close();
  });
});

async function connectedAndTold(
  { told }: ReturnType<typeof pushing>,
  provider: ReturnType<typeof backstageProvider>,
): Promise<void> {
  const read = runProvider(provider);
  while (!told.connection) await null;
  await told.connection.applyMutation({ type: "full", entities: [deferred("db")] });
  await read;
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await null;
}

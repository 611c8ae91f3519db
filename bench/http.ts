import { strict as assert } from "node:assert";
import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { type CatalogView, type EntityProvider, openCatalog } from "@callboard/core";
import { catalogRoutes } from "@callboard/http";
import { nodeListener } from "@callboard/http/node";
import type { Benchmark, Measurement } from "./benchmark.ts";
import { seededRandom } from "./generator/random.ts";
import { openGenerated } from "./opened.ts";

const NAMES = 200;
const BUDGET_MS = 3_000;
const WARM_UP = 20;
const CONNECTIONS = [1, 10] as const;

/** Requests over the wire, to a server in this process; the client's own time is in the figures. */
export const http: Benchmark = {
  name: "http",
  async measure(job) {
    const { view, plan } = await openGenerated(job);
    const catalog = await openCatalog({ providers: [providerOf(view)], schedule: false });
    const server = createServer(nodeListener(catalogRoutes(catalog).fetch));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    // The cast: it listens on a port, not on a pipe.
    const { port } = server.address() as AddressInfo;
    const names = seededRandom(plan.seed)
      .shuffle(plan.services.map(({ name }) => name))
      .slice(0, NAMES);
    const measurements: Measurement[] = [];
    for (const { work, path, recorded, times } of ASKED) {
      let turn = 0;
      const next = () => path(names[turn % NAMES] ?? "", turn++ % NAMES);
      await check(port, path(names[0] ?? "", 0), view, names[0] ?? "");
      for (const connections of CONNECTIONS) {
        const isFirst = connections === 1;
        measurements.push({
          work: `http: ${work}, ${connections} connection${isFirst ? "" : "s"}`,
          unit: "ms",
          samples: await timeRequests(port, next, connections),
          checked: "replies equal what the library answers",
          ...(isFirst && {
            peers: [{ name: "Backstage", recorded, services: 20_000 }],
            target: { statistic: "median", limit: recorded / times },
          }),
        });
      }
    }
    server.closeAllConnections();
    server.close();
    await catalog.close();
    return measurements;
  },
};

const SORTED = "/entities/by-query?orderField=metadata.name,asc";
const FACETS = "/entity-facets?facet=kind&facet=spec.type";

/** What is asked, Backstage's median for it, and how many times faster it should be. "Anew" is none of the last hundred. */
const ASKED = [
  { work: "by name", path: (name) => `/entities/by-name/component/default/${name}`, recorded: 0.76, times: 2 },
  {
    work: "full text, first 20, anew",
    path: (name) => `/entities/by-query?limit=20&fullTextFilterFields=metadata.name&fullTextFilterTerm=${name}`,
    recorded: 50,
    times: 5,
  },
  { work: "first page sorted, anew", path: (_, turn) => `${SORTED}&limit=${20 + turn}`, recorded: 267, times: 5 },
  { work: "first page sorted, again", path: () => `${SORTED}&limit=20`, recorded: 267, times: 5 },
  { work: "facets of kind and type, anew", path: (name) => `${FACETS}&facet=spec.${name}`, recorded: 116, times: 5 },
  { work: "facets of kind and type, again", path: () => FACETS, recorded: 116, times: 5 },
] as const satisfies readonly {
  readonly work: string;
  readonly path: (name: string, turn: number) => string;
  readonly recorded: number;
  readonly times: number;
}[];

function providerOf(view: CatalogView): EntityProvider {
  return {
    name: "bench",
    async *provide() {
      for (const entity of view.query({ limit: Number.MAX_SAFE_INTEGER, relations: false }).items)
        yield { location: `bench:${entity.kind.toLowerCase()}:${entity.metadata.name}`, entity };
    },
  };
}

/** One reply of each kind against the library, which shares none of the routes' code. */
async function check(port: number, path: string, view: CatalogView, name: string): Promise<void> {
  const reply = JSON.parse(await get(port, path, new Agent()));
  if (path.startsWith("/entities/by-name")) assert.equal(reply.metadata.name, name);
  else if (path.startsWith("/entity-facets")) {
    const { kind, "spec.type": type } = reply.facets;
    assert.deepEqual({ kind, "spec.type": type }, view.facets(["kind", "spec.type"]));
  } else {
    const { searchParams } = new URL(path, "http://localhost");
    const term = searchParams.get("fullTextFilterTerm");
    const all = view.query({ limit: Number.MAX_SAFE_INTEGER, relations: false }).items;
    const matching = all.filter(({ metadata }) => term === null || metadata.name.includes(term));
    assert.equal(reply.totalItems, matching.length, path);
  }
}

/** Milliseconds of each request, as many at once as there are connections, until the budget is spent. */
async function timeRequests(port: number, next: () => string, connections: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  for (let turn = 0; turn < WARM_UP; turn += 1) await get(port, next(), agent);
  const samples: number[] = [];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() - start < BUDGET_MS) {
        const path = next();
        const before = performance.now();
        await get(port, path, agent);
        samples.push(performance.now() - before);
      }
    }),
  );
  agent.destroy();
  return samples;
}

/** The body of a reply. */
function get(port: number, path: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, path, agent, host: "127.0.0.1" }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", reject);
      response.on("end", () => {
        const body = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve(body);
        else reject(new Error(`${path} answers ${response.statusCode}: ${body}`));
      });
    });
    sent.on("error", reject).end();
  });
}

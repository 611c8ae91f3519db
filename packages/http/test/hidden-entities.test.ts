import type { Decision } from "@callboard/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compatibleRoutes, ownRoutes } from "../src/catalog-routes.ts";
import { catalogRoutes } from "../src/index.ts";
import { described, json, opened, standing } from "./opened.ts";

interface Raw {
  readonly name: string;
  readonly isHidden: boolean;
  readonly needs: readonly string[];
  readonly owner: string;
}

const NAMES = ["cart", "cart-api", "checkout", "ledger", "payments", "payments-db", "web"];

const raws = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom(...NAMES),
    isHidden: fc.boolean(),
    needs: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 3 }),
    owner: fc.constantFrom("shop", "core", "nobody"),
  }),
  { selector: ({ name }) => name, maxLength: NAMES.length },
);

const documentsOf = (entities: readonly Raw[]) => [
  ...["shop", "core"].map((name) => described("Group", name, { type: "team", children: [] })),
  ...entities.map(({ name, isHidden, needs, owner }) => {
    const spec = { type: "service", lifecycle: "production", owner, dependsOn: needs.map((one) => `component:${one}`) };
    return described("Component", name, spec, { description: `The ${name}`, tags: [isHidden ? "secret" : "open"] });
  }),
];

const OPEN_ONLY: Decision = { when: { $not: { "metadata.tags": "secret" } } };
const REFS = ["component:default/payments", "component:default/payments-db", "component:default/web"];
const [A = "", B = "", C = ""] = REFS;

/** Requests of each route that reads; a route without a row here fails the test. */
const READS: Readonly<Record<string, readonly (readonly [path: string, init?: RequestInit])[]>> = {
  "get /entities": [
    ["/entities"],
    ["/entities?filter=metadata.tags=secret"],
    ["/entities?limit=2&order=asc:spec.owner"],
  ],
  "get /entities/by-query": [
    ["/entities/by-query?limit=2"],
    ["/entities/by-query?fullTextFilterTerm=pay&fullTextFilterFields=metadata.name,metadata.description"],
  ],
  "post /entities/by-query": [["/entities/by-query", json("POST", { query: { "relations.dependsOn": B } })]],
  "get /entities/by-name/{kind}/{namespace}/{name}": REFS.map((ref) => [byName(ref)]),
  "get /entities/by-name/{kind}/{namespace}/{name}/ancestry": REFS.map((ref) => [`${byName(ref)}/ancestry`]),
  "get /entities/by-uid/{uid}": [["/entities/by-uid/UID"]],
  "post /entities/by-refs": [["/entities/by-refs", json("POST", { entityRefs: REFS, query: { kind: "component" } })]],
  "get /entity-facets": [["/entity-facets?facet=metadata.tags&facet=relations.dependsOn&facet=spec.owner"]],
  "post /entity-facets": [["/entity-facets", json("POST", { facets: ["kind"], query: { "spec.owner": "shop" } })]],
  "get /locations": [["/locations"]],
  "post /locations/by-query": [["/locations/by-query", json("POST", {})]],
  "get /locations/by-entity/{kind}/{namespace}/{name}": [["/locations/by-entity/component/default/payments"]],
  "get /locations/{id}": [["/locations/none"]],
  "post /validate-entity": [["/validate-entity", json("POST", { entity: {}, location: "url:https://x.example/y" })]],
  "post /analyze-location": [
    ["/analyze-location", json("POST", { location: { type: "url", target: "https://git.example.com/acme/web" } })],
  ],
  "get /blast-radius": [[`/blast-radius?root=${A}`], [`/blast-radius?root=${B}&root=${C}&mode=slow`]],
  "get /common-causes": [[`/common-causes?symptom=${A}&symptom=${C}`]],
  "get /path": [[`/path?from=${A}&to=${B}`], [`/path?from=${C}&to=${B}`]],
  "get /owner": REFS.map((ref) => [`/owner?ref=${ref}`]),
  "get /resolve": [["/resolve?text=paymnts"], ["/resolve?text=payments-db"], ["/resolve?text=crt"]],
  "get /search": [["/search?text=payments"], ["/search?text=the"]],
  "get /ask": [
    ["/ask?question=who%20owns%20payments"],
    ["/ask?question=what%20breaks%20when%20payments-db%20is%20down"],
  ],
  "post /ask": [["/ask", json("POST", { question: "what changed today?" })]],
  "get /sources": [["/sources"]],
  "get /problems": [["/problems"]],
  "get /changes": [["/changes", { headers: { "last-event-id": "x" } }]],
};

function byName(ref: string): string {
  return `/entities/by-name/${ref.replace(":", "/")}`;
}

const reading = [...compatibleRoutes, ...ownRoutes].filter(({ permission }) => permission === undefined);

async function repliesOf(app: ReturnType<typeof catalogRoutes>, uid: string): Promise<readonly string[]> {
  const replies: string[] = [];
  for (const { method, path } of reading) {
    const requests = READS[`${method} ${path}`];
    if (!requests) throw new Error(`The route ${method} ${path} has no row in this test.`);
    for (const [to, init] of requests) {
      const response = await app.request(to.replace("UID", uid), init);
      // The revision counts the changes of the whole catalog.
      const body = (await response.text()).replace(/"revision":\d+/g, '"revision":0');
      replies.push(`${method} ${to}: ${response.status} ${response.headers.get("link")} ${body}`);
    }
  }
  return replies;
}

/** Stands in every text of a redacted entity, and in no request. */
const CANARY = "zq";
const REDACTING: Decision = { when: { "metadata.tags": "open" }, redacted: { "metadata.labels.secrecy": "redacted" } };

/** Documents in which some entities are redacted, some hidden and the rest open. */
function redactedDocuments(entities: readonly Raw[], redacted: ReadonlySet<string>) {
  const named = (name: string) => (redacted.has(name) ? `${CANARY}-${name}` : name);
  const group = (name: string) =>
    described("Group", named(name), { type: "team", children: [] }, marksOf(name, redacted.has(name), false));
  return [
    ...["shop", "core"].map(group),
    ...entities.map(({ name, isHidden, needs, owner }) => {
      const spec = {
        type: "service",
        lifecycle: "production",
        dependsOn: needs.map((one) => `component:${named(one)}`),
      };
      const marks = marksOf(name, redacted.has(name), isHidden);
      return described("Component", named(name), { ...spec, owner: named(owner) }, marks);
    }),
  ];
}

function marksOf(name: string, isRedacted: boolean, isHidden: boolean) {
  const mark = isRedacted ? CANARY : "plain";
  return {
    title: `${mark} title of the ${name}`,
    description: `${mark} description`,
    annotations: { "example.com/about": `${mark} annotation` },
    labels: { secrecy: isRedacted ? "redacted" : "none", [mark]: mark },
    links: [{ url: `https://${mark}.example.com` }],
    tags: isRedacted ? [CANARY] : [isHidden ? "secret" : "open"],
  };
}

describe("catalogRoutes under a policy", () => {
  it("S41: lets nothing of a redacted entity into any reply, and says the same whatever else is hidden", async () => {
    await fc.assert(
      fc.asyncProperty(raws, fc.subarray([...NAMES, "shop", "core"]), async (entities, names) => {
        // What nobody describes is nothing but a name that others write.
        const isThere = (name: string) => ["shop", "core", ...entities.map((one) => one.name)].includes(name);
        const redacted = new Set(names.filter(isThere));
        const policy = { authorize: async () => REDACTING };
        const full = await opened(redactedDocuments(entities, redacted), { policy });
        const bare = entities.filter(({ name, isHidden }) => redacted.has(name) || !isHidden);
        const without = await opened(redactedDocuments(bare, redacted), { policy });
        const [seen, expected] = await Promise.all(
          [full, without].map(({ catalog, locations }) =>
            repliesOf(catalogRoutes(catalog, { locations, clock: standing }), "none"),
          ),
        );
        expect(seen?.filter((line) => line.toLowerCase().includes(CANARY))).toEqual([]);
        expect(seen?.filter((line, index) => line !== expected?.[index])).toEqual([]);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it("says in a blast radius that a restricted entity breaks, and gives it by its ref", async () => {
    const documents = redactedDocuments(
      [
        { name: "ledger", isHidden: false, needs: [], owner: "shop" },
        { name: "payments", isHidden: false, needs: ["ledger"], owner: "shop" },
        { name: "web", isHidden: false, needs: ["payments"], owner: "shop" },
      ],
      new Set(["payments"]),
    );
    const { catalog } = await opened(documents, { policy: { authorize: async () => REDACTING } });
    const app = catalogRoutes(catalog);
    expect(await (await app.request("/blast-radius?root=component:ledger")).json()).toMatchObject({
      affected: [
        { ref: "restricted-entity:default/1", effect: "breaks" },
        { ref: "component:default/web", because: "needs a restricted entity (1), which needs ledger" },
      ],
    });
    expect(await (await app.request("/entities/by-name/component/default/web")).json()).toMatchObject({
      spec: { dependsOn: ["restricted-entity:default/1"] },
      relations: [
        { type: "dependsOn", targetRef: "restricted-entity:default/1" },
        { type: "ownedBy", targetRef: "group:default/shop" },
      ],
    });
    expect((await app.request("/entities/by-name/component/default/zq-payments")).status).toBe(404);
  });

  it("S41: answers every read as a catalog without the hidden entities does, byte for byte", async () => {
    await fc.assert(
      fc.asyncProperty(raws, async (entities) => {
        const policy = { authorize: async () => OPEN_ONLY };
        const bare = entities.filter(({ isHidden }) => !isHidden);
        const full = await opened(documentsOf(entities), { policy });
        const without = await opened(documentsOf(bare), { policy });
        const hidden = entities.find(({ isHidden }) => isHidden);
        const uid = hidden ? full.catalog.origin(`component:default/${hidden.name}`).uid : "none";
        const [seen, expected] = await Promise.all(
          [full, without].map(({ catalog, locations }) =>
            repliesOf(catalogRoutes(catalog, { locations, clock: standing }), uid),
          ),
        );
        expect(seen?.filter((line, index) => line !== expected?.[index])).toEqual([]);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it("says with every reply, and in one way, that the view may be partial", async () => {
    const { catalog } = await opened(undefined, { policy: { authorize: async () => "allow" } });
    const app = catalogRoutes(catalog);
    for (const path of ["/entities", "/sources", "/entities/by-name/component/default/none"])
      expect((await app.request(path)).headers.get("callboard-view")).toBe("partial");
    const open = await opened();
    expect((await catalogRoutes(open.catalog).request("/sources")).headers.get("callboard-view")).toBeNull();
  });
});

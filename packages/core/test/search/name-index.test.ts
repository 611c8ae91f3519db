import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredEntity } from "../../src/model/stored-entity.ts";
import { type NameIndex, nameIndex } from "../../src/search/name-index.ts";
import { kinds, stored } from "./stored.ts";

const person = (name: string, displayName: string) =>
  stored(`user:${name}`, { spec: { profile: { displayName, email: `${name}@acme.example` } } });

const company = indexOf(
  stored("component:trip-planner", {
    title: "Compass Rose",
    annotations: {
      "github.com/project-slug": "northpier/planner-repo",
      "callboard.dev/aliases": "journeys, the planner",
    },
  }),
  stored("component:seat-map"),
  stored("component:fare-service"),
  stored("component:ticket-issuer"),
  stored("component:mailer", { title: "Courier" }),
  stored("component:rank-keeper", { title: "Loyalty Points Service (LPS)" }),
  stored("component:shop-eu", { title: "Corner Shop (EU)", annotations: { "callboard.dev/aliases": "the kiosk" } }),
  stored("component:turntable", { title: "Drehscheibe (DSB)" }),
  stored("component:boards", { title: "Passenger Information Displays (PIDs)" }),
  stored("component:historian", { title: "Historiador (plant recorder)" }),
  stored("component:parcels", { title: "Parcel Register (ParReg)" }),
  stored("resource:rabbit-main", { title: "The Warren" }),
  stored("component:booking-site"),
  stored("component:checkout-web"),
  stored("component:payment-service"),
  stored("system:booking"),
  stored("system:ticketing"),
  stored("api:tickets-api"),
  stored("resource:routes-db"),
  stored("resource:retail/payments-db"),
  stored("resource:orders-v2"),
  stored("group:tickets", { title: "Ticketing" }),
  stored("group:depot", { spec: { profile: { displayName: "Depot Systems", email: "depot@acme.example" } } }),
  person("omar.hale", "Omar Hale"),
  person("kit.barrow", "Kit Barrow"),
);

describe("nameIndex", () => {
  describe("a whole name", () => {
    it("is no part of a title that tells namesakes apart", () => {
      expect(company.resolve("EU").status).not.toBe("found");
      expect(company.resolve("Corner Shop").status).not.toBe("found");
    });

    it.each([
      ["component:default/seat-map", "component:default/seat-map", "ref"],
      ["Component:Seat-Map", "component:default/seat-map", "ref"],
      ["resource:retail/payments-db", "resource:retail/payments-db", "ref"],
      ["seat-map", "component:default/seat-map", "name"],
      ["seat map", "component:default/seat-map", "name"],
      ["seatMap", "component:default/seat-map", "name"],
      ["SEAT_MAP", "component:default/seat-map", "name"],
      ["seatmap", "component:default/seat-map", "name"],
      ["`seat-map`??", "component:default/seat-map", "name"],
      ["component:seatMap", "component:default/seat-map", "name"],
      ["retail/payments-db", "resource:retail/payments-db", "name"],
      ["payments-db", "resource:retail/payments-db", "name"],
      ["compass rose", "component:default/trip-planner", "title"],
      ["Depot Systems", "group:default/depot", "title"],
      ["DSB", "component:default/turntable", "title"],
      ["PIDs", "component:default/boards", "title"],
      ["plant recorder", "component:default/historian", "title"],
      ["Historiador", "component:default/historian", "title"],
      ["ParReg", "component:default/parcels", "title"],
      ["parcel register", "component:default/parcels", "title"],
      ["warren", "resource:default/rabbit-main", "title"],
      ["the planner", "component:default/trip-planner", "alias"],
      ["kiosk", "component:default/shop-eu", "alias"],
      ["lps", "component:default/rank-keeper", "title"],
      ["loyalty points service", "component:default/rank-keeper", "title"],
      ["Loyalty Points Service (LPS)", "component:default/rank-keeper", "title"],
      ["planner-repo", "component:default/trip-planner", "slug"],
      ["northpier/planner-repo", "component:default/trip-planner", "slug"],
      ["depot@acme.example", "group:default/depot", "slug"],
      ["omar.hale", "user:default/omar.hale", "name"],
      ["omar", "user:default/omar.hale", "alias"],
    ])("%j is %s by its %s", (text, ref, match) => {
      expect(company.resolve(text)).toMatchObject({ status: "found", ref, match });
    });

    it("beats a beginning", () => {
      expect(company.resolve("booking")).toMatchObject({ status: "found", ref: "system:default/booking" });
    });

    it("beats the same text as a title, which stays a candidate", () => {
      const resolution = company.resolve("ticketing");
      expect(resolution).toMatchObject({ status: "found", ref: "system:default/ticketing", match: "name" });
      expect(refs(resolution)).toEqual(["system:default/ticketing", "group:default/tickets"]);
    });

    it("is all that counts in full", () => {
      expect(company.resolve("seat map", { inFull: true })).toMatchObject({ ref: "component:default/seat-map" });
      for (const text of ["seat-mpa", "seat"]) {
        expect(company.resolve(text, { inFull: true })).toMatchObject({ status: "not-found", candidates: [] });
        expect(company.resolve(text).candidates.length).toBeGreaterThan(0);
      }
    });

    it("says why it was found", () => {
      expect(company.resolve("courier").reason).toBe('component:default/mailer has the title "Courier".');
    });
  });

  describe("a name of several entities", () => {
    const payments = [stored("component:payments"), stored("system:payments"), stored("group:payments")];

    it("is ambiguous between kinds", () => {
      const resolution = indexOf(...payments).resolve("payments");
      expect(resolution.status).toBe("ambiguous");
      expect(refs(resolution)).toEqual([
        "component:default/payments",
        "group:default/payments",
        "system:default/payments",
      ]);
    });

    it("means the preferred kind", () => {
      const resolution = indexOf(...payments).resolve("payments", { prefer: ["resource", "Group"] });
      expect(resolution).toMatchObject({ status: "found", ref: "group:default/payments" });
    });

    it("means an entity of the only kinds that are asked for", () => {
      const resolution = indexOf(...payments).resolve("payments", { kinds: ["System", "resource"] });
      expect(resolution).toMatchObject({ status: "found", ref: "system:default/payments" });
    });

    it("means the one in the default namespace", () => {
      const index = indexOf(stored("component:retail/web"), stored("component:web"));
      expect(index.resolve("web")).toMatchObject({ status: "found", ref: "component:default/web" });
    });

    it("means the one in the namespace that is asked for or typed", () => {
      const index = indexOf(stored("component:retail/web"), stored("component:web"));
      expect(index.resolve("web", { namespace: "retail" })).toMatchObject({ ref: "component:retail/web" });
      expect(index.resolve("component:web", { namespace: "retail" })).toMatchObject({ ref: "component:retail/web" });
      expect(index.resolve("retail/web")).toMatchObject({ ref: "component:retail/web" });
      expect(index.resolve("web", { namespace: "elsewhere" })).toMatchObject({ ref: "component:default/web" });
    });

    it("is ambiguous between namespaces when none of them is the default one", () => {
      expect(indexOf(stored("component:a/web"), stored("component:b/web")).resolve("web").status).toBe("ambiguous");
    });

    it("is ambiguous as an alias of two entities", () => {
      const annotations = { "callboard.dev/aliases": "db" };
      const index = indexOf(stored("resource:a", { annotations }), stored("resource:b", { annotations }));
      expect(index.resolve("db").status).toBe("ambiguous");
    });

    it("means the one that is spelt as typed when two fold to the same", () => {
      const index = indexOf(stored("component:seat-map"), stored("component:seatmap"));
      expect(index.resolve("seatmap")).toMatchObject({ status: "found", ref: "component:default/seatmap" });
      expect(index.resolve("seat-map")).toMatchObject({ status: "found", ref: "component:default/seat-map" });
      expect(index.resolve("seat map").status).toBe("ambiguous");
    });

    it("is a team's or service's before it is a part of a person's", () => {
      const index = indexOf(person("kit.barrow", "Kit Barrow"), stored("component:kit"));
      expect(index.resolve("kit")).toMatchObject({ status: "found", ref: "component:default/kit" });
      expect(index.resolve("kit", { kinds: ["user"] })).toMatchObject({ ref: "user:default/kit.barrow" });
    });
  });

  describe("a misspelt name", () => {
    it.each([
      ["tiket-issuer", "component:default/ticket-issuer"],
      ["ticket-isseur", "component:default/ticket-issuer"],
      ["trip-planer", "component:default/trip-planner"],
      ["tripplaner", "component:default/trip-planner"],
      ["fair-service", "component:default/fare-service"],
      ["paymnt servce", "component:default/payment-service"],
      ["payment-servic", "component:default/payment-service"],
      ["payment-services", "component:default/payment-service"],
      ["compas rose", "component:default/trip-planner"],
      ["seat-mpa", "component:default/seat-map"],
      ["mailr", "component:default/mailer"],
      ["component:mailr", "component:default/mailer"],
    ])("%j is %s", (text, ref) => {
      expect(company.resolve(text)).toMatchObject({ status: "found", ref, match: "typo" });
    });

    it("says what it was read as", () => {
      expect(company.resolve("tiket-issuer").reason).toBe(
        'component:default/ticket-issuer has the name "ticket-issuer", 1 letter away from "tiket-issuer".',
      );
    });

    it.each([
      ["payment-service-v2", "goes on with a word"],
      ["eu-payment-service", "starts with another word"],
      ["eupaymentservice", "starts with another word, joined"],
      ["orders-v3", "has another digit"],
      ["orders-v", "lacks a digit"],
      ["cart-service", "has another word of the same length"],
      ["routes-de", "has another short word"],
      ["parcel-tracker", "is far away"],
      ["tix", "is short"],
    ])("%j is not found: it %s", (text) => {
      expect(company.resolve(text).status).not.toBe("found");
    });

    it("is ambiguous when another name is as near", () => {
      const index = indexOf(stored("component:order-reader"), stored("component:order-leader"));
      const resolution = index.resolve("order-seader");
      expect(resolution.status).toBe("ambiguous");
      expect(refs(resolution)).toEqual(["component:default/order-leader", "component:default/order-reader"]);
    });

    it("means the nearest when the next is a letter further", () => {
      const index = indexOf(stored("component:payment-gateway"), stored("component:payments-gateway"));
      expect(index.resolve("paymnt-gateway")).toMatchObject({
        status: "found",
        ref: "component:default/payment-gateway",
      });
    });

    it("means nothing when what was typed is a part of another name", () => {
      const index = indexOf(stored("component:border"), stored("component:order-service"));
      expect(index.resolve("order").status).toBe("ambiguous");
    });

    it("never means a person unless people are asked for", () => {
      expect(company.resolve("omer hale").status).toBe("not-found");
      expect(company.resolve("omer hale", { kinds: ["user"] })).toMatchObject({ ref: "user:default/omar.hale" });
    });
  });

  describe("a part of a name", () => {
    it("is a question even when only one name has it", () => {
      const resolution = company.resolve("checkout");
      expect(resolution.status).toBe("ambiguous");
      expect(resolution.candidates).toMatchObject([{ ref: "component:default/checkout-web", match: "prefix" }]);
    });

    it("lists the names that begin with it before those that contain it", () => {
      const index = indexOf(stored("component:web-ticket-office"), stored("component:ticket-issuer"));
      expect(refs(index.resolve("ticket"))).toEqual([
        "component:default/ticket-issuer",
        "component:default/web-ticket-office",
      ]);
    });

    it("lists at most as many as asked, five unless said otherwise", () => {
      const index = indexOf(...Array.from({ length: 9 }, (_, count) => stored(`component:ticket-${count}`)));
      expect(index.resolve("ticket").candidates).toHaveLength(5);
      expect(index.resolve("ticket", { limit: 2 }).candidates).toHaveLength(2);
    });

    it("is nothing when very many names contain it", () => {
      const index = indexOf(...Array.from({ length: 1_001 }, (_, count) => stored(`component:x${count}-service`)));
      expect(index.resolve("service").candidates).toEqual([]);
    });
  });

  describe("an unknown name", () => {
    it("comes with the nearest names", () => {
      expect(refs(company.resolve("seat-planner"))[0]).toBe("component:default/trip-planner");
    });

    it("comes with the sources that may still have it", () => {
      const resolution = company.resolve("toilet-sensor", {}, { incompleteSources: ["github:acme"] });
      expect(resolution).toEqual({
        status: "not-found",
        reason:
          'Nothing is called "toilet-sensor". Not all sources were read completely (github:acme), so it may exist.',
        candidates: [],
        incompleteSources: ["github:acme"],
      });
    });

    it("names the kinds that were asked for", () => {
      expect(company.resolve("seat-map", { kinds: ["group", "user"] }).reason).toBe(
        'No group or user is called "seat-map".',
      );
    });

    it("is a question when another kind or namespace has the name", () => {
      expect(company.resolve("resource:seat-map")).toMatchObject({
        status: "ambiguous",
        candidates: [{ ref: "component:default/seat-map" }],
      });
      expect(company.resolve("default/payments-db")).toMatchObject({
        status: "ambiguous",
        candidates: [{ ref: "resource:retail/payments-db" }],
      });
    });
  });

  it("treats entities that are not visible as absent, also as a ref and among candidates", () => {
    const hidden = { visible: (ref: string) => ref !== "component:default/seat-map" };
    for (const text of ["seat-map", "component:default/seat-map", "seat-mapp", "seat"]) {
      const resolution = company.resolve(text, {}, hidden);
      expect(resolution.status).toBe("not-found");
      expect(refs(resolution)).not.toContain("component:default/seat-map");
    }
  });

  it.each([
    "",
    " ",
    "🚌",
    "\u202e\u0000",
    "<!channel>",
    ":",
    "/",
    "component:",
    "::/",
    "https://acme.example/x",
    "__proto__",
    "constructor",
    "component:default/__proto__",
    "a/b/c/d",
    "\ud800",
  ])("answers %j without an error, and without a hit", (text) => {
    expect(company.resolve(text)).toMatchObject({ status: "not-found", candidates: [] });
  });

  it.each(["a", "a-", "seat map ", "a:", "/", "`", "😀", "éA1"])("S09: refuses 100 kB of %j at once", (unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length));
    const started = performance.now();
    expect(company.resolve(text)).toMatchObject({ status: "not-found", candidates: [] });
    expect(performance.now() - started).toBeLessThan(50);
  });

  it.each([0, -1, 1.5, Number.NaN])("refuses %d as a limit", (limit) => {
    expect(() => company.resolve("x", { limit })).toThrow(expect.objectContaining({ code: "invalid-argument" }));
  });

  it("follows a renamed and a removed entity", () => {
    const index = indexOf(stored("component:mailer", { title: "Courier" }));
    index.set(stored("component:mailer", { title: "Dispatch" }));
    expect(index.resolve("courier").status).toBe("not-found");
    expect(index.resolve("dispatch").status).toBe("found");
    index.remove(stored("component:mailer").ref);
    expect(index.resolve("mailer")).toMatchObject({ status: "not-found", candidates: [] });
  });

  it("answers after any edits as an index built anew does", () => {
    const parts = fc.constantFrom("seat", "map", "fare", "fair", "ticket", "db", "api", "v1", "v2", "omar");
    const name = fc.array(parts, { minLength: 1, maxLength: 3 }).map((words) => words.join("-"));
    const edit = fc.record({
      kind: fc.constantFrom("component", "resource", "user"),
      namespace: fc.constantFrom("default", "retail"),
      name,
      title: fc.option(name, { nil: undefined }),
      removed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), fc.array(name, { maxLength: 8 }), (edits, texts) => {
        const edited = nameIndex(kinds);
        const left = new Map<string, StoredEntity>();
        for (const { kind, namespace, name, title, removed } of edits) {
          const entity = stored(`${kind}:${namespace}/${name}`, title === undefined ? {} : { title });
          if (removed) edited.remove(entity.ref);
          else edited.set(entity);
          left.delete(entity.ref);
          if (!removed) left.set(entity.ref, entity);
        }
        const anew = indexOf(...[...left.values()].reverse());
        for (const text of texts.flatMap((text) => [text, text.slice(1), `${text}x`, text.replaceAll("-", "")])) {
          expect(edited.resolve(text)).toEqual(anew.resolve(text));
        }
      }),
      { numRuns: 150 },
    );
  });
});

function indexOf(...entities: readonly StoredEntity[]): NameIndex {
  const index = nameIndex(kinds);
  for (const entity of entities) index.set(entity);
  return index;
}

function refs({ candidates }: ReturnType<NameIndex["resolve"]>): string[] {
  return candidates.map(({ ref }) => ref);
}

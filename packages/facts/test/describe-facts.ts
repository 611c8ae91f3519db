import type { Entity, Logger } from "@callboard/core";
import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { factReader } from "../src/fact-reader.ts";
import type { FactSource } from "../src/fact-source.ts";
import { type Behaviour, type FakeService, fakeService } from "./fakes/fake-service.ts";

/** A source with a fake of its service behind it. */
export interface FactsUnderTest {
  readonly fake: FakeService;
  /** Makes the source, with a token that the fake may or may not accept. */
  source(token: string): FactSource;
  readonly entity: Entity;
  /** What the source says of the entity at first, in order. */
  readonly texts: readonly string[];
  /** Changes what the service holds, with hidden characters in a name where there is one. */
  change(): void;
  readonly changedTexts: readonly string[];
  /** Annotations whose values reach the service, by way of its path or its query. */
  readonly annotations: readonly string[];
  /** All that a request may be for, without its query. */
  readonly paths: RegExp;
}

/** The time of every fake. */
export const NOW = "2026-11-20T06:00:00.000Z";

/** A token that would be noticed wherever it turned up. */
export const TOKEN = "canary+Zq8x7/w3==";

/** A component with these annotations. */
export function componentWith(annotations: Readonly<Record<string, string>>): Entity {
  return {
    apiVersion: "backstage.io/v1alpha1",
    kind: "Component",
    metadata: { name: "payment-service", annotations },
    spec: { type: "service", lifecycle: "production", owner: "payments" },
  };
}

const ENCODINGS = [
  TOKEN,
  encodeURIComponent(TOKEN),
  Buffer.from(TOKEN).toString("base64").replace(/=+$/, ""),
  Buffer.from(TOKEN).toString("base64url"),
  Buffer.from(TOKEN).toString("hex"),
  TOKEN.replaceAll("/", "\\/"),
];

const FAILURES: readonly (readonly [how: Behaviour, reason: RegExp])[] = [
  [{ status: 401 }, /does not accept the token \(status 401\)$/],
  [{ status: 403 }, /does not let the token read this \(status 403\)$/],
  [{ status: 429, headers: { "retry-after": "60" } }, /asks for fewer requests/],
  [{ status: 500 }, /answered with status 500$/],
  [{ status: 503 }, /answered with status 503$/],
  ["truncated", /broke off its answer$/],
  ["malformed", /answered with something that is not JSON$/],
  ["in another form", /answered in a form that is not known$/],
  ["endlessly", /answers with more than 5 MiB$/],
  ["with a reset", /cannot be reached$/],
];

/** What every source behind a service has to do. */
export function describeFacts(name: string, open: () => Promise<FactsUnderTest>): void {
  async function opened(token = TOKEN) {
    const under = await open();
    const clock = testClock(NOW);
    const lines: unknown[] = [];
    const log = (message: string, fields?: object) => void lines.push(message, fields);
    const logger: Logger = { debug: log, info: log, warn: log, error: log };
    const source = under.source(token);
    const reader = factReader({ sources: [source], clock, logger, freshMs: 0 });
    return { ...under, clock, lines, reader, read: () => reader.facts(under.entity), id: source.id };
  }

  describe(`${name} is a source of facts that`, () => {
    it("says what the service says now", async () => {
      const { read, texts, change, changedTexts, id } = await opened();
      const first = await read();
      expect(first.facts.map(({ text }) => text)).toEqual(texts);
      expect(first.sources).toEqual([expect.objectContaining({ source: id, readAt: NOW, stale: false, reason: null })]);
      expect(first.facts.every(({ source, stale }) => source === id && !stale)).toBe(true);
      change();
      expect((await read()).facts.map(({ text }) => text)).toEqual(changedTexts);
    });

    it("does not apply to an entity that has none of its annotations", async () => {
      const { reader, annotations } = await opened();
      const { sources } = await reader.facts({ ...componentWith({}), kind: "System" });
      expect([annotations.length > 0, sources]).toEqual([true, []]);
    });

    it("gives the last known facts, and the reason, when the service does not answer within 800 ms", async () => {
      const { read, fake, clock, texts, change, changedTexts, id } = await opened();
      await read();
      const before = fake.requests.length;
      fake.behave("slowly");
      change();
      const late = read();
      await fake.received(before + 1);
      await clock.advance(800);
      const { facts, sources } = await late;
      expect(facts.map(({ text, stale, readAt }) => [text, stale, readAt])).toEqual(
        texts.map((text) => [text, true, NOW]),
      );
      expect(sources[0]).toMatchObject({ readAt: NOW, stale: true, reason: `${id} did not answer within 800 ms` });

      const next = read();
      fake.behave("well");
      expect((await next).facts.map(({ text }) => text)).toEqual(changedTexts);
    });

    it.each(FAILURES)("gives the last known facts when the service answers %j", async (how, reason) => {
      const { read, fake, texts } = await opened();
      await read();
      fake.behave(how);
      const { facts, sources } = await read();
      expect(facts.map(({ text, stale }) => [text, stale])).toEqual(texts.map((text) => [text, true]));
      expect(sources[0]?.reason).toMatch(reason);
    });

    it("says nothing but the reason when it never could read", async () => {
      const { read, id } = await opened("another-token");
      const { facts, sources } = await read();
      expect([facts, sources]).toEqual([
        [],
        [expect.objectContaining({ source: id, readAt: null, stale: true, reason: expect.stringContaining("token") })],
      ]);
    });

    it("sends no request before the time that Retry-After names", async () => {
      const { read, fake, clock, texts } = await opened();
      fake.behave({ status: 429, headers: { "retry-after": "60" } });
      await read();
      fake.behave("well");
      const sent = fake.requests.length;
      await clock.advance(59_000);
      expect((await read()).sources[0]?.reason).toMatch(/asks for fewer requests; it is asked again at 06:01:00 UTC$/);
      expect(fake.requests.length).toBe(sent);
      await clock.advance(1_000);
      expect((await read()).facts.map(({ text }) => text)).toEqual(texts);
    });

    it("leaves a service alone that fails three times in a row", async () => {
      const { read, fake, clock, texts } = await opened();
      fake.behave({ status: 502 });
      for (let turn = 0; turn < 6; turn += 1) await read();
      expect(fake.requests.length).toBe(3);
      fake.behave("well");
      await clock.advance(5_000);
      expect((await read()).facts.map(({ text }) => text)).toEqual(texts);
    });

    it("S36: gives the token away in no result, reason or log line", async () => {
      const { read, fake, clock, lines } = await opened();
      const said: unknown[] = [await read()];
      for (const [how] of FAILURES) {
        fake.behave(how);
        said.push(await read());
        await clock.advance(120_000);
      }
      const everything = JSON.stringify([said, lines]);
      expect(lines.length).toBeGreaterThan(FAILURES.length);
      expect(ENCODINGS.filter((encoded) => everything.includes(encoded))).toEqual([]);
    });

    it("S40: sends the token to no other host, whatever an entity says or the service answers", async () => {
      const { read, fake, clock, reader, entity, annotations, paths } = await opened();
      const stranger = await fakeService({ answer: () => ({}) });
      for (const value of hostileValues(stranger.port)) {
        for (const annotation of annotations) await reader.facts(withAnnotation(entity, annotation, value));
      }
      for (const status of [301, 302, 307]) {
        fake.behave({ status, headers: { location: `${stranger.baseUrl}/taken` } });
        expect((await read()).sources[0]?.reason).toMatch(/redirects to another host$/);
        await clock.advance(60_000);
      }
      expect(stranger.requests).toEqual([]);
      const targets = fake.requests.map(({ target }) => target.split("?")[0] ?? "");
      expect(targets.filter((target) => !paths.test(target))).toEqual([]);
      expect(new Set(fake.requests.map(({ headers }) => headers.host))).toEqual(new Set([`127.0.0.1:${fake.port}`]));
    });
  });
}

function withAnnotation(entity: Entity, annotation: string, value: string): Entity {
  return { ...entity, metadata: { ...entity.metadata, annotations: { [annotation]: value } } };
}

/** Values that would lead elsewhere if they were put into an address as they are. */
function hostileValues(port: number): readonly string[] {
  const host = `127.0.0.1:${port}`;
  return [
    `http://${host}/`,
    `//${host}/x`,
    `@${host}/x`,
    `x@${host}`,
    `.${host}`,
    "..",
    "../..",
    "../../admin",
    "acme/..",
    "acme/../../admin",
    "..%2f..%2fadmin",
    "%2e%2e/%2e%2e",
    "..\\..\\admin",
    "x?admin=true#",
    "x&projectKey=other",
    "x/y/z",
    `x\r\nHost: ${host}\r\n\r\nGET /admin`,
    'x",service="search',
    "x\u0000y",
    "\ud800",
    "constructor",
    "__proto__",
    "",
    " ",
    "x".repeat(100_000),
  ];
}

import { strict as assert } from "node:assert";
import { type Entity, entityRef } from "@callboard/core";
import MiniSearch from "minisearch";
import type { Benchmark } from "./benchmark.ts";
import { seededRandom } from "./generator/random.ts";
import { timeEach } from "./measure.ts";
import { openGenerated } from "./opened.ts";

const TEXTS = 500;
const LIMIT = 10;
const CHECKED = 50;

/** The ten best hits of what people type: a full name, two of its words, the beginning of one, a misspelt one. */
export const search: Benchmark = {
  name: "search",
  async measure(job) {
    const { view, plan } = await openGenerated(job);
    const { items } = view.query({ limit: plan.entities });
    const peer = minisearchOf(items);
    const services = seededRandom(plan.seed)
      .shuffle([...plan.services])
      .slice(0, TEXTS);
    for (const { name } of services.slice(0, CHECKED)) {
      assert.equal(
        view.search(name, { limit: LIMIT })[0]?.ref,
        `component:default/${name}`,
        `the first hit of ${name}`,
      );
    }
    for (const text of services.slice(0, CHECKED).map(({ name }) => twoWords(name))) {
      const scanned = items.filter(hasAllWords(text)).map(({ kind, metadata }) => entityRef({ kind, ...metadata }));
      const hits = view.search(text, { limit: LIMIT }).map(({ ref }) => ref);
      const [fewer, more] = scanned.length < LIMIT ? [scanned, hits] : [hits, scanned];
      assert.deepEqual(
        fewer.filter((ref) => !more.includes(ref)),
        [],
        `hits of ${text}`,
      );
    }
    return TYPED.map(({ kind, typed, peerOptions, peerName }) => {
      const texts = services.map(({ name }) => typed(name));
      const askPeer = (text: string) => peer.search(text, peerOptions).slice(0, LIMIT);
      return {
        work: `search, top ${LIMIT}: ${kind}`,
        unit: "ms" as const,
        samples: timeEach(texts, (text) => view.search(text, { limit: LIMIT })),
        peers: [{ name: peerName, samples: timeEach(texts, askPeer) }],
        checked: `${CHECKED} full names are their own first hit; two words hit where a scan finds both`,
        target: { statistic: "median" as const, limit: 10 },
      };
    });
  },
};

const twoWords = (name: string) => name.split("-").slice(0, 2).join(" ");

/** What is typed for a name, and the options without which the peer finds nothing. */
const TYPED = [
  { kind: "a full name", typed: (name: string) => name, peerName: "minisearch as it comes", peerOptions: {} },
  { kind: "two words", typed: twoWords, peerName: "minisearch as it comes", peerOptions: {} },
  {
    kind: "the beginning of a word",
    typed: (name: string) => name.slice(0, 4),
    peerName: "minisearch with prefix",
    peerOptions: { prefix: true },
  },
  {
    kind: "two misspelt words",
    typed: (name: string) => twoWords(name).replace(/\b(\w\w)\w/g, "$1"),
    peerName: "minisearch with prefix and fuzzy 0.2",
    peerOptions: { prefix: true, fuzzy: 0.2 },
  },
] as const;

function minisearchOf(entities: readonly Entity[]): MiniSearch {
  const index = new MiniSearch({ fields: ["name", "title", "description", "tags"] });
  index.addAll(entities.map(({ metadata }, id) => ({ id, ...metadata, tags: metadata.tags?.join(" ") })));
  return index;
}

function hasAllWords(text: string): (entity: Entity) => boolean {
  return ({ metadata: { name, title, description, tags }, spec }) => {
    const words = new Set(
      [name, title, description, tags?.join(" "), spec?.type]
        .join(" ")
        .toLowerCase()
        .split(/[^a-z]+/),
    );
    return text.split(" ").every((word) => words.has(word));
  };
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Catalog, openCatalog } from "@callboard/core";
import { type TestClock, testClock } from "@callboard/core/testing";
import { defineFacts, type FactReader, type FactType, factReader } from "@callboard/facts";
import { onTestFinished } from "vitest";
import type { FakeSlack } from "../../src/testing/index.ts";
import { botInSlack } from "../bot-in-slack.ts";

/** What a service other than the catalog says of an entity. */
export interface AcmeFact {
  readonly about: string;
  readonly type: FactType;
  readonly text: string;
  readonly at: string;
}

/** The demo company at work: its catalog, its people and channels in Slack, and the bot on autopilot. */
export interface Acme {
  readonly slack: FakeSlack;
  /** Merges a change of a descriptor, and has the catalog read it. @throws when `before` does not stand there once */
  merge(path: string, before: string, after: string): Promise<void>;
}

/** Opens the demo company at this time, in ISO 8601. Only its clock moves from then on. */
export async function acmeOnAir(start: string, facts: readonly AcmeFact[]): Promise<Acme> {
  const clock = testClock(start);
  const files = new Map(catalogFiles().map((path) => [path, readFileSync(join(root, path), "utf8")]));
  const catalog = await catalogOf(files, clock);
  const reader = readerOf(facts, clock);
  onTestFinished(async () => {
    reader.close();
    await catalog.close();
  });
  const slack = { clock, people: PEOPLE, channels: CHANNELS, usergroups: USERGROUPS, botName: "Callboard" };
  const bot = await botInSlack({
    catalog,
    facts: reader,
    autopilot: true,
    environments: ["prod", "staging"],
    slack,
  });
  return {
    slack: bot.slack,
    async merge(path, before, after) {
      const content = files.get(path) ?? "";
      if (content.split(before).length !== 2) throw new Error(`${path} does not hold this once: ${before}`);
      files.set(path, content.replace(before, after));
      await catalog.refresh();
    },
  };
}

const root = fileURLToPath(new URL("../../../../examples/acme/", import.meta.url));

function catalogFiles(): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /(^|\/)catalog-info[\w-]*\.(yaml|json)$/.test(path))
    .sort();
}

/** The files say that they changed on one day, so that the age in an answer does not depend on the clone. */
function catalogOf(files: ReadonlyMap<string, string>, clock: TestClock): Promise<Catalog> {
  return openCatalog({
    runtime: { clock },
    schedule: false,
    providers: [
      {
        name: "acme",
        async *provide() {
          for (const [path, content] of files) {
            yield { location: `file:${path}`, content, modified: "2026-10-26T09:00:00Z" };
          }
        },
      },
    ],
  });
}

function readerOf(facts: readonly AcmeFact[], clock: TestClock): FactReader {
  const read = async (name: string) =>
    facts.filter(({ about, at }) => about === name && Date.parse(at) <= clock.now()).map(({ about, ...fact }) => fact);
  const types = ["on-call", "alert", "deploy"] as const;
  return factReader({
    clock,
    sources: [defineFacts({ id: "acme", types, read: ({ metadata }) => read(metadata.name) })],
  });
}

const person = (id: string, name: string, realName: string) => {
  const email = `${realName.toLowerCase().replace(" ", ".")}@acme.example`;
  return { id, name, realName, email };
};

const PEOPLE = [
  person("U0RCFNYKZTH", "tomas", "Tomas Novak"),
  person("U0TZXH6AART", "grace", "Grace Adeyemi"),
  person("U0T5LXHC4HU", "luca", "Luca Ferri"),
  person("U03X7QQHB5Z", "sofia", "Sofia Keller"),
  person("U0J6A4T728L", "daniel", "Daniel Abara"),
  person("U0FZGS9VA6A", "elif", "Elif Arslan"),
  person("U0FVCBJUTLV", "priya", "Priya Nair"),
];

/** Ids as the teams have them in the catalog; `incidents` is where one was invited by hand. */
const CHANNELS = [
  { name: "incidents" },
  { name: "storefront", id: "C09F9NWW84G" },
  { name: "checkout", id: "C0GH6JTTYN6" },
  { name: "identity", id: "C0MW8JA5FQG" },
  { name: "payments", id: "C03MWFX8BXS" },
  { name: "billing", id: "C0VGHN7WWYL" },
  { name: "logistics", id: "C0WH7AZ3652" },
  { name: "warehouse", id: "C0C7V8FJJ8F" },
  { name: "customer-care", id: "C0D3PJH9JP8" },
  { name: "platform", id: "C0HPSAGJRUF" },
  { name: "data", id: "C04LK2ETNNG" },
];

const USERGROUPS = [
  { handle: "storefront", id: "S0UKAK68KPZ" },
  { handle: "checkout", id: "S0YNVSWBSY7" },
  { handle: "identity", id: "S0ZX7EGNBQM" },
  { handle: "payments", id: "S0SPUGXGW43" },
  { handle: "billing", id: "S03WW68J6LK" },
  { handle: "logistics", id: "S0XMASHAP2W" },
  { handle: "warehouse", id: "S0YYQM2QCBE" },
  { handle: "customer-care", id: "S0T6EA3Y5X2" },
  { handle: "platform", id: "S0SKAPYGP7Q" },
  { handle: "data", id: "S0AMMGN9LNJ" },
];

/** What stands behind an `@` in Slack, by the id in a mention. */
export const NAMES: ReadonlyMap<string, string> = new Map([
  ...PEOPLE.map(({ id, realName }) => [id, realName] as const),
  ...USERGROUPS.map(({ id, handle }) => [id, handle] as const),
]);

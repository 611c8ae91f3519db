import { type CatalogView, openCatalog } from "@callboard/core";
import { seededRandom } from "../generator/random.ts";
import type { Company } from "./company.ts";
import { type Declaration, describeCompany } from "./describe-company.ts";
import type { Outcome } from "./outcome.ts";
import { type CompanyOptions, randomCompany } from "./random-company.ts";
import { type Count, countOf, type Score, scoreOf } from "./score.ts";
import { type Failure, simulateFailure } from "./simulate-failure.ts";

/** What is asked of the simulator: a company as it is, and how much of it is declared. */
export interface Scenario {
  readonly name: string;
  readonly declaration: Declaration;
  readonly reality?: Reality;
}

/** In what a company or a failure is unlike the usual one. */
export interface Reality extends Pick<CompanyOptions, "partialCalls" | "splitsCalls"> {
  readonly minutes?: number;
  readonly brokenFrom?: number;
}

/** How right the answers were. */
export interface ScenarioResult {
  readonly name: string;
  readonly breaks: Score;
  /** Of what breaks or degrades, named as either. */
  readonly degradesOrWorse: Score;
  readonly breaksByMode: Readonly<Record<Failure["mode"], Score>>;
}

export interface SimulationOptions {
  readonly seed: number;
  /** How many entities each company has. */
  readonly companies: readonly number[];
  readonly failuresPerCompany: number;
}

/** Of ten failures, how many are of which mode. */
const MODES: readonly Failure["mode"][] = [
  ...(["down", "down", "down", "down", "down"] as const),
  ...(["read-only", "read-only"] as const),
  ...(["slow", "slow"] as const),
  "bad-deploy",
];

const USUAL_MINUTES = 60;

/** Lets things fail in random companies, and compares what happens with what the catalog says would. */
export async function simulate(
  scenarios: readonly Scenario[],
  options: SimulationOptions,
): Promise<readonly ScenarioResult[]> {
  const realities = new Map<string, readonly FailedCompany[]>();
  const results: ScenarioResult[] = [];
  for (const { name, declaration, reality = {} } of scenarios) {
    const key = JSON.stringify(reality);
    const failed = realities.get(key) ?? failedCompanies(reality, options);
    realities.set(key, failed);
    const compared = (await Promise.all(failed.map((each) => compare(each, declaration)))).flat();
    const score = (counts: readonly Count[]) => scoreOf(counts, options.seed);
    const ofMode = (mode: Failure["mode"]) =>
      score(compared.flatMap((each) => (each.mode === mode ? each.breaks : [])));
    results.push({
      name,
      breaks: score(compared.map((each) => each.breaks)),
      degradesOrWorse: score(compared.map((each) => each.degradesOrWorse)),
      breaksByMode: {
        down: ofMode("down"),
        "read-only": ofMode("read-only"),
        slow: ofMode("slow"),
        "bad-deploy": ofMode("bad-deploy"),
      },
    });
  }
  return results;
}

/** A company, and what really happened when parts of it failed, one at a time. */
interface FailedCompany {
  readonly company: Company;
  readonly failures: readonly { readonly failure: Failure; readonly outcomes: ReadonlyMap<string, Outcome> }[];
}

function failedCompanies(
  reality: Reality,
  { companies, failuresPerCompany, seed }: SimulationOptions,
): FailedCompany[] {
  return companies.map((entities, index) => {
    const company = randomCompany({ ...reality, entities, seed: seed * 1_000 + index });
    const failures = randomFailures(company, failuresPerCompany, reality);
    return { company, failures: failures.map((failure) => ({ failure, outcomes: simulateFailure(company, failure) })) };
  });
}

function randomFailures({ entities, seed }: Company, count: number, reality: Reality): Failure[] {
  const { minutes = USUAL_MINUTES, brokenFrom } = reality;
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const mode = random.pick(MODES);
    const canBe = [...entities.entries()].filter(([, { ref, writeShare }]) => {
      if (mode === "bad-deploy") return ref.startsWith("component:");
      // What is only ever written to is down when it is read-only.
      return mode !== "read-only" || (writeShare > 0 && writeShare < 1);
    });
    const [root, entity] = random.pick(canBe);
    const environment = random.pick(entity.environments);
    return {
      root,
      mode,
      environment,
      minutes,
      ...(brokenFrom !== undefined && { brokenFrom }),
      seed: seed * 10_000 + index,
    };
  });
}

interface Compared {
  readonly mode: Failure["mode"];
  readonly breaks: Count;
  readonly degradesOrWorse: Count;
}

async function compare({ company, failures }: FailedCompany, declaration: Declaration): Promise<readonly Compared[]> {
  const documents = describeCompany(company, declaration);
  const catalog = await openCatalog({
    providers: [
      {
        name: "simulated",
        async *provide() {
          for (const [index, entity] of documents.entries()) yield { location: `simulated:${index}`, entity };
        },
      },
    ],
    schedule: false,
  });
  try {
    const found = catalog.query({ limit: 0 }).total;
    if (found !== documents.length) throw new Error(`Only ${found} of ${documents.length} descriptors load.`);
    return failures.map(({ failure, outcomes }) => {
      const said = saidBy(catalog, company, failure);
      const named = (...effects: string[]) => refsWhere(said, (effect) => effects.includes(effect));
      const hit = (...effects: string[]) => refsWhere(outcomes, (effect) => effects.includes(effect));
      return {
        mode: failure.mode,
        breaks: countOf(named("breaks"), hit("breaks")),
        degradesOrWorse: countOf(named("breaks", "degrades"), hit("breaks", "degrades")),
      };
    });
  } finally {
    await catalog.close();
  }
}

function saidBy(catalog: CatalogView, company: Company, { root, mode, environment }: Failure): Map<string, string> {
  const ref = company.entities[root]?.ref ?? "";
  const { affected } = catalog.blastRadius(ref, { mode, environment, limit: Number.POSITIVE_INFINITY });
  return new Map(affected.map((each) => [each.ref, each.effect]));
}

function refsWhere(effects: ReadonlyMap<string, string>, holds: (effect: string) => boolean): Set<string> {
  return new Set([...effects].filter(([, effect]) => holds(effect)).map(([ref]) => ref));
}

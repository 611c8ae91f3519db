import { strict as assert } from "node:assert";
import { nunjitsuEngine, renderSkeleton, type TemplateFile } from "@callboard/scaffolder";
import nunjucks from "nunjucks";
import type { Benchmark, Measurement } from "./benchmark.ts";
import { type Random, seededRandom } from "./generator/random.ts";
import { timeEach, timeOnce } from "./measure.ts";

const BUDGET_MS = 2_000;
const ROUNDS = 10;
const FILE_CHARACTERS = 19_000;

/** The language of templates: one string of a step, one file, and a skeleton; nunjucks renders the same beside it. */
export const template: Benchmark = {
  name: "template",
  sizes: "files",
  async measure({ services: files, seed }) {
    const engine = nunjitsuEngine();
    const peer = new nunjucks.Environment(null, {
      autoescape: false,
      tags: { variableStart: "${{", variableEnd: "}}" },
    });
    const values = { name: "parcel", owner: "payments", port: 8080, tags: ["a", "b", "c"], isPublic: true };
    const text = fileText(FILE_CHARACTERS, seededRandom(seed));
    const skeleton = skeletonFiles(files, seededRandom(seed));

    const one = (source: string) => engine.text(source, { values });
    const byPeer = (source: string) => peer.renderString(source, { values });
    const both = (work: string, sources: readonly string[], checked: string): Measurement => {
      for (const source of sources) assert.equal(one(source), byPeer(source), work);
      return {
        work,
        unit: "ms",
        samples: timeEach(sources, one, BUDGET_MS),
        peers: [{ name: "nunjucks", samples: timeEach(sources, byPeer, BUDGET_MS) }],
        checked,
      };
    };

    const rendered = async () => {
      const contents = new Map<string, string>();
      for await (const entry of renderSkeleton(templateFiles(skeleton), { engine, values })) {
        if (entry.type === "file") contents.set(entry.path, String(await entry.content()));
      }
      return contents;
    };
    const renderedByPeer = () => new Map(Array.from(skeleton, ([path, content]) => [byPeer(path), byPeer(content)]));
    assert.deepEqual(await rendered(), renderedByPeer());
    return [
      both("one value of a step", [VALUE], "the text of nunjucks"),
      both("one file of 19 kB", [text], "the text of nunjucks"),
      {
        work: `a skeleton of ${files} files, names and contents`,
        unit: "ms",
        samples: await timeSkeletons(rendered),
        peers: [{ name: "nunjucks", samples: timeEach([null], renderedByPeer, BUDGET_MS) }],
        checked: "the path and content of every file by nunjucks",
      },
    ];
  },
};

const VALUE = `\${{ values.name | upper }}-\${{ values.port }}`;

/** What files of a skeleton are made of: mostly text that stands for itself. */
const PIECES = [
  "A line of text that stands for itself, as most lines do.\n",
  "  plain: yaml\n",
  `name: \${{ values.name }}\n`,
  `owner: \${{ values.owner | upper }}\n`,
  `{% if values.isPublic %}port: \${{ values.port }}{% endif %}\n`,
  `{% for tag in values.tags %}- \${{ tag }}\n{% endfor %}`,
];

function fileText(characters: number, random: Random): string {
  let text = "";
  while (text.length < characters) text += random.chance(0.7) ? PIECES[random.integer(2)] : random.pick(PIECES);
  return text;
}

function skeletonFiles(count: number, random: Random): ReadonlyMap<string, string> {
  const path = (index: number) => `src/\${{ values.name }}/part-${index % 20}/file-${index}.txt`;
  return new Map(Array.from({ length: count }, (_, index) => [path(index), fileText(random.integer(4_000), random)]));
}

async function* templateFiles(files: ReadonlyMap<string, string>): AsyncGenerator<TemplateFile> {
  for (const [path, text] of files) {
    const content = async () => new TextEncoder().encode(text);
    yield { path, type: "file", isExecutable: false, linkTo: null, content };
  }
}

async function timeSkeletons(work: () => Promise<unknown>): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) samples.push((await timeOnce(work)).ms);
  return samples;
}

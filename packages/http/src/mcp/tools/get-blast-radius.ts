import { z } from "zod";
import { namedEntity } from "../../named-entity.ts";
import { affected, effect, environment, limit, mode, names, truncated } from "../schemas.ts";
import { defineTool } from "../tool.ts";

export const getBlastRadius = defineTool({
  name: "get_blast_radius",
  title: "What breaks",
  description:
    "What breaks, degrades, is delayed or at risk when entities fail: with the reason and the path of each, what " +
    "customers see, and the teams that are hit. An empty list means that no dependent is declared, not that none exists.",
  input: z.strictObject({
    entities: names.describe("What fails; several fail together."),
    mode,
    environment: environment.exactOptional(),
    maxDistance: z.int().min(1).max(1000).exactOptional().describe("Count only what is at most so many hops away."),
    limit: limit(50),
  }),
  output: z.looseObject({
    roots: z.array(z.string()),
    mode: z.string(),
    total: z.int(),
    byEffect: z.record(effect, z.int()),
    affected: z.array(affected).describe("The worst first."),
    entryPoints: z.array(affected).describe("Websites, mobile apps and public APIs: what customers see."),
    byOwner: z.array(z.looseObject({ owner: z.string().nullable(), breaks: z.int(), affected: z.int() })),
    truncated,
    coverage: z.looseObject({ blindSpots: z.array(z.string()), incompleteSources: z.array(z.string()) }),
  }),
  run({ entities, ...asked }, { view }) {
    const roots = entities.map((each) => namedEntity(view, each));
    const radius = view.blastRadius(roots, asked);
    const { total, byEffect, entryPoints, coverage } = radius;
    const where = asked.environment === undefined ? "" : ` in ${asked.environment}`;
    const subject = `If ${roots.join(" and ")} ${roots.length > 1 ? "are" : "is"} ${asked.mode}${where}`;
    const found =
      total === 0
        ? "no declared dependent is affected"
        : `breaks ${byEffect.breaks}, degrades ${byEffect.degrades}, delayed ${byEffect.delayed}, at risk ${byEffect["at-risk"]}`;
    const customers = entryPoints.length > 0 ? ` Customers notice: ${refsOf(entryPoints)}.` : "";
    const blind =
      coverage.blindSpots.length > 0 ? ` Close by and silent about needs: ${coverage.blindSpots.length}.` : "";
    return { data: radius, text: `${subject}: ${found}.${customers}${blind}` };
  },
});

const NAMED = 5;

function refsOf(entities: readonly { readonly ref: string }[]): string {
  const named = entities.slice(0, NAMED).map(({ ref }) => ref);
  const rest = entities.length - named.length;
  return named.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

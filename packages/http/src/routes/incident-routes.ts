import { z } from "@hono/zod-openapi";
import { defineRoute } from "../route.ts";
import { texts, wholeNumber } from "./parameters.ts";

const ref = z.string().min(1).max(1_000);
const refs = texts.pipe(z.array(ref).min(1).max(200));
const mode = z.enum(["down", "read-only", "slow", "bad-deploy"]);
const shared = {
  mode: mode.exactOptional(),
  environment: z.string().min(1).exactOptional(),
  relations: texts.exactOptional(),
};
const limit = wholeNumber(1).pipe(z.int().max(10_000));

const blastRadius = defineRoute({
  method: "get",
  path: "/blast-radius",
  summary: "What fails, and how badly, when the roots do.",
  query: z.strictObject({
    root: refs,
    ...shared,
    kinds: texts.exactOptional(),
    lifecycles: texts.exactOptional(),
    maxDistance: wholeNumber(1).exactOptional(),
    limit: limit.exactOptional(),
  }),
  reply: z.looseObject({ roots: z.array(z.string()), total: z.int(), affected: z.array(z.looseObject({})) }),
  handle: ({ query: { root, ...options } }, { view }) => Response.json(view.blastRadius(root, options)),
});

const commonCauses = defineRoute({
  method: "get",
  path: "/common-causes",
  summary: "What several symptoms have in common, the likeliest cause first.",
  query: z.strictObject({
    symptom: refs,
    healthy: refs.exactOptional(),
    changedSince: z.iso.datetime({ offset: true }).exactOptional(),
    ...shared,
    limit: limit.exactOptional(),
  }),
  reply: z.looseObject({ symptoms: z.array(z.string()), total: z.int(), causes: z.array(z.looseObject({})) }),
  handle: ({ query: { symptom, ...options } }, { view }) => Response.json(view.commonCauses(symptom, options)),
});

const path = defineRoute({
  method: "get",
  path: "/path",
  summary: "How one entity comes to need another, by the fewest hops; null when it does not.",
  query: z.strictObject({ from: ref, to: ref }),
  reply: z.object({ path: z.array(z.looseObject({})).nullable() }),
  handle: ({ query: { from, to } }, { view }) => Response.json({ path: view.path(from, to) }),
});

const owner = defineRoute({
  method: "get",
  path: "/owner",
  summary: "Who owns an entity, how to reach them, and why that is so.",
  query: z.strictObject({ ref }),
  reply: z.looseObject({ status: z.string() }),
  handle: ({ query }, { view }) => Response.json(view.owner(query.ref)),
});

/** What is asked while something is broken. */
export const incidentRoutes = [blastRadius, commonCauses, path, owner];

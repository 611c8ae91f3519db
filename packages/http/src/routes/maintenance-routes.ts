import { type CatalogView, kindRegistry, type Problem, validateEntity } from "@callboard/core";
import { z } from "@hono/zod-openapi";
import { defineRoute } from "../route.ts";
import { refOf, stampedEntity } from "../stamped-entity.ts";

const refreshEntity = defineRoute({
  method: "post",
  path: "/refresh",
  summary: "Reads the source of an entity again, soon.",
  permission: "catalog.refresh",
  body: z.strictObject({ entityRef: z.string().min(1), authorizationToken: z.string().exactOptional() }),
  reply: null,
  async handle({ body: { entityRef } }, { view, catalog }) {
    const { source } = view.origin(entityRef);
    // Reading a whole source can take minutes. Whether it worked is in `/sources`.
    void catalog.refresh(source).catch(() => {});
    return new Response(null, { status: 200 });
  },
});

const validateOneEntity = defineRoute({
  method: "post",
  path: "/validate-entity",
  summary: "What is wrong with an entity that is not in the catalog.",
  body: z.object({ entity: z.unknown().optional(), location: z.unknown().optional() }),
  reply: null,
  handle({ body: { entity, location } }, { services }) {
    const problem = locationProblem(location);
    if (problem) return faulty([problem]);
    const document = { value: entity, line: 1, column: 1, problems: [], positions: {} };
    const { kinds, unknownKinds } = services;
    const result = validateEntity(document, { kinds: kindRegistry(kinds), unknownKinds, location: String(location) });
    return result.ok ? new Response(null, { status: 200 }) : faulty(result.problems.map(fault));
  },
});

const analyzeLocation = defineRoute({
  method: "post",
  path: "/analyze-location",
  summary: "The entities that the catalog has from a location. None is made up for a repository without any.",
  body: z.object({
    location: z.object({ type: z.string().min(1), target: z.string().min(1) }),
    catalogFilename: z.string().exactOptional(),
    catalogFileName: z.string().exactOptional(),
  }),
  reply: z.object({ existingEntityFiles: z.array(z.unknown()), generateEntities: z.array(z.unknown()) }),
  handle({ body: { location } }, { view }) {
    return Response.json({ existingEntityFiles: knownFiles(view, location), generateEntities: [] });
  },
});

export const maintenanceRoutes = [refreshEntity, validateOneEntity, analyzeLocation];

interface Fault {
  readonly name: string;
  readonly message: string;
}

function faulty(errors: readonly Fault[]): Response {
  return Response.json({ errors }, { status: 400 });
}

function locationProblem(location: unknown): Fault | null {
  if (typeof location !== "string" || location === "")
    return { name: "InputError", message: "The location is missing. Write url:https://… of the file it is meant for." };
  const isUrl = location.startsWith("url:") && URL.canParse(location.slice("url:".length));
  return isUrl ? null : { name: "TypeError", message: "The location is not of the type url. Write url:https://…" };
}

function fault({
  rule,
  path,
  message,
  severity,
}: Problem): Fault & { readonly rule: string; readonly path: string | null } {
  const isShape = rule.endsWith("schema") || rule === "yaml/not-an-object";
  return { name: isShape && severity === "error" ? "TypeError" : "InputError", message, rule, path };
}

function knownFiles(view: CatalogView, { type, target }: { readonly type: string; readonly target: string }) {
  const asked = `${type}:${target}`;
  return view.query({ limit: Number.POSITIVE_INFINITY, relations: false }).items.flatMap((entity) => {
    const { location: place } = view.origin(refOf(entity));
    if (place !== asked && !place.startsWith(`${asked.replace(/\/$/, "")}/`)) return [];
    const found = { type, target: place.slice(type.length + 1) };
    return [{ location: found, isRegistered: true, entity: stampedEntity(view, entity) }];
  });
}

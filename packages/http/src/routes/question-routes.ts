import { type AskOptions, ask, askWithFacts } from "@callboard/answers";
import { z } from "@hono/zod-openapi";
import { defineRoute, type RouteContext } from "../route.ts";
import { texts, wholeNumber } from "./parameters.ts";

const MAX_QUESTION = 2_000;
const question = z.string().min(1).max(MAX_QUESTION);
const surface = z.enum(["dm", "mention", "slash", "channel", "thread"]);
const limit = wholeNumber(1).pipe(z.int().max(1_000));
const answer = z.looseObject({ outcome: z.string(), text: z.string() });

const resolve = defineRoute({
  method: "get",
  path: "/resolve",
  summary: "What a person meant by a name.",
  query: z.strictObject({ text: question, kinds: texts.exactOptional(), limit: limit.exactOptional() }),
  reply: z.looseObject({ status: z.enum(["found", "ambiguous", "not-found"]) }),
  handle: ({ query: { text, ...options } }, { view }) => Response.json(view.resolve(text, options)),
});

const search = defineRoute({
  method: "get",
  path: "/search",
  summary: "Entities by full text, best first.",
  query: z.strictObject({ text: question, kinds: texts.exactOptional(), limit: limit.exactOptional() }),
  reply: z.object({ hits: z.array(z.looseObject({ ref: z.string(), score: z.number() })) }),
  handle: ({ query: { text, ...options } }, { view }) => Response.json({ hits: view.search(text, options) }),
});

const askByGet = defineRoute({
  method: "get",
  path: "/ask",
  summary: "The answer to a question, as data and as text.",
  query: z.strictObject({ question, surface: surface.exactOptional() }),
  reply: answer,
  handle: ({ query: { question, ...options } }, context) => answered(context, question, options),
});

const askByPost = defineRoute({
  method: "post",
  path: "/ask",
  summary: "The same, for questions that no log of addresses should hold.",
  body: z.strictObject({ question, surface: surface.exactOptional() }),
  reply: answer,
  handle: ({ body: { question, ...options } }, context) => answered(context, question, options),
});

/** What people ask in their own words. */
export const questionRoutes = [resolve, search, askByGet, askByPost];

async function answered(
  { view, services: { facts, clock } }: RouteContext,
  question: string,
  options: Pick<AskOptions, "surface">,
): Promise<Response> {
  const asked = { ...options, now: clock.now() };
  return Response.json(facts ? await askWithFacts(view, facts, question, asked) : ask(view, question, asked));
}

import { z } from "zod";

/** Text that is not empty; the format asks no more of most fields. */
export const text = z.string().min(1);

/** A list of refs. Their form is checked where relations are derived from them. */
export const refs = z.array(text);

export const owner = text.describe("The group or user that owns it. A bare name is a group of the same namespace.");

export const lifecycle = text.describe("How far it is, for example experimental, production or deprecated.");

export const system = text.describe("The system it is a part of.");

export const dependsOn = refs.describe(
  "What it needs to work, as refs with a kind, for example resource:payments-db or component:ledger.",
);

/** Not a part of the format's schema, and read all the same: a ref, a list of refs, or anything else in older files. */
export const dependencyOf = z
  .unknown()
  .describe("What needs it, as refs with a kind. Better said there, by dependsOn.");

export const profile = z
  .looseObject({
    displayName: text.describe("The name as people write it.").exactOptional(),
    email: text.exactOptional(),
    picture: text.describe("The URL of a picture.").exactOptional(),
  })
  .describe("How it is presented to people.");

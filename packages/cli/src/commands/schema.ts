import { builtInKinds, CatalogError } from "@callboard/core";
import { catalogSchema, descriptorSchema } from "../descriptor-schema.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { textLines } from "../output/line.ts";
import type { Session } from "../session.ts";

/**
 * `callboard schema [KIND]`: always JSON, whatever the format.
 *
 * @throws {CatalogError} `invalid-argument` for a kind that is not known
 */
export async function schema({ output }: Session, name: string | undefined): Promise<ExitCode> {
  const kind = builtInKinds.find((known) => known.kind.toLowerCase() === name?.toLowerCase());
  if (name !== undefined && !kind) {
    const kinds = builtInKinds.map((known) => known.kind).join(", ");
    throw new CatalogError("invalid-argument", `There is no kind ${JSON.stringify(name)}. The kinds are: ${kinds}.`);
  }
  const result = kind ? descriptorSchema(kind) : catalogSchema(builtInKinds);
  output.data(result, () => textLines(JSON.stringify(result, null, 2)));
  return EXIT.ok;
}

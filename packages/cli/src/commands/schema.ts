import { CatalogError } from "@callboard/core";
import { catalogSchema, descriptorSchema } from "@callboard/core/kinds";
import { kindsInForce } from "../catalog/kinds-in-force.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { textLines } from "../output/line.ts";
import type { Session } from "../session.ts";

/**
 * `callboard schema [KIND]`: the JSON Schema of the descriptors of a kind, or of all kinds of the configuration in
 * force. Always JSON, whatever the format.
 *
 * @throws {CatalogError} `invalid-argument` for a kind that is not known; `invalid-kind`, `invalid-config`
 */
export async function schema(session: Session, name: string | undefined): Promise<ExitCode> {
  const { config, output } = session;
  const kinds = await kindsInForce(session);
  const kind = kinds.find((known) => known.kind.toLowerCase() === name?.toLowerCase());
  if (name !== undefined && !kind) {
    const names = kinds.map((known) => known.kind).join(", ");
    throw new CatalogError("invalid-argument", `There is no kind ${JSON.stringify(name)}. The kinds are: ${names}.`);
  }
  const unknownKinds = config?.config.unknownKinds ?? "reject";
  const result = kind ? descriptorSchema(kind) : catalogSchema(kinds, { unknownKinds });
  output.data(result, () => textLines(JSON.stringify(result, null, 2)));
  return EXIT.ok;
}

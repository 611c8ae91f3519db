import { CatalogError } from "@callboard/core";
import { configLines } from "../config/config-lines.ts";
import { CONFIG_FILE } from "../config/find-config.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { dim } from "../output/line.ts";
import type { Session } from "../session.ts";

/**
 * `callboard config print`: the configuration in force as YAML, with `--explain` where each value comes from.
 *
 * @throws {CatalogError} `invalid-argument` when none is in force
 */
export async function printConfig(
  { output, config }: Session,
  { explain = false }: { readonly explain?: boolean },
): Promise<ExitCode> {
  if (!config) throw nothingInForce();
  const { shown, files, explain: values } = config;
  output.data(explain ? { config: shown, files, values } : shown, () => [
    dim(`# ${files.join(", ")}`),
    ...configLines(shown, explain ? values : []),
  ]);
  return EXIT.ok;
}

function nothingInForce(): CatalogError {
  const message = `No configuration is in force: write ${CONFIG_FILE} here or above, or name a file with --config FILE.`;
  return new CatalogError("invalid-argument", message);
}

import { dirname, extname, relative, resolve } from "node:path";
import { CatalogError } from "@callboard/core";
import { printable } from "../output/printable.ts";
import { checkedConfig } from "./checked-config.ts";
import { type ConfigLayer, readLayer } from "./config-layer.ts";
import { configError } from "./config-problem.ts";
import type { Config } from "./config-schema.ts";
import { configSecrets } from "./config-secrets.ts";
import type { Env } from "./env-references.ts";
import { type ConfigValue, explainConfig } from "./explain-config.ts";
import { fillReferences } from "./fill-references.ts";
import { CONFIG_FILE, findConfig } from "./find-config.ts";
import { maskedValue } from "./masked.ts";
import { mergeLayers } from "./merge-layers.ts";

/** Where a configuration is looked for. */
export interface ReadConfigOptions {
  /** The folder that the search starts in, and that files are shown relative to. */
  readonly cwd: string;
  /** The file to read, instead of the nearest `callboard.yaml`. */
  readonly file?: string;
  readonly env: Env;
}

/** A configuration that was read. */
export interface ReadConfig {
  readonly config: Config;
  /** The folder that its relative paths start from. */
  readonly folder: string;
  /** The files it was read from, relative to `cwd`; a later one goes over an earlier one. */
  readonly files: readonly string[];
  /** The configuration as people may see it: secrets are masked. */
  readonly shown: unknown;
  /** Every value and where it comes from, in the order of the configuration. Secrets are masked. */
  readonly explain: readonly ConfigValue[];
  /** Texts in it that may not be shown anywhere. */
  readonly secrets: readonly string[];
}

/**
 * Reads `callboard.yaml` here or above, or the file that is named, and over it what stands beside it in
 * `callboard.local.yaml`: mappings are merged key by key, anything else is replaced.
 *
 * @returns undefined when no file is named and none is found
 * @throws {CatalogError} `invalid-config` with everything that is wrong, each with file, line and column
 * @throws {CatalogError} `limit-exceeded`
 */
export async function readConfig({ cwd, file, env }: ReadConfigOptions): Promise<ReadConfig | undefined> {
  const path = file === undefined ? findConfig(cwd) : resolve(cwd, file);
  if (path === undefined) return undefined;
  const first = await readLayer(path, cwd);
  if (!first) throw notThere(relative(cwd, path));
  const overlay = await readLayer(overlayOf(path), cwd);
  const layers: readonly [ConfigLayer, ...ConfigLayer[]] = overlay ? [first, overlay] : [first];
  const faults = layers.flatMap(({ problems }) => problems);
  if (faults.length > 0) throw configError(faults);
  const merged = mergeLayers(layers);
  const filled = fillReferences(merged.value, env);
  const secrets = configSecrets(filled);
  const draft = { merged, filled, secrets };
  const config = checkedConfig(draft);
  const shown = maskedValue(config, secrets.isSecret);
  return {
    config,
    shown,
    folder: dirname(path),
    files: layers.map((layer) => layer.file),
    explain: explainConfig(shown, draft),
    secrets: secrets.texts,
  };
}

/** `callboard.local.yaml` is beside `callboard.yaml`. */
function overlayOf(path: string): string {
  const extension = extname(path);
  return `${path.slice(0, path.length - extension.length)}.local${extension}`;
}

function notThere(file: string): CatalogError {
  const message = `There is no configuration ${file}. Correct --config, or leave it out to take ${CONFIG_FILE} here or above.`;
  return new CatalogError("invalid-config", printable(message));
}

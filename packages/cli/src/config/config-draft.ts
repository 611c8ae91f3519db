import type { ConfigSecrets } from "./config-secrets.ts";
import type { FilledConfig } from "./fill-references.ts";
import type { MergedLayers } from "./merge-layers.ts";

/** What is known of a configuration before it is checked. */
export interface ConfigDraft {
  readonly merged: MergedLayers;
  readonly filled: FilledConfig;
  readonly secrets: ConfigSecrets;
}

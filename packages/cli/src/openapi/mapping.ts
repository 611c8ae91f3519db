/** A mapping read from YAML or JSON. */
export interface Mapping {
  readonly [key: string]: unknown;
}

export function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The JSON pointer of what a mapping or list holds under a key. */
export function pointerTo(holder: string, key: string): string {
  return `${holder}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

import { below, isMapping } from "../mapping.ts";
import type { FilledConfig } from "./fill-references.ts";
import { isSecretName, userinfoIn } from "./masked.ts";
import { isSecretField } from "./schema-fields.ts";

/** Which values of a configuration may not be shown. */
export interface ConfigSecrets {
  /** True for the JSON pointer of a value that is masked as a whole. */
  isSecret(pointer: string): boolean;
  /** All texts that may not be shown, also parts of values. */
  readonly texts: readonly string[];
}

/** Values of secret fields, values from variables with names such as `GITHUB_TOKEN`, and passwords in addresses. */
export function configSecrets({ value, references }: FilledConfig): ConfigSecrets {
  const pointers = new Set<string>();
  const texts = new Set<string>();
  collect(value, "", []);
  return { isSecret: (pointer) => pointers.has(pointer), texts: [...texts] };

  function collect(value: unknown, pointer: string, path: readonly string[]): void {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) collect(item, below(pointer, index), [...path, String(index)]);
    } else if (isMapping(value)) {
      for (const [key, inner] of Object.entries(value)) collect(inner, below(pointer, key), [...path, key]);
    } else {
      const isHidden = references.get(pointer)?.some(isSecretName) === true || isSecretField(path);
      if (isHidden) pointers.add(pointer);
      if (isHidden && value !== null) texts.add(String(value));
      if (typeof value === "string") for (const part of userinfoIn(value)) texts.add(part);
    }
  }
}

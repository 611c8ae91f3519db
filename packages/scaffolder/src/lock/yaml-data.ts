import { parseDocument } from "yaml";

/** The data of one YAML document without aliases; undefined when it is not that. */
export function yamlData(text: string): unknown {
  try {
    const document = parseDocument(text, { schema: "core", merge: false });
    return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 0 });
  } catch {
    return undefined; // an alias
  }
}

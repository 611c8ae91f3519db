/**
 * The keys under which the reference implementation indexes an entity: the path of each value, without the places of
 * list items; a text in a list is a key of its own, once whatever its case.
 */
export function searchKeys(value: unknown): readonly string[] {
  const keys: string[] = [];
  const texts = new Set<string>();
  visit("", value);
  return keys;

  function visit(path: string, part: unknown): void {
    if (Array.isArray(part)) {
      for (const item of part) {
        visit(path, item);
        if (typeof item !== "string") continue;
        const key = below(path, item);
        if (texts.has(key.toLowerCase())) continue;
        texts.add(key.toLowerCase());
        keys.push(key);
      }
    } else if (typeof part === "object" && part !== null) {
      for (const [key, child] of Object.entries(part)) visit(below(path, key), child);
    } else keys.push(path);
  }
}

function below(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

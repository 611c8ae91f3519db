/** A place in a file as editors and terminals read it: `payments/catalog-info.yaml:14:10`. */
export function place(location: string, line: number | null = null, column: number | null = null): string {
  const file = location.replace(/^file:/, "");
  if (line === null) return file;
  return column === null ? `${file}:${line}` : `${file}:${line}:${column}`;
}

/** What stands before words to turn them around: "importer" and "exporter", "upload" and "download". */
const PREFIXES: readonly (readonly [string, string])[] = [
  ["im", "ex"],
  ["in", "ex"],
  ["in", "e"],
  ["in", "out"],
  ["en", "de"],
  ["en", "dis"],
  ["up", "down"],
  ["on", "off"],
  ["pre", "post"],
  ["a", "de"],
];

/** Whether two words differ by no slip of the finger, but mean the opposite of each other. */
export function areOpposites(left: string, right: string): boolean {
  return PREFIXES.some(
    ([one, other]) => (isTurned(left, one, right, other) || isTurned(left, other, right, one)) && left !== right,
  );
}

function isTurned(left: string, leftPrefix: string, right: string, rightPrefix: string): boolean {
  if (!left.startsWith(leftPrefix) || !right.startsWith(rightPrefix)) return false;
  const rest = left.slice(leftPrefix.length);
  return rest.length > 2 && rest === right.slice(rightPrefix.length);
}

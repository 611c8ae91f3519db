/**
 * True when a text fits a pattern: `*` stands for any characters but `/`, `**` for any characters, `**` with a `/` behind
 * it also for nothing, `?` for one character but `/`. Takes time in proportion to text and pattern, whatever they are.
 */
export function matchesPattern(text: string, pattern: string): boolean {
  const tokens = pattern.match(TOKEN) ?? [];
  let states = new Set<number>();
  enter(states, 0, tokens);
  for (const character of text) {
    const next = new Set<number>();
    for (const state of states) step(next, state, character, tokens);
    states = next;
  }
  return states.has(tokens.length);
}

const TOKEN = /\*\*\/|\*\*|\*|\?|[^*?]/gsu;

/** Adds a place in the pattern, and those behind it that are reached without a character. */
function enter(states: Set<number>, state: number, tokens: readonly string[]): void {
  let at = state;
  states.add(at);
  while (tokens[at]?.startsWith("*")) {
    at += 1;
    states.add(at);
  }
}

function step(next: Set<number>, state: number, character: string, tokens: readonly string[]): void {
  const token = tokens[state];
  const isSlash = character === "/";
  if (token === "**" || (token === "**/" && isSlash) || (token === "*" && !isSlash)) enter(next, state, tokens);
  else if (token === "**/")
    next.add(state); // within a folder's name nothing else can begin
  else if (token === character || (token === "?" && !isSlash)) enter(next, state + 1, tokens);
}

/** How a command ends, for scripts. */
export const EXIT = {
  ok: 0,
  /** Something was found, or not found, or not answered. */
  findings: 1,
  usage: 2,
  /** A source could not be read; what is known was printed all the same. */
  unreachable: 3,
  /** A guard refused something; what is known was printed all the same. */
  refused: 4,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const WORST_FIRST = [EXIT.usage, EXIT.refused, EXIT.unreachable, EXIT.findings] as const;

/** The one code to end with when several apply. */
export function worstOf(codes: Iterable<ExitCode>): ExitCode {
  const given = new Set(codes);
  return WORST_FIRST.find((code) => given.has(code)) ?? EXIT.ok;
}

/** What a payload breaks, and where. */
export interface Violation {
  /** A JSON pointer into what was checked, such as `/blocks/0/text/text`. */
  readonly pointer: string;
  readonly code: ViolationCode;
  /** What has to be different, in the words of Slack's own messages where it has some. */
  readonly message: string;
}

/** Stable reasons for which a payload is refused. */
export type ViolationCode =
  | "unknown-type"
  | "unknown-field"
  | "missing-field"
  | "wrong-type"
  | "too-long"
  | "too-short"
  | "too-many"
  | "too-few"
  | "out-of-range"
  | "not-allowed-here"
  | "not-an-option"
  | "invalid-url"
  | "invalid-value"
  | "conflicting-fields"
  | "duplicate-id";

/** Takes down one violation. */
export type Report = (pointer: string, code: ViolationCode, message: string) => void;

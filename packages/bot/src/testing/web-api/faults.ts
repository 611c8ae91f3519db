/** Trouble that a test makes. */
export interface Fault {
  /** The method it happens to; every one unless given. */
  readonly method?: string;
  /** How many calls; 1 unless given. */
  readonly times?: number;
  /** What happens to the call. */
  readonly does: FaultEffect;
}

export type FaultEffect =
  /** 429 with `Retry-After`. */
  | { readonly kind: "rate-limit"; readonly retryAfterSeconds: number }
  /** Such as 503, without a body that Slack would send. */
  | { readonly kind: "status"; readonly status: number }
  /** `ok: false` with an error that the call did not cause. */
  | { readonly kind: "error"; readonly error: string }
  /** The connection is cut before an answer. */
  | { readonly kind: "reset" }
  /** The connection is cut after the call took effect, as when an answer gets lost. */
  | { readonly kind: "lost-answer" }
  /** The answer comes later, by the clock of the fake Slack. */
  | { readonly kind: "delay"; readonly delayMs: number };

/** The faults that are still to come. */
export interface Faults {
  add(fault: Fault): void;
  /** What happens to the next call of a method; spends one. */
  next(method: string): FaultEffect | null;
  clear(): void;
}

export function createFaults(): Faults {
  let pending: { readonly fault: Fault; left: number }[] = [];
  return {
    add: (fault) => void pending.push({ fault, left: fault.times ?? 1 }),
    next(method) {
      const found = pending.find(({ fault, left }) => left > 0 && (fault.method ?? method) === method);
      if (!found) return null;
      found.left -= 1;
      return found.fault.does;
    },
    clear: () => {
      pending = [];
    },
  };
}

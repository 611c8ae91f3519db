import type fc from "fast-check";

/** One place where text from outside enters, and what must hold whatever it is. */
export interface FuzzTarget {
  readonly name: string;
  /** Runs one input; throws when something does not hold. Errors thrown on purpose are the target's to catch. */
  run(input: unknown): void | Promise<void>;
  readonly inputs: fc.Arbitrary<unknown>;
}

/** Declares a target; its inputs are of the type that it runs. */
export function fuzzTarget<Input>(target: {
  readonly name: string;
  readonly inputs: fc.Arbitrary<Input>;
  run(input: Input): void | Promise<void>;
}): FuzzTarget {
  return { name: target.name, inputs: target.inputs, run: (input) => target.run(input as Input) }; // only its own inputs come
}

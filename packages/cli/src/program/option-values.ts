import { InvalidArgumentError } from "commander";

/** An option that may be repeated. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** A whole number from 1 up. */
export function count(value: string): number {
  const number = countFromZero(value);
  if (number === 0) throw new InvalidArgumentError("It has to be 1 or more.");
  return number;
}

/** A whole number from 0 up. */
export function countFromZero(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError("It has to be a whole number.");
  return Number(value);
}

/** A port to listen on; 0 for any that is free. */
export function portNumber(value: string): number {
  const port = countFromZero(value);
  if (port > 65_535) throw new InvalidArgumentError("It has to be 65535 or less.");
  return port;
}

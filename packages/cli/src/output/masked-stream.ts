import type { Writable } from "node:stream";

/** The same stream, with every text that is written to it masked first. */
export function maskedStream(stream: Writable, mask: (text: string) => string): Writable {
  return new Proxy(stream, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== "function") return value;
      if (property !== "write") return value.bind(target);
      return (chunk: unknown, ...rest: readonly unknown[]) =>
        Reflect.apply(value, target, [typeof chunk === "string" ? mask(chunk) : chunk, ...rest]);
    },
  });
}

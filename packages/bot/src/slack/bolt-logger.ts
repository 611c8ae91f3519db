import type { Logger } from "@callboard/core";
import { type Logger as BoltLogger, LogLevel } from "@slack/bolt";

/** Passes on what Bolt and Slack's client log, in one text, with secrets hidden. */
export function boltLogger(logger: Logger, mask: (text: string) => string): BoltLogger {
  const textOf = (parts: readonly unknown[]) => mask(parts.map(shown).join(" "));
  return {
    // Bolt tells whole payloads here, with what people wrote in them.
    debug() {},
    info: (...parts) => logger.debug(textOf(parts)),
    warn: (...parts) => logger.warn(textOf(parts)),
    error: (...parts) => logger.error(textOf(parts)),
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}

/** The same logger, with secrets hidden in messages and fields. */
export function maskedLogger(logger: Logger, mask: (text: string) => string): Logger {
  const masked = (fields: Readonly<Record<string, unknown>> | undefined) =>
    fields && Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, hidden(value)]));
  const hidden = (value: unknown) =>
    typeof value === "number" || typeof value === "boolean" ? value : mask(shown(value));
  return {
    debug: (message, fields) => logger.debug(mask(message), masked(fields)),
    info: (message, fields) => logger.info(mask(message), masked(fields)),
    warn: (message, fields) => logger.warn(mask(message), masked(fields)),
    error: (message, fields) => logger.error(mask(message), masked(fields)),
  };
}

/** Where nobody wants to know. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** Of an error only its message: its other fields may hold the request, and the token with it. */
function shown(value: unknown): string {
  if (value instanceof Error) return value.message;
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

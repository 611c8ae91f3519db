import type { Session } from "../session.ts";

/** The value of `--env`; false with `--no-env`. */
export type EnvironmentOption = string | false;

/** What a command counts in: the environment asked for, else the configured default; everything with `--no-env`. */
export function askedEnvironment(
  { config }: Session,
  asked: EnvironmentOption | undefined,
): { readonly environment?: string } {
  const environment = asked ?? config?.config.environments.default ?? false;
  return environment === false ? {} : { environment };
}

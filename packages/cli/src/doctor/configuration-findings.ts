import type { Session } from "../session.ts";
import type { Finding } from "./finding.ts";

/** What could be better about how the catalog is set up. */
export function configurationFindings({ config: read, options }: Session): readonly Finding[] {
  if (options.demo === true) return [];
  const finding = (message: string, remedy: string): Finding => ({
    severity: "info",
    about: "configuration",
    source: null,
    message,
    remedy,
  });
  const sources = options.catalog === undefined ? (read?.config.sources ?? []) : [];
  const open = sources.filter((source) => "baseUrl" in source || source.type === "gitlab" || source.type === "git");
  const tokenless = open.filter((source) => source.type !== "github" && !("token" in source));
  return [
    ...(options.store === undefined
      ? [
          finding(
            "Nothing is remembered between runs: whatever a source has lost is believed.",
            "Name a file with store in callboard.yaml, or with --store FILE.",
          ),
        ]
      : []),
    ...tokenless.map(({ type, name }) =>
      finding(
        `The source of type ${type}${name === undefined ? "" : ` called ${name}`} has no token, and reads what is public.`,
        "If something is missing, give it one: token: ${env:NAME}",
      ),
    ),
  ];
}

import { annotation } from "@callboard/core";
import { z } from "zod";
import { annotationValue } from "./annotation-value.ts";
import { defineFacts, type FactSource } from "./fact-source.ts";
import { jsonService } from "./json-service.ts";
import type { ServiceOptions } from "./service-options.ts";
import { shown } from "./shown.ts";

export interface SonarqubeFactsOptions extends ServiceOptions {
  /** The address of the server; `https://sonarcloud.io` for SonarQube Cloud. */
  readonly baseUrl: string;
  /** The name that stands before `/` in the annotations of this server's projects; `default` unless given. */
  readonly instance?: string;
}

const PROJECT = "sonarqube.org/project-key";
const MOST_CONDITIONS = 3;

/**
 * Whether a project passes its quality gate at SonarQube, and what fails. Follows `sonarqube.org/project-key`, as `key` or
 * `instance/key`. The token is one of a user who may browse the projects.
 *
 * Reads `GET /api/qualitygates/project_status?projectKey=`.
 */
export function sonarqubeFacts({ token, baseUrl, instance = "default", fetch }: SonarqubeFactsOptions): FactSource {
  const service = jsonService({ name: "SonarQube", baseUrl, headers: { authorization: `Bearer ${token}` } });

  return defineFacts({
    id: instance === "default" ? "sonarqube" : `sonarqube:${instance.toLowerCase()}`,
    types: ["status"],
    annotations: [PROJECT],
    ...(fetch && { fetch }),
    follows(entity) {
      const parts = annotation(entity, PROJECT)?.trim().split("/") ?? [];
      return (parts.length > 1 ? parts[0] : "default") === instance;
    },
    async read(entity, context) {
      const value = annotationValue(entity, PROJECT, /^([^/\p{Cc}]+\/)?[\w.:-]+$/u, "acme_payment-service") ?? "";
      const key = value.slice(value.indexOf("/") + 1);
      const found = await service.get(gate, ["api", "qualitygates", "project_status"], context, { projectKey: key });
      const result = RESULTS.get(found.projectStatus.status);
      if (!result) return [];
      const failing = (found.projectStatus.conditions ?? []).filter(({ status }) => status === "ERROR");
      const named = failing.slice(0, MOST_CONDITIONS).map(({ metricKey }) => shown(metricKey.replaceAll("_", " "), 40));
      const more = failing.length > named.length ? [`${failing.length - named.length} more`] : [];
      const why = named.length > 0 ? ` (${[...named, ...more].join(", ")})` : "";
      return [
        {
          type: "status" as const,
          text: `${shown(key)} ${result} its quality gate${why}`,
          url: `${baseUrl.replace(/\/$/, "")}/dashboard?id=${encodeURIComponent(key)}`,
          at: new Date(context.clock.now()).toISOString(),
        },
      ];
    },
  });
}

const RESULTS = new Map(
  Object.entries({
    OK: "passes",
    WARN: "passes with warnings",
    ERROR: "fails",
  }),
);

const gate = z.object({
  projectStatus: z.object({
    status: z.string(),
    conditions: z.array(z.object({ status: z.string(), metricKey: z.string() })).optional(),
  }),
});

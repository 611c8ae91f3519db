import { annotation, CatalogError } from "@callboard/core";
import { z } from "zod";
import { annotationValue } from "./annotation-value.ts";
import type { FoundFact } from "./fact.ts";
import { type AnyEntity, defineFacts, type FactSource } from "./fact-source.ts";
import { jsonService } from "./json-service.ts";
import type { ServiceOptions } from "./service-options.ts";
import { shown } from "./shown.ts";

export interface AlertmanagerFactsOptions extends Pick<ServiceOptions, "fetch"> {
  /** The address of Alertmanager. */
  readonly baseUrl: string;
  /**
   * The name by which `callboard.dev/alertmanager-instance` means this one. Entities without that annotation are looked for
   * in each.
   */
  readonly instance?: string;
  /** A bearer token, where something in front of Alertmanager asks for one; none unless given. */
  readonly token?: string;
  /** The label that holds an entity's name, for entities without the annotation; `service` unless given. */
  readonly nameLabel?: string;
  /** The kinds that are looked for by their name alone; components and resources unless given. */
  readonly kinds?: readonly string[];
}

const LABELS = "callboard.dev/alert-labels";
const INSTANCE = "callboard.dev/alertmanager-instance";
const MOST_ALERTS = 5;

/**
 * The alerts that fire for an entity, less those that are silenced or inhibited. Follows `callboard.dev/alert-labels`, such
 * as `service=payments, cluster=eu`, which all have to match; without it the label `service` has to be the entity's name.
 * `callboard.dev/alertmanager-instance` says which one to ask where there are several.
 *
 * Reads `GET /api/v2/alerts?filter=` of the Alertmanager API v2.
 */
export function alertmanagerFacts(options: AlertmanagerFactsOptions): FactSource {
  const { token, baseUrl, instance = "", nameLabel = "service", kinds = ["Component", "Resource"], fetch } = options;
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const service = jsonService({ name: "Alertmanager", baseUrl, headers });
  const byName = kinds.map((kind) => kind.toLowerCase());

  return defineFacts({
    id: instance ? `alertmanager:${instance.toLowerCase()}` : "alertmanager",
    types: ["alert"],
    otherAnnotations: [LABELS, INSTANCE],
    ...(fetch && { fetch }),
    follows: (entity) =>
      [undefined, instance].includes(annotation(entity, INSTANCE)?.trim()) &&
      (annotation(entity, LABELS) !== undefined || byName.includes(entity.kind.toLowerCase())),
    async read(entity, context) {
      const filter = (labelsOf(entity) ?? [[nameLabel, entity.metadata.name]]).map(matcher);
      const query = { filter, active: "true", silenced: "false", inhibited: "false" };
      const firing = await service.get(alerts, ["api", "v2", "alerts"], context, query);
      const latest = [...firing].sort((left, right) => Date.parse(right.startsAt) - Date.parse(left.startsAt));
      const facts = latest.slice(0, MOST_ALERTS).map(alertFact);
      const rest = latest.length - facts.length;
      const next = latest[MOST_ALERTS];
      if (!next) return facts;
      return [
        ...facts,
        { type: "alert", text: `${rest} more ${rest === 1 ? "alert fires" : "alerts fire"}`, at: next.startsAt },
      ];
    },
  });
}

/** The labels that an entity names, in pairs; undefined when it names none. */
function labelsOf(entity: AnyEntity): (readonly [string, string])[] | undefined {
  const written = annotationValue(entity, LABELS, /^[^\p{Cc}]+$/u, "service=payments, cluster=eu");
  return written?.split(",").map((pair) => {
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    if (at > 0 && /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) && value !== "") return [name, value];
    throw new CatalogError(
      "invalid-argument",
      `the annotation ${LABELS} holds "${shown(pair, 60)}". Write labels such as service=payments, cluster=eu`,
    );
  });
}

/** A matcher in the grammar of Prometheus. Quotes in the value would end it, and start another. */
function matcher([name, value]: readonly [string, string]): string {
  return `${name}="${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}

function alertFact({ labels, annotations, startsAt, generatorURL }: Alert): FoundFact {
  const severity = labels.severity ? ` (${shown(labels.severity, 20)})` : "";
  const summary = annotations.summary ?? annotations.description;
  return {
    type: "alert",
    text: `${shown(labels.alertname ?? "an alert")}${severity} fires${summary ? `: ${shown(summary, 120)}` : ""}`,
    ...(generatorURL && { url: generatorURL }),
    at: startsAt,
  };
}

const texts = z.object({
  alertname: z.string().optional(),
  severity: z.string().optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
});
const alert = z.object({
  labels: texts,
  annotations: texts,
  startsAt: z.iso.datetime({ offset: true }),
  generatorURL: z.string().nullish(),
});
const alerts = z.array(alert);

type Alert = z.infer<typeof alert>;

import { annotation } from "@callboard/core";
import { z } from "zod";
import { annotationValue, unknownValue } from "./annotation-value.ts";
import type { FoundFact } from "./fact.ts";
import { type AnyEntity, defineFacts, type FactContext, type FactSource } from "./fact-source.ts";
import { jsonService } from "./json-service.ts";
import type { ServiceOptions } from "./service-options.ts";
import { shown } from "./shown.ts";
import { utcTime } from "./utc-time.ts";

export interface PagerdutyFactsOptions extends ServiceOptions {
  /** The name by which `pagerduty.com/account` means this account; entities without that annotation unless given. */
  readonly account?: string;
}

const SERVICE = "pagerduty.com/service-id";
const INTEGRATION = "pagerduty.com/integration-key";
const ACCOUNT = "pagerduty.com/account";

/**
 * Who is on call at PagerDuty, on the first level of a service's escalation policy. Follows `pagerduty.com/service-id`,
 * else `pagerduty.com/integration-key`, and `pagerduty.com/account`. The token is a read-only REST API key.
 *
 * Reads `GET /services/{id}` or `GET /services?query=`, then `GET /oncalls`, of the REST API v2.
 */
export function pagerdutyFacts(options: PagerdutyFactsOptions): FactSource {
  const { token, account = "", baseUrl = "https://api.pagerduty.com", fetch } = options;
  const service = jsonService({
    name: "PagerDuty",
    baseUrl,
    headers: { authorization: `Token token=${token}`, accept: "application/vnd.pagerduty+json;version=2" },
  });

  async function policyOf(entity: AnyEntity, context: FactContext): Promise<string> {
    const id = annotationValue(entity, SERVICE, /^[A-Z0-9]+$/i, "PIJ90N7");
    if (id) return (await service.get(oneService, ["services", id], context)).service.escalation_policy.id;
    const key = annotationValue(entity, INTEGRATION, /^[A-Z0-9]+$/i, "b50bb9bb4c84492c901bb4ad4bd6bb20") ?? "";
    const query = { query: key, "include[]": "integrations", limit: "100" };
    const found = await service.get(services, ["services"], context, query);
    // The query also finds names that merely contain the key.
    const own = found.services.find(({ integrations }) => integrations.some((each) => each.integration_key === key));
    if (!own) throw unknownValue(INTEGRATION, "PagerDuty");
    return own.escalation_policy.id;
  }

  return defineFacts({
    id: account ? `pagerduty:${account.toLowerCase()}` : "pagerduty",
    types: ["on-call"],
    annotations: [SERVICE, INTEGRATION],
    otherAnnotations: [ACCOUNT],
    ...(fetch && { fetch }),
    follows: (entity) => (annotation(entity, ACCOUNT)?.trim() ?? "") === account,
    async read(entity, context) {
      const policy = await policyOf(entity, context);
      const query = { "escalation_policy_ids[]": policy, "include[]": "users", earliest: "true", limit: "100" };
      const found = await service.get(onCalls, ["oncalls"], context, query);
      return found.oncalls
        .filter((onCall) => onCall.escalation_level === 1)
        .map((onCall) => onCallFact(onCall, context.clock.now()));
    },
  });
}

function onCallFact({ user, schedule, escalation_policy, start, end }: OnCall, nowMs: number): FoundFact {
  const until = end === null ? null : utcTime(end, nowMs);
  const where = shown(schedule?.summary ?? escalation_policy.summary ?? "PagerDuty");
  const url = schedule?.html_url ?? user.html_url;
  return {
    type: "on-call",
    text: `${shown(user.name ?? user.summary)} is on call${until ? ` until ${until}` : ""} (${where})`,
    ...(url && { url }),
    // Whoever is on call without a schedule always is.
    at: start ?? new Date(nowMs).toISOString(),
    ...(end !== null && { until: end }),
  };
}

const policy = z.object({ id: z.string(), summary: z.string().nullish() });
const oneService = z.object({ service: z.object({ escalation_policy: policy }) });
const integration = z.object({ integration_key: z.string().nullish() });
const services = z.object({
  services: z.array(z.object({ escalation_policy: policy, integrations: z.array(integration).default([]) })),
});
const onCall = z.object({
  escalation_policy: policy,
  escalation_level: z.number(),
  schedule: z.object({ summary: z.string(), html_url: z.string().nullish() }).nullish(),
  user: z.object({ summary: z.string(), name: z.string().nullish(), html_url: z.string().nullish() }),
  start: z.string().nullable(),
  end: z.string().nullable(),
});
const onCalls = z.object({ oncalls: z.array(onCall) });

type OnCall = z.infer<typeof onCall>;

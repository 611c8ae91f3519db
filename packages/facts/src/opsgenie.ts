import { annotation } from "@callboard/core";
import { z } from "zod";
import { annotationValue, unknownValue } from "./annotation-value.ts";
import { defineFacts, type FactSource } from "./fact-source.ts";
import { jsonService } from "./json-service.ts";
import type { ServiceOptions } from "./service-options.ts";
import { shown } from "./shown.ts";

export interface OpsgenieFactsOptions extends ServiceOptions {
  /** The name by which `callboard.dev/opsgenie-account` means this account; entities without that annotation unless given. */
  readonly account?: string;
}

const TEAM = "opsgenie.com/team";
const ACCOUNT = "callboard.dev/opsgenie-account";

/** More schedules of one team than this say nothing to somebody in a hurry. */
const MOST_SCHEDULES = 3;

/**
 * Who is on call at Opsgenie, in each schedule of a team. Follows `opsgenie.com/team`, the name of the team, and
 * `callboard.dev/opsgenie-account`. The token is an API key with read access; in the European region `baseUrl` is
 * `https://api.eu.opsgenie.com`.
 *
 * Reads `GET /v2/schedules`, then `GET /v2/schedules/{id}/on-calls?flat=true`.
 */
export function opsgenieFacts(options: OpsgenieFactsOptions): FactSource {
  const { token, account = "", baseUrl = "https://api.opsgenie.com", fetch } = options;
  const service = jsonService({ name: "Opsgenie", baseUrl, headers: { authorization: `GenieKey ${token}` } });

  return defineFacts({
    id: account ? `opsgenie:${account.toLowerCase()}` : "opsgenie",
    types: ["on-call"],
    annotations: [TEAM],
    otherAnnotations: [ACCOUNT],
    ...(fetch && { fetch }),
    follows: (entity) => (annotation(entity, ACCOUNT)?.trim() ?? "") === account,
    async read(entity, context) {
      const team = annotationValue(entity, TEAM, /^[^\p{Cc}]+$/u, "Payments");
      const all = (await service.get(schedules, ["v2", "schedules"], context)).data;
      const own = all.filter(({ enabled, ownerTeam }) => enabled && ownerTeam?.name === team).slice(0, MOST_SCHEDULES);
      if (own.length === 0) throw unknownValue(TEAM, "Opsgenie");
      const at = new Date(context.clock.now()).toISOString();
      const found = await Promise.all(
        own.map(async ({ id, name }) => {
          const answer = await service.get(onCalls, ["v2", "schedules", id, "on-calls"], context, { flat: "true" });
          return answer.data.onCallRecipients.map((person) => ({ person: shown(person), schedule: shown(name) }));
        }),
      );
      return found.flat().map(({ person, schedule }) => ({
        type: "on-call" as const,
        text: `${person} is on call (${schedule})`,
        at,
      }));
    },
  });
}

const schedules = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      enabled: z.boolean(),
      ownerTeam: z.object({ name: z.string().nullish() }).nullish(),
    }),
  ),
});
const onCalls = z.object({ data: z.object({ onCallRecipients: z.array(z.string()) }) });

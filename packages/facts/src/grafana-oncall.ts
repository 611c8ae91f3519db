import { annotation } from "@callboard/core";
import { z } from "zod";
import { annotationValue, unknownValue } from "./annotation-value.ts";
import { defineFacts, type FactSource } from "./fact-source.ts";
import { jsonService } from "./json-service.ts";
import type { ServiceOptions } from "./service-options.ts";
import { shown } from "./shown.ts";
import { utcTime } from "./utc-time.ts";

export interface GrafanaOncallFactsOptions extends ServiceOptions {
  /** The API address that the OnCall settings show. */
  readonly baseUrl: string;
  /** The name by which `callboard.dev/grafana-oncall-instance` means this one; entities without that annotation unless given. */
  readonly instance?: string;
}

const SCHEDULE = "callboard.dev/grafana-oncall-schedule";
const INSTANCE = "callboard.dev/grafana-oncall-instance";
const DAY_MS = 24 * 3_600_000;

/**
 * Who is on call in a schedule of Grafana OnCall. Follows `callboard.dev/grafana-oncall-schedule`, the id of the schedule
 * or its name, and `callboard.dev/grafana-oncall-instance`; Backstage has no annotation for it. The token is an OnCall API
 * key.
 *
 * Reads `GET /api/v1/schedules?name=`, then `GET /api/v1/schedules/{id}/final_shifts`.
 */
export function grafanaOncallFacts({ token, baseUrl, instance = "", fetch }: GrafanaOncallFactsOptions): FactSource {
  const service = jsonService({ name: "Grafana OnCall", baseUrl, headers: { authorization: token } });

  return defineFacts({
    id: instance ? `grafana-oncall:${instance.toLowerCase()}` : "grafana-oncall",
    types: ["on-call"],
    annotations: [SCHEDULE],
    otherAnnotations: [INSTANCE],
    ...(fetch && { fetch }),
    follows: (entity) => (annotation(entity, INSTANCE)?.trim() ?? "") === instance,
    async read(entity, context) {
      const value = annotationValue(entity, SCHEDULE, /^[^\p{Cc}]+$/u, "SBM7DV7BKFUYU") ?? "";
      const path = ["api", "v1", "schedules"];
      const schedule = SCHEDULE_ID.test(value)
        ? await service.get(oneSchedule, [...path, value], context)
        : (await service.get(schedules, path, context, { name: value })).results.find(({ name }) => name === value);
      if (!schedule) throw unknownValue(SCHEDULE, "Grafana OnCall");
      const nowMs = context.clock.now();
      const dayOf = (timeMs: number) => new Date(timeMs).toISOString().slice(0, 10);
      // A shift of the night began the day before; the days are read in the schedule's own time zone.
      const days = { start_date: dayOf(nowMs - DAY_MS), end_date: dayOf(nowMs + DAY_MS) };
      const shifts = await service.get(finalShifts, [...path, schedule.id, "final_shifts"], context, days);
      return shifts.results
        .filter((shift) => Date.parse(shift.shift_start) <= nowMs && nowMs < Date.parse(shift.shift_end))
        .map(({ user_username, shift_start, shift_end }) => ({
          type: "on-call" as const,
          text: `${shown(user_username)} is on call until ${utcTime(shift_end, nowMs)} (${shown(schedule.name)})`,
          at: shift_start,
          until: shift_end,
        }));
    },
  });
}

/** The public ids of OnCall: a letter for what it is, then capitals and digits. */
const SCHEDULE_ID = /^S[A-Z0-9]{8,20}$/;

const oneSchedule = z.object({ id: z.string(), name: z.string() });
const schedules = z.object({ results: z.array(oneSchedule) });
const finalShifts = z.object({
  results: z.array(z.object({ user_username: z.string(), shift_start: z.string(), shift_end: z.string() })),
});

import { fakeService } from "./fake-service.ts";

/** A schedule of Grafana OnCall with three shifts, the second of which is now. */
export async function fakeGrafanaOncall(token: string) {
  const state = { onCall: "ana" };
  const schedule = {
    id: "SBM7DV7BKFUYU",
    name: "Payments primary",
    type: "web",
    team_id: null,
    time_zone: "Europe/London",
    on_call_now: ["UC2CHRT5SD34X"],
    slack: { channel_id: "MEOW_SLACK_ID", user_group_id: "MEOW_SLACK_ID" },
  };
  const page = (results: readonly unknown[]) => ({ count: results.length, next: null, previous: null, results });
  const shift = (user_username: string, shift_start: string, shift_end: string) => ({
    user_pk: "UC2CHRT5SD34X",
    user_email: `${user_username}@acme.example`,
    user_username,
    shift_start,
    shift_end,
  });
  const fake = await fakeService({
    credentials: ["authorization", token],
    answer(path, query) {
      const below = path.slice(3).join("/");
      if (path.slice(0, 3).join("/") !== "api/v1/schedules") return undefined;
      if (below === "") return page(query.get("name") === schedule.name ? [schedule] : []);
      if (below === schedule.id) return schedule;
      if (below !== `${schedule.id}/final_shifts` || query.get("start_date") !== "2026-11-19") return undefined;
      return page([
        shift("mira", "2026-11-19T08:00:00Z", "2026-11-19T20:00:00Z"),
        shift(state.onCall, "2026-11-19T20:00:00Z", "2026-11-20T08:00:00Z"),
        shift("mira", "2026-11-20T08:00:00Z", "2026-11-20T20:00:00Z"),
      ]);
    },
  });
  return { ...fake, state };
}

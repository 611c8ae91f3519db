import { fakeService } from "./fake-service.ts";

const NOW = { start: "2026-11-19T08:00:00Z", end: "2026-11-20T08:00:00Z" };

/** One service at PagerDuty, with an escalation policy of two levels. */
export async function fakePagerduty(token: string) {
  const state = {
    onCall: "Ana Sousa",
    key: "b50bb9bb4c84492c901bb4ad4bd6bb20",
  };
  const policy = {
    id: "PANZZEQ",
    type: "escalation_policy_reference",
    summary: "Payments",
    self: null,
    html_url: null,
  };
  const service = () => ({
    id: "PIJ90N7",
    name: "Payments",
    status: "active",
    escalation_policy: policy,
    html_url: "https://acme.pagerduty.com/service-directory/PIJ90N7",
    integrations: [{ id: "PQ12345", type: "events_api_v2_inbound_integration", integration_key: state.key }],
  });
  const onCall = (level: number, summary: string, times: object) => ({
    escalation_policy: policy,
    escalation_level: level,
    schedule: {
      id: "PI7DH85",
      type: "schedule_reference",
      summary: "Payments primary",
      html_url: "https://acme.pagerduty.com/schedules/PI7DH85",
    },
    user: { id: "PT23IWX", type: "user", summary, name: summary, email: "ana@acme.example", html_url: null },
    ...times,
  });
  const fake = await fakeService({
    credentials: ["authorization", `Token token=${token}`],
    answer(path, query) {
      const page = { limit: 100, offset: 0, more: false, total: null };
      if (path.join("/") === "services/PIJ90N7") return { service: service() };
      if (path.join("/") === "services") return { services: [{ ...service(), integrations: [] }, service()], ...page };
      if (path.join("/") !== "oncalls" || query.get("escalation_policy_ids[]") !== policy.id) return undefined;
      return { oncalls: [onCall(1, state.onCall, NOW), onCall(2, "Boss", { start: null, end: null })], ...page };
    },
  });
  return { ...fake, state };
}

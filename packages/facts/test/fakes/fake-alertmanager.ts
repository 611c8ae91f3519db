import { fakeService } from "./fake-service.ts";

interface FakeAlert {
  readonly alertname: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly summary: string;
}

/** An Alertmanager that matches labels by equality, behind a proxy that asks for a token. */
export async function fakeAlertmanager(token: string) {
  const state = {
    alerts: [
      {
        alertname: "HighErrorRate",
        labels: { service: "payment-service", severity: "critical", cluster: "eu" },
        startsAt: "2026-11-20T05:30:00.123456789Z",
        summary: "5 % of requests fail",
      },
      { alertname: "DiskFull", labels: { service: "search" }, startsAt: "2026-11-20T05:00:00Z", summary: "full" },
    ] as readonly FakeAlert[],
  };
  const fake = await fakeService({
    credentials: ["authorization", `Bearer ${token}`],
    answer(path, query) {
      if (path.join("/") !== "api/v2/alerts" || query.get("silenced") !== "false") return undefined;
      const matchers = query.getAll("filter").map((text) => /^(\w+)="(.*)"$/s.exec(text));
      return state.alerts
        .filter(({ labels }) => matchers.every((match) => match && labels[match[1] ?? ""] === match[2]))
        .map(({ alertname, labels, startsAt, summary }) => ({
          fingerprint: "9d9c6f6b1a4d8a4b",
          labels: { alertname, ...labels },
          annotations: { summary, runbook_url: "https://runbooks.acme.example" },
          startsAt,
          endsAt: "2026-11-20T06:04:00Z",
          updatedAt: "2026-11-20T06:00:00Z",
          status: { state: "active", silencedBy: [], inhibitedBy: [] },
          receivers: [{ name: "payments" }],
          generatorURL: "https://prometheus.acme.example/graph?g0.expr=up",
        }));
    },
  });
  return { ...fake, state };
}

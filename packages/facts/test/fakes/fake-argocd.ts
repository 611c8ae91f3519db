import { fakeService } from "./fake-service.ts";

/** An Argo CD server with one application. */
export async function fakeArgocd(token: string) {
  const state = { revision: "acb5820ced9479c074f688cc328bf03f341a511d", health: "Healthy", sync: "Synced", by: "mira" };
  const application = () => ({
    metadata: { name: "payment-service-prod", namespace: "argocd", labels: { app: "payment-service" } },
    spec: {
      project: "payments",
      source: { repoURL: "https://github.com/acme/deploy", path: "payments", targetRevision: "HEAD" },
      destination: { server: "https://kubernetes.default.svc", namespace: "payments" },
    },
    status: {
      sync: { status: state.sync, revision: state.revision },
      health: { status: state.health },
      reconciledAt: "2026-11-20T05:59:00Z",
      history: [
        { id: 0, revision: "1111111ced9479c074f688cc328bf03f341a511d", deployedAt: "2026-11-18T05:00:00Z" },
        { id: 1, revision: state.revision, deployedAt: "2026-11-20T05:00:00Z", initiatedBy: { username: state.by } },
      ],
    },
  });
  const fake = await fakeService({
    credentials: ["authorization", `Bearer ${token}`],
    answer(path, query) {
      if (path.join("/") === "api/v1/applications/payment-service-prod") return application();
      if (path.join("/") !== "api/v1/applications") return undefined;
      return { metadata: {}, items: query.get("selector") === "app=payment-service" ? [application()] : null };
    },
  });
  return { ...fake, state };
}

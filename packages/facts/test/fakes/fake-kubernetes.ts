import { fakeService } from "./fake-service.ts";

/** The API server of a cluster with one deployment, in the namespace payments. */
export async function fakeKubernetes(token: string) {
  const state = {
    name: "payment-service",
    generation: 4,
    observed: 4,
    replicas: 3,
    updated: 3,
    ready: 3,
    reason: "NewReplicaSetAvailable",
  };
  const deployment = () => ({
    metadata: { name: state.name, namespace: "payments", generation: state.generation, labels: {} },
    spec: { replicas: 3, selector: {}, template: {} },
    status: {
      observedGeneration: state.observed,
      replicas: state.replicas,
      updatedReplicas: state.updated,
      ...(state.ready > 0 && { readyReplicas: state.ready, availableReplicas: state.ready }),
      conditions: [
        {
          type: "Available",
          status: "True",
          reason: "MinimumReplicasAvailable",
          lastUpdateTime: "2026-11-01T05:00:00Z",
        },
        { type: "Progressing", status: "True", reason: state.reason, lastUpdateTime: "2026-11-20T05:00:00Z" },
      ],
    },
  });
  const fake = await fakeService({
    credentials: ["authorization", `Bearer ${token}`],
    answer(path, query) {
      const list = path.join("/");
      const isList = ["apis/apps/v1/namespaces/payments/deployments", "apis/apps/v1/deployments"].includes(list);
      const isEmpty = list === "apis/apps/v1/namespaces/shop/deployments";
      if (!isList && !isEmpty) return undefined;
      const selectors = ["backstage.io/kubernetes-id=payment-service", "app=payment-service"];
      const isSelected = isList && selectors.includes(query.get("labelSelector") ?? "");
      return { kind: "DeploymentList", apiVersion: "apps/v1", metadata: {}, items: isSelected ? [deployment()] : [] };
    },
  });
  return { ...fake, state };
}

import { fakeService } from "./fake-service.ts";

/** A SonarQube server with the project acme_payment-service. */
export async function fakeSonarqube(token: string) {
  const state = { status: "OK", failing: [] as readonly string[] };
  const fake = await fakeService({
    credentials: ["authorization", `Bearer ${token}`],
    answer(path, query) {
      if (path.join("/") !== "api/qualitygates/project_status") return undefined;
      if (query.get("projectKey") !== "acme_payment-service") return undefined;
      const condition = (status: string) => (metricKey: string) => ({
        status,
        metricKey,
        comparator: "LT",
        errorThreshold: "80",
        actualValue: "71.3",
      });
      const conditions = [...state.failing.map(condition("ERROR")), condition("OK")("new_bugs")];
      return { projectStatus: { status: state.status, conditions, ignoredConditions: false, caycStatus: "compliant" } };
    },
  });
  return { ...fake, state };
}

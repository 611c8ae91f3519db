import { fakeService } from "./fake-service.ts";

const mira = { login: "mira", id: 1, type: "User", html_url: "https://github.com/mira" };

/** The repository acme/payment-service at GitHub: its deployments, and runs of its workflow deploy.yml. */
export async function fakeGithub(token: string) {
  const state = { ref: "v1.42", deployed: "success", status: "completed", conclusion: "success" as string | null };
  const deployment = (id: number, environment: string, ref: string, created_at: string) => ({
    id,
    sha: "a84d88e7554fc1fa21bcbc4efae3c782a70d2b9d",
    ref,
    task: "deploy",
    environment,
    description: null,
    creator: mira,
    created_at,
    updated_at: created_at,
  });
  const fake = await fakeService({
    credentials: ["authorization", `Bearer ${token}`],
    answer(path) {
      if (path.slice(0, 3).join("/") !== "repos/acme/payment-service") return undefined;
      const below = path.slice(3).join("/");
      if (below === "deployments")
        return [
          deployment(3, "prod", state.ref, "2026-11-20T05:00:00Z"),
          deployment(2, "staging", "a84d88e7554fc1fa21bcbc4efae3c782a70d2b9d", "2026-11-20T04:00:00Z"),
          deployment(1, "prod", "v1.41", "2026-11-18T04:00:00Z"),
        ];
      const id = /^deployments\/(\d+)\/statuses$/.exec(below)?.[1];
      if (id === "2") return [];
      if (id)
        return [
          {
            id: 7,
            state: state.deployed,
            creator: mira,
            environment: "prod",
            created_at: "2026-11-20T05:04:00Z",
            environment_url: "",
            log_url: "https://github.com/acme/payment-service/actions/runs/30433642",
            target_url: "",
          },
        ];
      if (below !== "actions/workflows/deploy.yml/runs") return undefined;
      const run = {
        id: 30433642,
        name: "Deploy",
        run_number: 562,
        event: "push",
        status: state.status,
        conclusion: state.conclusion,
        head_branch: "main",
        head_sha: "acb5820ced9479c074f688cc328bf03f341a511d",
        html_url: "https://github.com/acme/payment-service/actions/runs/30433642",
        created_at: "2026-11-20T05:00:00Z",
        updated_at: "2026-11-20T05:04:00Z",
        actor: mira,
      };
      return { total_count: 1, workflow_runs: [run] };
    },
  });
  return { ...fake, state };
}

// The demo company as an organisation of a GitHub that runs on this machine: `npm run demo:github`.
import { createHmac } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ask } from "@callboard/answers";
import { openCatalog } from "@callboard/core";
import { githubProvider } from "@callboard/providers/github";
import type { FakeRepository } from "../packages/providers/test/github/fake-github-state.ts";
import { startFakeGithub } from "../packages/providers/test/github/start-fake-github.ts";

const acme = fileURLToPath(new URL("../examples/acme", import.meta.url));
const token = "ghp_demo";
const webhookSecret = "demo";

const fake = await startFakeGithub({ token });
fake.organization("acme");
for (const [name, files] of repositories()) fake.repository(`acme/${name}`, files);

const github = githubProvider({
  organizations: ["acme"],
  auth: { token },
  baseUrl: fake.baseUrl,
  paths: ["catalog-info*.yaml"],
  webhookSecret,
});
const catalog = await openCatalog({ providers: [github], schedule: { watch: true } });
console.log(
  `Read ${catalog.query({ limit: 1 }).total} entities of ${fake.repositories.length} repositories with ${fake.requests.length} requests.\n`,
);
console.log(ask(catalog, "who owns payment-service").text);

const repository = fake.find("acme/payments-payment-service");
const descriptor = String(repository.files.get("catalog-info.yaml"));
repository.files.set("catalog-info.yaml", descriptor.replace(/owner: \S+/, "owner: billing"));
const changed = new Promise((resolve) => catalog.subscribe(({ type }) => type === "changed" && resolve(type)));
await push(repository);
await changed;
console.log("\nA push to acme/payments-payment-service names another owner.\n");
console.log(ask(catalog, "who owns payment-service").text);

await catalog.close();
fake.close();

/** One repository for each folder of the demo company that has descriptors. */
function repositories(): ReadonlyMap<string, Record<string, string>> {
  const found = new Map<string, Record<string, string>>();
  for (const path of readdirSync(acme, { recursive: true, encoding: "utf8" }).sort()) {
    const [, folder = "", file] = /^(.+)[\\/](catalog-info[^\\/]*\.yaml)$/.exec(path) ?? [];
    if (file === undefined || folder.includes("skeleton")) continue;
    const name = folder.replaceAll(/[\\/]/g, "-");
    const files = found.get(name) ?? {};
    found.set(name, files);
    files[file] = readFileSync(join(acme, folder, file), "utf8");
  }
  return found;
}

async function push({ id, name, owner, branch }: FakeRepository): Promise<void> {
  const described = { node_id: id, name, owner: { login: owner }, private: true, default_branch: branch };
  const commits = [{ modified: ["catalog-info.yaml"] }];
  const body = JSON.stringify({ ref: `refs/heads/${branch}`, commits, repository: described });
  const signature = createHmac("sha256", webhookSecret).update(body).digest("hex");
  const headers = { "x-github-event": "push", "x-hub-signature-256": `sha256=${signature}` };
  await github.webhook(new Request("http://catalog.example/", { method: "POST", body, headers }));
}

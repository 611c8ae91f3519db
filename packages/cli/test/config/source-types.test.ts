import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/read-config.ts";
import { catalogFolder } from "../catalog-folder.ts";

async function read(yaml: string, env: Record<string, string> = {}) {
  const found = await readConfig({ cwd: await catalogFolder({ "callboard.yaml": yaml }), env });
  if (!found) throw new Error("There is a configuration.");
  return found;
}

const EVERY_TYPE = `
sources:
  - type: github
    organizations: [acme, { name: acme-labs, namespace: labs }]
    auth: { token: "\${env:GH}" }
    paths: [catalog-info.yaml, "services/*/catalog-info.yaml"]
    filters: { topics: { include: [catalog] }, visibility: [private], archived: true, names: { exclude: ["old-*"] } }
    teams: true
    webhookSecret: plain-webhook-secret
    schedule: { everyMs: 60000, watch: true }
  - type: github
    name: enterprise
    organizations: [acme]
    auth: { appId: 17, privateKey: "\${env:PEM}" }
    baseUrl: https://ghe.example.com/api/v3
  - type: gitlab
    groups: [acme/platform]
    token: plain-gitlab-token
    webhookSecret: plain-hook-token
  - type: git
    url: https://git.example.com/acme/catalog.git
    token: plain-git-token
    cacheFolder: .cache
  - type: http
    urls: [https://files.example.com/a.yaml]
    headers: { files.example.com: { authorization: Bearer plain-http-token } }
  - type: s3
    bucket: catalog
    endpoint: https://minio.example.com
    credentials: { accessKeyId: plain-key-id, secretAccessKey: plain-secret-key }
    rules: [{ allow: [Group, User] }]
  - type: backstage
    baseUrl: https://backstage.example.com
    token: plain-backstage-token
  - type: scan
    root: ./checkout
`;

describe("sources in a configuration", () => {
  it("may be of every type, with a schedule and rules of their own", async () => {
    const { config } = await read(EVERY_TYPE, { GH: "ghp_canary", PEM: "pem-canary" });
    expect(config.sources.map(({ type, schedule }) => [type, schedule])).toEqual([
      ["github", { everyMs: 60_000, watch: true }],
      ["github", undefined],
      ["gitlab", undefined],
      ["git", undefined],
      ["http", undefined],
      ["s3", undefined],
      ["backstage", undefined],
      ["scan", undefined],
    ]);
  });

  it("S37: have their secrets masked wherever they come from", async () => {
    const { shown, secrets } = await read(EVERY_TYPE, { GH: "ghp_canary", PEM: "pem-canary" });
    const hidden = [
      "ghp_canary",
      "pem-canary",
      "plain-gitlab-token",
      "plain-git-token",
      "Bearer plain-http-token",
      "plain-key-id",
      "plain-secret-key",
      "plain-backstage-token",
      "plain-webhook-secret",
      "plain-hook-token",
    ];
    expect([...secrets].sort()).toEqual([...hidden].sort());
    for (const secret of hidden) expect(JSON.stringify(shown)).not.toContain(secret);
    expect(JSON.stringify(shown)).toContain('"auth":{"token":"***"}');
  });

  it("take the fields of their own type only, and suggest no other type's", async () => {
    await expect(read("sources: [{ type: s3, bucket: b, prefixs: [a] }]")).rejects.toThrow(
      "sources[0].prefixs is not a known field. Did you mean prefixes?",
    );
    await expect(read("sources: [{ type: gitlab, groups: [a], bucket: b }]")).rejects.toThrow(
      /sources\[0\]\.bucket is not a known field\. The fields here are: type, groups, token, /,
    );
    await expect(read("sources: [{ type: github, organizations: [a], auth: { token: t, appId: 3 } }]")).rejects.toThrow(
      "sources[0].auth",
    );
  });
});

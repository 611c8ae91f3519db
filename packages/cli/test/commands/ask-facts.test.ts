import { describe, expect, it } from "vitest";
import { catalogFolder, component, group } from "../catalog-folder.ts";
import { onCallService } from "../on-call-service.ts";
import { runCommand } from "../run-command.ts";

const TOKEN = "u+a-secret-token";
const env = { PD: TOKEN };
const NAMES = ["web", "api", "jobs"];

/** A catalog of three components and their configuration, with an account of PagerDuty at this address. */
function folderWith(baseUrl: string, more = ""): Promise<string> {
  const descriptors = NAMES.map((name) => {
    const annotations = { "pagerduty.com/service-id": `P${name.toUpperCase()}` };
    return component(name, {}, { annotations });
  });
  return catalogFolder({
    "catalog/catalog-info.yaml": descriptors.join("") + group("shop"),
    "callboard.yaml":
      "sources: [{ type: file, root: ./catalog }]\n" +
      `facts:\n  - { type: pagerduty, token: "\${env:PD}", baseUrl: "${baseUrl}" }\n${more}`,
  });
}

describe("callboard ask with live facts", () => {
  it("says who is on call", async () => {
    const { baseUrl } = await onCallService(TOKEN);
    const cwd = await folderWith(baseUrl);
    const { code, stdout } = await runCommand(["ask", "who is on call for web"], { cwd, env });
    expect(code).toBe(0);
    expect(stdout).toContain("On call for web (service):\n  Ana Sousa is on call (Shop) · pagerduty");
  });

  it("answers without a service that is too slow, and says so", async () => {
    const { baseUrl, asked } = await onCallService(TOKEN, () => {});
    const cwd = await folderWith(baseUrl);
    const { code, stdout } = await runCommand(["ask", "who is on call for web"], { cwd, env });
    expect(code).toBe(0);
    expect(stdout).toContain("Not read just now: pagerduty (pagerduty did not answer within 800 ms)");
    expect(stdout).toContain("Or reach its owner: shop");
    expect(asked).toEqual(["/services/PWEB"]);
  });

  it("asks no service for a question that shows no facts, nor for the demo or a catalog that options name", async () => {
    const { baseUrl, asked } = await onCallService(TOKEN);
    const cwd = await folderWith(baseUrl);
    await runCommand(["ask", "what depends on web"], { cwd, env });
    await runCommand(["ask", "--demo", "who is on call for payment-service"], { cwd, env });
    const { stdout } = await runCommand(["ask", "--catalog", "catalog", "who is on call for web"], { cwd, env });
    expect(stdout).toContain("web");
    expect(asked).toEqual([]);
  });

  it("S37: shows the token nowhere", async () => {
    const { baseUrl } = await onCallService("another-token");
    const cwd = await folderWith(baseUrl);
    const commands = [
      ["ask", "--debug", "who is on call for web"],
      ["config", "print"],
      ["config", "print", "--explain", "--format", "json"],
    ];
    for (const command of commands) {
      const { stdout, stderr } = await runCommand(command, { cwd, env });
      expect(stdout + stderr).toMatch(/does not accept the token|\*\*\*/);
      expect(stdout + stderr).not.toContain(TOKEN);
    }
    const unusable = await runCommand(["ask", "--debug", "who owns web"], { cwd, env: { PD: `${TOKEN}\nx` } });
    expect(unusable.code).toBe(2);
    expect(unusable.stderr).toContain("callboard.yaml:3:13: facts[0]: The authorization header for PagerDuty");
    expect(unusable.stderr).not.toContain(TOKEN);
  });

  it("names each source that cannot be used, with its place", async () => {
    const cwd = await folderWith(
      "https://pd.example",
      "  - { type: pagerduty, token: second-token }\n" +
        "  - { type: kubernetes, token: third-token, baseUrl: https://k8s.example, namespaces: [] }\n",
    );
    const { code, stderr } = await runCommand(["ask", "who owns web"], { cwd, env });
    expect(code).toBe(2);
    expect(stderr).toBe(
      "callboard: The configuration has 2 errors:\n" +
        "  callboard.yaml:4:13: facts[1]: There is a source of facts pagerduty already. " +
        "Give this one another account, instance, cluster or name, or remove it.\n" +
        "  callboard.yaml:5:13: facts[2]: Kubernetes facts take 1 to 20 namespaces. " +
        'Name them, or write "all".\n',
    );
  });
});

describe("callboard ask --stdin with live facts", () => {
  it("reads the facts of several rows at the same time, and keeps their order", async () => {
    const held: (() => void)[] = [];
    // None is answered before all are asked for.
    const { baseUrl } = await onCallService(TOKEN, (path, answer) => {
      if (!path.startsWith("/services/")) return answer();
      held.unshift(answer);
      if (held.length === NAMES.length) for (const send of held) send();
    });
    const cwd = await folderWith(baseUrl);
    const rows = NAMES.map((name) => `${JSON.stringify({ text: `who is on call for ${name}` })}\n`);
    const { code, stdout } = await runCommand(["ask", "--stdin"], { cwd, env, stdin: `${rows.join("")}no row\n` });
    expect(code).toBe(2);
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { entity: "component:default/web", text: expect.stringContaining("Ana Sousa is on call") },
      { entity: "component:default/api", text: expect.stringContaining("PAPI is on call") },
      { entity: "component:default/jobs", text: expect.stringContaining("PJOBS is on call") },
      { line: 4, error: expect.stringContaining("row") },
    ]);
  });
});

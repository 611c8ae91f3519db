import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = join(import.meta.dirname, "..");
const read = (name: string) => readFileSync(join(root, "examples/docker", name), "utf8");
const INSTRUCTIONS = /^(FROM|WORKDIR|ENV|RUN|COPY|USER|VOLUME|EXPOSE|STOPSIGNAL|HEALTHCHECK|ENTRYPOINT|CMD) /;

describe("examples/docker", () => {
  it("has a Dockerfile of known instructions that ends as a user who is not root", () => {
    const lines = read("Dockerfile")
      .replaceAll(/\\\n\s*/g, "")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect(lines.filter((line) => !INSTRUCTIONS.test(line))).toEqual([]);
    expect(lines.findLast((line) => line.startsWith("USER "))).toBe("USER node");
    expect(lines.filter((line) => /^FROM \S+$|^FROM \S+:latest/.test(line) && !line.includes(":24"))).toEqual([]);
    for (const line of lines.filter((one) => /^(ENTRYPOINT|CMD) /.test(one)))
      expect(() => JSON.parse(line.replace(/^\w+ /, ""))).not.toThrow();
  });

  it("has a compose file that gives the process no more than it needs", () => {
    expect(parse(read("compose.yaml")).services.callboard).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      ports: ["127.0.0.1:7007:7007"],
    });
  });

  it("S37: has a configuration that the command takes, and whose token it does not show", () => {
    const command = ["packages/cli/bin/callboard.mjs", "config", "print", "--config", "examples/docker/callboard.yaml"];
    const env = { ...process.env, CALLBOARD_TOKEN: "0123456789abcdef" };
    const { status, stdout } = spawnSync(process.execPath, command, { cwd: root, env, encoding: "utf8" });
    expect(status).toBe(0);
    expect(stdout).toContain('token: "***"');
    expect(stdout).not.toContain("0123456789abcdef");
  });
});

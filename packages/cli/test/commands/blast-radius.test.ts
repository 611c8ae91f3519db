import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogFolder, component } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

describe("callboard blast-radius", () => {
  it("fits on a screen, and says what breaks and whom to call", async () => {
    const { code, stdout } = await runCommand(["--demo", "blast-radius", "resource:payments-db"]);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split("\n").length).toBeLessThanOrEqual(26);
    expect(stdout).toMatch(/is down: \d+ break/);
    expect(stdout).toContain("Call now: ");
  });

  it("prints the result of the SDK as JSON, for a mode and an environment", async () => {
    const args = ["--mode", "read-only", "--env", "prod", "--max-distance", "1", "--limit", "1", "--format", "json"];
    const { json } = await runCommand(["blast-radius", "payments-db", "--demo", ...args]);
    const radius = json() as { affected: unknown[]; byDistance: number[] };
    expect(radius).toMatchObject({
      roots: ["resource:default/payments-db"],
      mode: "read-only",
      environment: "prod",
      truncated: { reason: "limit" },
    });
    expect(radius.affected).toHaveLength(1);
    expect(radius.byDistance).toHaveLength(2);
  });

  it("shows in text what the options say, as JSON does", async () => {
    const near = await runCommand(["--demo", "blast-radius", "payments-db", "--max-distance", "1"]);
    expect(near.stdout).toContain("payment-service");
    expect(near.stdout).not.toContain("web-shop");
    const readOnly = await runCommand([
      "--demo",
      "blast-radius",
      "payments-db",
      "--mode",
      "read-only",
      "--env",
      "prod",
    ]);
    expect(readOnly.stdout).toMatch(/is read-only in prod: /);
  });

  it("takes several roots", async () => {
    const { json } = await runCommand(["blast-radius", "payments-db", "orders-db", "--demo", "--format", "json"]);
    expect(json()).toMatchObject({ roots: ["resource:default/payments-db", "resource:default/orders-db"] });
  });

  it("S12: ends in a circle of needs, and reaches each entity once", async () => {
    const folder = await catalogFolder({
      "catalog-info.yaml":
        component("a", { dependsOn: ["component:b"] }) +
        component("b", { dependsOn: ["component:a"] }) +
        component("c", { dependsOn: ["component:c", "component:a"] }),
    });
    const { code, json } = await runCommand(["blast-radius", "component:a", "--catalog", folder, "--format", "json"]);
    expect(code).toBe(0);
    expect(json()).toMatchObject({ total: 2 });
    expect((await runCommand(["blast-radius", "component:a", "--catalog", folder])).stdout).toContain("2 break");
  });

  it("ends with 2 for a mode that does not exist, and names those that do", async () => {
    const { code, stderr } = await runCommand(["blast-radius", "payments-db", "--demo", "--mode", "broken"]);
    expect(code).toBe(2);
    expect(stderr).toContain("down, read-only, slow, bad-deploy");
  });
});

describe("callboard blast-radius as a picture", () => {
  it.each([
    ["dot", /^digraph picture \{/],
    ["mermaid", /^---\ntitle: "payments-db is down: /],
    ["svg", /^<svg xmlns/],
  ])("prints %s", async (format, start) => {
    const { code, stdout, stderr } = await runCommand(["--demo", "blast-radius", "payments-db", "--format", format]);
    expect(code).toBe(0);
    expect(stdout).toMatch(start);
    expect(stdout).not.toContain("Demo catalog");
    expect(stderr).toContain("Demo catalog");
  });

  it("shows what the options say", async () => {
    const args = ["--mode", "read-only", "--env", "prod", "--max-distance", "1", "--theme", "dark", "--format", "svg"];
    const { stdout } = await runCommand(["--demo", "blast-radius", "payments-db", ...args]);
    expect(stdout).toContain(">payments-db is read-only in prod: ");
    expect(stdout).toContain('fill="#0f141b"');
    expect(stdout).not.toContain("web-shop");
  });

  it("writes a PNG into a file", async () => {
    const folder = await catalogFolder({
      "catalog-info.yaml": component("a") + component("b", { dependsOn: ["component:a"] }),
    });
    const args = ["--catalog", folder, "--format", "png", "--out", "a.png"];
    const { code, stdout } = await runCommand(["blast-radius", "a", ...args], { cwd: folder });
    expect([code, stdout]).toEqual([0, ""]);
    expect((await readFile(join(folder, "a.png"))).subarray(1, 4).toString()).toBe("PNG");
  });

  it("ends with 2 where a PNG would go to a terminal, and where there is no picture to write", async () => {
    const terminal = { tty: { stdout: true } };
    const onTerminal = await runCommand(["--demo", "blast-radius", "payments-db", "--format", "png"], terminal);
    expect([onTerminal.code, onTerminal.stdout]).toEqual([2, ""]);
    expect(onTerminal.stderr).toContain("--out");
    const noPicture = await runCommand(["--demo", "blast-radius", "payments-db", "--out", "x.svg"]);
    expect(noPicture.code).toBe(2);
    expect(noPicture.stderr).toContain("--format svg");
    const owner = await runCommand(["--demo", "owner", "payments-db", "--format", "svg"]);
    expect(owner.code).toBe(2);
  });
});

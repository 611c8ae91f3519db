import { describe, expect, it } from "vitest";
import { runCommand } from "../run-command.ts";

const query = (...args: readonly string[]) => runCommand(["query", "--demo", ...args]);

describe("callboard query", () => {
  it("lists what a filter matches, with type, lifecycle and owner", async () => {
    const { code, stdout } = await query("--filter", "kind=component,spec.type=website");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^component:default\/web-shop +website +production +group:default\/storefront$/m);
    expect(stdout).toMatch(/^3 entities$/m);
  });

  it("joins several filters with or, and orders by several keys", async () => {
    const args = [
      "--filter",
      "kind=domain",
      "--filter",
      "kind=system",
      "--order",
      "kind,desc",
      "--order",
      "metadata.name",
    ];
    const { json } = await query(...args, "--format", "json");
    const { items } = json() as { items: { kind: string; metadata: { name: string } }[] };
    const kinds = items.map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(["System", "Domain"]));
    expect(kinds).toEqual([...kinds].sort().reverse());
    const systems = items.filter(({ kind }) => kind === "System").map(({ metadata }) => metadata.name);
    expect(systems).toEqual([...systems].sort());
  });

  it("goes on with the cursor of a page", async () => {
    const first = (await query("--limit", "2", "--format", "json")).json() as {
      items: unknown[];
      total: number;
      next: string;
    };
    const second = await query("--limit", "2", "--cursor", first.next, "--format", "json");
    expect(second.json()).toMatchObject({ total: first.total });
    expect((second.json() as { items: unknown[] }).items).not.toEqual(first.items);
    expect((await query("--limit", "2")).stdout).toContain(`Next page: --cursor ${first.next}`);
  });

  it("names the command that lists the rest to a person", async () => {
    const argv = ["query", "--demo", "--filter", "kind=component", "--limit", "2"];
    const { stdout } = await runCommand(argv, { tty: { stdout: true }, columns: 80 });
    expect(stdout).not.toContain("--cursor");
    expect(stdout).toMatch(/All of them: callboard query --filter kind=component --limit \d+ --demo/);
  });

  it("counts an empty result as an answer", async () => {
    expect(await query("--filter", "kind=nothing")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^0 entities$/m),
    });
  });

  it("ends with 2 for a filter that cannot be read", async () => {
    const { code, stdout, stderr } = await query("--filter", "=service");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^callboard: /);
  });
});

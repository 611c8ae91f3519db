import { describe, expect, it } from "vitest";
import { catalogFolder, component } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

describe("callboard sources", () => {
  it("says of each source how complete and how fresh it is", async () => {
    const folder = await catalogFolder({
      "a/catalog-info.yaml": component("web"),
      "b/catalog-info.yaml": component("api"),
    });
    const { code, stdout } = await runCommand(["sources", "--catalog", "a", "--catalog", "b"], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^file:a {2}fresh {2}1 entity {2}1 document {2}0 problems {2}read just now$/m);
    expect(stdout).toMatch(/^file:b /m);
  });

  it("reads a place that is named twice once", async () => {
    const folder = await catalogFolder({ "catalog-info.yaml": component("web") });
    const { json } = await runCommand(["sources", "--catalog", ".", "--catalog", folder, "--format", "json"], {
      cwd: folder,
    });
    expect(json()).toHaveLength(1);
  });

  it("ends with 3 when a source is unreachable, and says which", async () => {
    const folder = await catalogFolder({ "a/catalog-info.yaml": component("web") });
    const result = await runCommand(["sources", "--catalog", "a", "--catalog", "gone", "--format", "json"], {
      cwd: folder,
    });
    expect(result.code).toBe(3);
    expect(result.json()).toMatchObject([
      { name: "file:a", state: "complete" },
      { name: "file:gone", state: "failed" },
    ]);
    expect(result.stderr).toMatch(/^file:gone could not be read: /);
  });
});

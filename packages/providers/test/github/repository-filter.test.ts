import { describe, expect, it } from "vitest";
import { repositoryFilter } from "../../src/github/repository-filter.ts";

const repository = {
  name: "svc-web",
  topics: ["web", "pci"],
  visibility: "private",
  isArchived: false,
  isFork: false,
} as const;

describe("repositoryFilter", () => {
  it.each([
    [undefined, true],
    [{ topics: { include: ["WEB"] } }, true],
    [{ topics: { include: ["api"] } }, false],
    [{ topics: { include: [] } }, false],
    [{ topics: { exclude: ["pci"] } }, false],
    [{ visibility: ["public", "internal"] as const }, false],
    [{ names: { include: ["svc-*"], exclude: ["*-api"] } }, true],
    [{ names: { exclude: ["SVC-*"] } }, false],
  ])("with %j says %s", (filters, accepted) => {
    expect(repositoryFilter(filters)(repository)).toBe(accepted);
  });

  it.each(["isArchived", "isFork"] as const)("leaves out what has %s unless told", (field) => {
    const one = { ...repository, [field]: true };
    expect(repositoryFilter()(one)).toBe(false);
    expect(repositoryFilter({ archived: true, forks: true })(one)).toBe(true);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entityName } from "../../src/github/entity-name.ts";

describe("entityName", () => {
  it.each(["payments", "mira-k", "a", "Team_1"])("leaves %s as it is", (login) => {
    expect(entityName(login)).toBe(login);
  });

  it("makes a name of anything, another for another", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(entityName(one)).toMatch(/^[a-z0-9](?:[\w.-]{0,61}[a-z0-9])?$/i);
        if (one !== other) expect(entityName(one)).not.toBe(entityName(other));
      }),
    );
  });
});

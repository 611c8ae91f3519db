import { entityRef } from "@callboard/core";
import { catalogOf } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { checkOptions } from "../../src/limits/check-options.ts";
import { readRefKey } from "../../src/render/encode-state.ts";
import { entityOptions } from "../../src/render/entity-options.ts";

describe("entityOptions", () => {
  it("groups what is found by kind, with titles, and namespaces other than the default one", () => {
    const view = catalogOf(
      "component:payments metadata.title=Pay",
      "api:payments",
      "component:retail/payments",
      "component:web",
    );
    const { option_groups: groups } = entityOptions(view, "payments");
    const shown = groups.map(({ label, options }) => [label.text, options.map(({ text }) => text.text).sort()]);
    expect(Object.fromEntries(shown)).toEqual({
      API: ["payments"],
      Component: ["Pay (payments)", "retail/payments"],
    });
    expect(groups.flatMap(({ options }) => options.flatMap(({ description }) => description?.text ?? []))).toEqual([
      "retail",
    ]);
  });

  it("offers at most 100, and nothing before anything is typed", () => {
    const view = catalogOf(...Array.from({ length: 150 }, (_, index) => `component:pay-${index}`));
    const options = entityOptions(view, "pay");
    expect(options.option_groups.flatMap((group) => group.options)).toHaveLength(100);
    expect(checkOptions(options)).toEqual([]);
    expect(entityOptions(view, " ")).toEqual({ option_groups: [] });
  });

  it("keys refs that are longer than a value may be", () => {
    const ref = entityRef(`component:default/pay-${"y".repeat(90)}`);
    const view = catalogOf(ref);
    const options = entityOptions(view, "pay");
    const value = options.option_groups[0]?.options[0]?.value;
    expect(checkOptions(options)).toEqual([]);
    expect(value).not.toBe(ref);
    expect(readRefKey(value, view)).toBe(ref);
  });
});

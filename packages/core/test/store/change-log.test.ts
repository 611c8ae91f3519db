import { describe, expect, it } from "vitest";
import { changesSince, trimLog } from "../../src/store/change-log.ts";
import { CHANGE_LOG_LIMIT } from "../../src/store/entity-store.ts";
import { logged } from "./stored.ts";

describe("changesSince", () => {
  const log = [logged(4), logged(5, "api"), logged(5, "web"), logged(6)];

  it("lists the entries after a revision, oldest first", () => {
    expect(changesSince(log, 4, 6)).toEqual([logged(5, "api"), logged(5, "web"), logged(6)]);
    expect(changesSince(log, 3, 6)).toEqual(log);
    expect(changesSince(log, 6, 6)).toEqual([]);
  });

  it("is undefined for a revision before the oldest entry, and for one still to come", () => {
    expect(changesSince(log, 2, 6)).toBeUndefined();
    expect(changesSince(log, 7, 6)).toBeUndefined();
  });

  it("is undefined for the oldest revision of a full log, whose first entries may be lost", () => {
    const full = Array.from({ length: CHANGE_LOG_LIMIT }, (_, index) => logged(index < 2 ? 8 : 9));
    expect(changesSince(full, 7, 9)).toBeUndefined();
    expect(changesSince(full, 8, 9)).toHaveLength(CHANGE_LOG_LIMIT - 2);
  });

  it("reaches back to nothing when nothing is logged", () => {
    expect(changesSince([], 6, 6)).toEqual([]);
    expect(changesSince([], 5, 6)).toBeUndefined();
    expect(changesSince([], 0, 0)).toEqual([]);
  });
});

describe("trimLog", () => {
  it("keeps the newest entries", () => {
    const log = Array.from({ length: CHANGE_LOG_LIMIT + 3 }, (_, index) => logged(index + 1));
    expect(trimLog(log)).toHaveLength(CHANGE_LOG_LIMIT);
    expect(trimLog(log)[0]?.revision).toBe(4);
  });
});

import type { Scenario } from "./simulate.ts";

/** The rows of the table, from everything declared to nothing annotated, and then what no declaration can say. */
export const scenarios: readonly Scenario[] = [
  { name: "all edges, all notes", declaration: {} },
  { name: "all edges, half of the notes", declaration: { notes: 0.5 } },
  { name: "the same, those of what is needed most", declaration: { notes: 0.5, mostNeededFirst: true } },
  { name: "all edges, no notes", declaration: { notes: 0 } },
  { name: "four in five edges, half of the notes", declaration: { edges: 0.8, notes: 0.5 } },
  { name: "the same, and 5 % stale edges", declaration: { edges: 0.8, notes: 0.5, stale: 0.05 } },
  { name: "four in five edges, all notes", declaration: { edges: 0.8 } },
  { name: "all notes but `when`", declaration: { without: "when" } },
  { name: "all notes but `needs`", declaration: { without: "needs" } },
  { name: "all notes but `anyOf`", declaration: { without: "anyOf" } },
  { name: "all notes but `in` and environments", declaration: { without: "in" } },
  { name: "a tenth of the calls are made by some requests only", declaration: {}, reality: { partialCalls: 0.1 } },
  { name: "services tell reads from writes of each other", declaration: {}, reality: { splitsCalls: true } },
  { name: "broken means that half of the requests fail", declaration: {}, reality: { brokenFrom: 0.5 } },
  { name: "the failure lasts a day", declaration: {}, reality: { minutes: 24 * 60 } },
];

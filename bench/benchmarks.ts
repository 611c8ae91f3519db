import { ask } from "./ask.ts";
import type { Benchmark } from "./benchmark.ts";
import { blastRadius } from "./blast-radius.ts";
import { bot } from "./bot.ts";
import { change } from "./change.ts";
import { graph } from "./graph.ts";
import { http } from "./http.ts";
import { openFiles } from "./open-files.ts";
import { openFromSnapshot } from "./open-snapshot.ts";
import { owner } from "./owner.ts";
import { query } from "./query.ts";
import { refresh } from "./refresh.ts";
import { reread } from "./reread.ts";
import { resolve } from "./resolve.ts";
import { search } from "./search.ts";
import { template } from "./template.ts";
import { validate } from "./validate.ts";

/** Every benchmark in the order it runs. The first writes the files that the others read. */
export const benchmarks: readonly Benchmark[] = [
  openFiles,
  openFromSnapshot,
  validate,
  blastRadius,
  owner,
  resolve,
  search,
  query,
  change,
  refresh,
  reread,
  ask,
  bot,
  http,
  graph,
  template,
];

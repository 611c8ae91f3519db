import { dirname, join } from "node:path";
import { readJsonLines } from "./json-lines.ts";
import { type CaseResult, judge, type Part } from "./part.ts";
import { compareAnswer } from "./queries/compare-answer.ts";
import { queryDepartures } from "./queries/departures.ts";
import { openQueryCatalog } from "./queries/query-catalog.ts";
import { readRequest } from "./queries/read-request.ts";
import type { RecordedQuery } from "./queries/recorded.ts";
import { runCall } from "./queries/run-call.ts";

/** Requests of the REST interface that read, as calls of the library. */
export const queries: Part = {
  name: "queries",
  files: /(^|\/)query-expected\.jsonl$/,
  departures: queryDepartures,
  async cases(file) {
    const catalog = await openQueryCatalog(join(dirname(file), "fixtures"));
    const entities = catalog.query({ limit: Number.POSITIVE_INFINITY }).items;
    let isAsRecorded = true;
    const results = (await readJsonLines<RecordedQuery>(file)).map((recorded): CaseResult => {
      const id = `${recorded.id} ${recorded.method} ${recorded.path} ${JSON.stringify(recorded.body ?? "")}`;
      // Once an entity is deleted over HTTP, this catalog is no longer the one that was asked.
      if (recorded.method === "DELETE" && recorded.path.startsWith("/entities/")) isAsRecorded = false;
      const call = isAsRecorded ? readRequest(recorded) : undefined;
      if (!call) return { id, verdict: { type: "not-run", because: "through HTTP, later" } };
      const observed = runCall(catalog, call);
      const one = { input: { call, entities }, recorded, observed };
      return { id, verdict: judge(one, compareAnswer(recorded, observed), queryDepartures) };
    });
    await catalog.close();
    return results;
  },
};

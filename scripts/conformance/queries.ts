import { dirname, join } from "node:path";
import { readJsonLines } from "./json-lines.ts";
import { type CaseResult, judge, type Part } from "./part.ts";
import { askApp } from "./queries/ask-app.ts";
import { compareAnswer } from "./queries/compare-answer.ts";
import { queryDepartures } from "./queries/departures.ts";
import { openQueryCatalog } from "./queries/query-catalog.ts";
import type { AskedRequest, RecordedQuery } from "./queries/recorded.ts";

/** Requests of the REST interface, sent to the routes in this process. */
export const queries: Part = {
  name: "queries",
  files: /(^|\/)query-expected\.jsonl$/,
  departures: queryDepartures,
  async cases(file) {
    const { catalog, app, withOurUids } = await openQueryCatalog(join(dirname(file), "fixtures"));
    const entities = catalog.query({ limit: Number.POSITIVE_INFINITY }).items;
    const results: CaseResult[] = [];
    const earlier: AskedRequest[] = [];
    // One after the other: some register locations that later ones list.
    for (const recorded of await readJsonLines<RecordedQuery>(file)) {
      const id = `${recorded.id} ${recorded.method} ${recorded.path} ${JSON.stringify(recorded.body ?? "")}`;
      const asked = { ...recorded, path: withOurUids(recorded.path) };
      const observed = await askApp(app, asked, recorded);
      const one = { input: { asked, entities, earlier: [...earlier] }, recorded, observed };
      results.push({ id, verdict: judge(one, compareAnswer(recorded, observed), queryDepartures) });
      earlier.push(asked);
    }
    await catalog.close();
    return results;
  },
};

import type { SourceStatus } from "@callboard/core";
import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { ago, plural } from "../output/ago.ts";
import { healthSpan } from "../output/health-span.ts";
import type { Line } from "../output/line.ts";
import { table } from "../output/table.ts";
import type { Session } from "../session.ts";

/** `callboard sources`. */
export function sources(session: Session): Promise<ExitCode> {
  return withCatalog(session, (view) => {
    const found = view.sources();
    session.output.data(found, () => sourceLines(found, session.io.now()));
    return EXIT.ok;
  });
}

function sourceLines(statuses: readonly SourceStatus[], now: number): readonly Line[] {
  return table(
    statuses.map(({ name, health, entities, documents, problems, lastReadAt }) => [
      name,
      healthSpan(health),
      plural(entities, "entity", "entities"),
      plural(documents, "document"),
      plural(problems, "problem"),
      lastReadAt === null ? "never read" : `read ${ago(lastReadAt, now)}`,
    ]),
  );
}

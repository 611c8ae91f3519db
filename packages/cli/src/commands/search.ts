import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { dim } from "../output/line.ts";
import { table } from "../output/table.ts";
import type { Session } from "../session.ts";

interface SearchCommandOptions {
  readonly kind?: readonly string[];
  readonly limit: number;
}

/** `callboard search TEXT`. No hit is a finding: a script that looks for something wants to know. */
export function search(session: Session, text: string, { kind, limit }: SearchCommandOptions): Promise<ExitCode> {
  return withCatalog(session, (view) => {
    const hits = view.search(text, { limit, ...(kind && { kinds: kind }) });
    session.output.data(hits, () =>
      table(hits.map((hit) => [hit.ref, hit.title ?? "", dim(`in ${hit.matched.join(", ")}`)])),
    );
    if (hits.length > 0) return EXIT.ok;
    session.output.note(`Nothing in the catalog matches ${JSON.stringify(text.slice(0, 80))}.`);
    return EXIT.findings;
  });
}

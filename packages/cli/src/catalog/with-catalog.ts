import type { Catalog, CatalogView } from "@callboard/core";
import { type ExitCode, worstOf } from "../exit-code.ts";
import { DEMO_MARK, type Session } from "../session.ts";
import { isDemo } from "./is-demo.ts";
import { openPlaces } from "./open-places.ts";
import { catalogPlaces, type Place } from "./places.ts";
import { sourceCodes, sourceNotes } from "./source-state.ts";

/**
 * Opens the catalog that the options name, for the time of one read. What was not read completely is said on stderr
 * and in the code.
 *
 * @param act gets the view, and the catalog it is of; null for a snapshot, which is only a view
 * @param places where to read instead
 */
export async function withCatalog(
  session: Session,
  act: (view: CatalogView, catalog: Catalog | null) => ExitCode | Promise<ExitCode>,
  places: readonly Place[] = catalogPlaces(session),
): Promise<ExitCode> {
  const { view, catalog, close } = await openPlaces(places, session);
  try {
    if (isDemo(view)) session.output.mark(DEMO_MARK);
    for (const note of sourceNotes(view.sources(), session.commandLine)) session.output.note(note);
    return worstOf([await act(view, catalog), ...sourceCodes(view.sources())]);
  } finally {
    await close();
  }
}

import type { CatalogView } from "@callboard/core";
import type { Session } from "../session.ts";
import { askedEnvironment } from "./asked-environment.ts";

/** The view, with incident questions counting in the default environment where none is asked for. */
export function withDefaultEnvironment(view: CatalogView, session: Session): CatalogView {
  const { environment } = askedEnvironment(session, undefined);
  if (environment === undefined) return view;
  return {
    ...view,
    blastRadius: (roots, options) => view.blastRadius(roots, { environment, ...options }),
    commonCauses: (symptoms, options) => view.commonCauses(symptoms, { environment, ...options }),
    exposure: (ref, options) => view.exposure(ref, { environment, ...options }),
  };
}

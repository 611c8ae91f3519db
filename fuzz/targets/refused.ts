import { CatalogError } from "@callboard/core";

/** What `act` returns; undefined when it refused its input on purpose. Anything else that it throws goes on. */
export function unlessRefused<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch (reason) {
    if (reason instanceof CatalogError && reason.message !== "") return undefined;
    throw reason;
  }
}

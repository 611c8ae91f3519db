import type { Surface } from "@callboard/answers";
import type { CatalogView } from "@callboard/core";

/** What rendering needs beside the answer. */
export interface RenderOptions {
  readonly surface: Surface;
  /** Milliseconds since 1970, for "2 min ago". */
  readonly now: number;
  /** `read-only` leaves out everything that can be clicked: for guests, strangers and shared channels. */
  readonly style?: "interactive" | "read-only";
  /** Where the catalog's pages are, for a button that opens the entity there. */
  readonly catalogUrl?: string;
  /** Environments to choose from; the menu is left out when there are fewer than two. */
  readonly environments?: readonly string[];
  /** True where a common cause stands above, whose owner is to be called before all others. */
  readonly isLed?: boolean;
  /** True where a template can be run, so that an answer about one has a button that opens its form. */
  readonly canRun?: boolean;
  /** What the answer was read from. With it, a card shows the tier and the links of its entity. */
  readonly view?: CatalogView;
}

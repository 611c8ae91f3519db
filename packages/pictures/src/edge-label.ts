import type { PictureEdge } from "./picture/picture.ts";
import { shortened } from "./text/shortened.ts";

/** How labels of edges are set, in pixels. */
export const EDGE_LABEL = { size: 10.5, weight: "regular", padding: 3, height: 15 } as const;

const WIDEST = 180;

/** What is written at an edge: `async`, `fallback`, `one of several`; empty for a plain need. */
export function edgeLabel({ type, relation, when, anyOf, evidence }: PictureEdge): string {
  if (type === "part") return shortened(inWords(relation), WIDEST, EDGE_LABEL.size, EDGE_LABEL.weight);
  return [
    ...(when === "always" ? [] : [when]),
    ...(anyOf ? ["one of several"] : []),
    ...(evidence === "declared" ? [] : [evidence]),
  ].join(", ");
}

/** `partOf` as people say it: `part of`. */
function inWords(relation: string): string {
  return relation.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

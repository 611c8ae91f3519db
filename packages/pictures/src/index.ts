export { dot, type LookOptions } from "./dot.ts";
export { mermaid } from "./mermaid.ts";
export { type BlastRadiusPictureOptions, blastRadiusPicture } from "./picture/blast-radius-picture.ts";
export type { LinkTo } from "./picture/entity-node.ts";
export type { FoldBy } from "./picture/fold.ts";
export { type NeighbourhoodPictureOptions, neighbourhoodPicture } from "./picture/neighbourhood-picture.ts";
export type { EntityNode, FoldedNode, Picture, PictureEdge, PictureNode, Role } from "./picture/picture.ts";
export { svg } from "./svg.ts";
export { PALETTES, type Palette, type Theme } from "./theme.ts";

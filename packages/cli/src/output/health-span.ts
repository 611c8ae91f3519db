import type { SourceHealth } from "@callboard/core";
import { green, red, type Span, yellow } from "./line.ts";

/** How a source is doing, in its colour. */
export function healthSpan(health: SourceHealth): Span {
  switch (health) {
    case "fresh":
      return green(health);
    case "stale":
    case "degraded":
      return yellow(health);
    case "failing":
      return red(health);
    default:
      return health satisfies never;
  }
}

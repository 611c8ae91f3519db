/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { ago } from "@callboard/answers";
import type { Site } from "./site.ts";

/** How long ago something was; the time itself is on the element. */
export function When({ site, at }: { readonly site: Pick<Site, "now">; readonly at: string }) {
  return (
    <time datetime={at} title={at}>
      {ago(at, site.now)}
    </time>
  );
}

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openCatalog } from "@callboard/core";
import { blastRadiusPicture, neighbourhoodPicture, svg } from "@callboard/pictures";
import { fileProvider } from "@callboard/providers/file";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The pictures of the documentation, drawn anew from the demo company: path from the root of the repository, content. */
export async function docsPictures(): Promise<ReadonlyMap<string, string>> {
  const catalog = await openCatalog({
    providers: [fileProvider({ root: join(root, "examples/acme") })],
    schedule: false,
  });
  try {
    const readOnly = { mode: "read-only", environment: "prod" } as const;
    return new Map([
      ["docs/images/payments-db-down.svg", await svg(blastRadiusPicture(catalog, "resource:payments-db"))],
      [
        "docs/images/payments-db-read-only.svg",
        await svg(blastRadiusPicture(catalog, "resource:payments-db", readOnly), { theme: "dark" }),
      ],
      ["docs/images/checkout-service.svg", await svg(neighbourhoodPicture(catalog, "component:checkout-service"))],
    ]);
  } finally {
    await catalog.close();
  }
}

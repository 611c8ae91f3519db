import { catalogFolder, component } from "./catalog-folder.ts";

/** A folder in which web needs checkout, and that, search and report need db. */
export function needingFolder(): Promise<string> {
  return catalogFolder({
    "catalog-info.yaml": [
      needing("web", "checkout"),
      needing("search", "db"),
      needing("checkout", "db"),
      needing("report", "db"),
      component("db"),
    ].join(""),
  });
}

function needing(name: string, ...needs: readonly string[]): string {
  return component(name, { dependsOn: needs.map((each) => `component:${each}`) });
}

import type { CatalogView } from "@callboard/core";
import { catalogOf } from "@callboard/core/testing";

/** Five entities in which every effect but one occurs. */
export function shop(): CatalogView {
  return catalogOf(
    "group:orders metadata.title=Orders",
    "group:web metadata.title=Storefront",
    "resource:orders-db ownedBy group:orders",
    "component:order-service dependsOn resource:orders-db needs=write",
    "component:order-service ownedBy group:orders",
    "component:order-service tag=tier-1",
    "component:web-shop dependsOn component:order-service",
    "component:web-shop ownedBy group:web",
    "component:receipts dependsOn component:order-service when=async",
    "component:advice dependsOn component:order-service when=fallback",
  );
}

const OWNERS = [
  "checkout",
  "payments",
  "billing",
  "search",
  "identity",
  "logistics",
  "storefront",
  "data",
  "platform",
  "care",
];
const NOTES = ["", "", "", " when=fallback", " when=async", " when=build", " anyOf=replicas", " evidence=observed"];

/** `count` entities that need `resource:main-db`, over up to a few hops; the same ones for the same count. */
export function organisation(count: number): CatalogView {
  let state = count;
  const below = (most: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * most);
  };
  const sentences = ["resource:main-db ownedBy group:platform", ...OWNERS.map((owner) => `group:${owner}`)];
  for (let index = 0; index < count; index++) {
    const entity = `component:service-${index}`;
    const needed = index < 5 || below(6) === 0 ? "resource:main-db" : `component:service-${below(index)}`;
    sentences.push(`${entity} dependsOn ${needed}${NOTES[below(NOTES.length)]}`);
    sentences.push(`${entity} ownedBy group:${OWNERS[below(OWNERS.length)]}`);
    if (below(3) === 0 && index > 5) sentences.push(`${entity} dependsOn component:service-${below(index)}`);
    if (below(3) === 0) sentences.push(`${entity} tag=tier-${1 + below(3)}`);
    if (below(4) === 0) sentences.push(`${entity} partOf system:system-${below(6)}`);
  }
  return catalogOf(...sentences);
}

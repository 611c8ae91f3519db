import type { Alert } from "./alert.ts";

/** An alert for each name that one of its labels lists: `services: cart, checkout`. The alert itself where none does. */
export function eachListed(alert: Alert): readonly Alert[] {
  const list = alert.names.find(({ label, value }) => LISTING.test(label) && value.includes(","));
  if (!list) return [alert];
  const values = list.value.split(",").flatMap((value) => value.trim() || []);
  return values.slice(0, MAX_LISTED).map((value) => ({ ...alert, names: [{ ...list, value }] }));
}

const LISTING = /(?:^|_)(?:services|components|apps|applications|entities)$/;
const MAX_LISTED = 20;

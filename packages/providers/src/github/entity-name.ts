import { createHash } from "node:crypto";

/** The longest name an entity may have. */
const MAX_CHARACTERS = 63;

/**
 * A login or the slug of a team as the name of an entity. What cannot be one as it is becomes one that ends in a few
 * letters of its hash, so that no two become the same.
 */
export function entityName(login: string): string {
  if (login.length <= MAX_CHARACTERS && /^[a-z0-9](?:[\w.-]*[a-z0-9])?$/i.test(login)) return login;
  const hash = createHash("sha256").update(login).digest("hex").slice(0, 6);
  const kept = login.replace(/[^a-z0-9_.-]+/gi, "-").slice(0, MAX_CHARACTERS - hash.length - 1);
  return `${kept.replace(/^[-_.]+/, "").replace(/[-_.]+$/, "") || "x"}-${hash}`;
}

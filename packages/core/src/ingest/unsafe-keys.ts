/**
 * True for keys that no mapping may have, at any depth: `__proto__` and `prototype`. Without `prototype` there is no
 * `constructor.prototype` either, so a key `constructor` alone is data like any other.
 */
export function isUnsafeKey(key: string): boolean {
  return key === "__proto__" || key === "prototype";
}

import { MASK } from "@callboard/core";
import { below, isMapping } from "../mapping.ts";

/** A value with its secrets masked: those at the places named, and user names and passwords in addresses. */
export function maskedValue(value: unknown, isSecret: (pointer: string) => boolean, pointer = ""): unknown {
  if (isSecret(pointer)) return MASK;
  if (typeof value === "string") return withoutUserinfo(value);
  if (Array.isArray(value)) return value.map((item, index) => maskedValue(item, isSecret, below(pointer, index)));
  if (!isMapping(value)) return value;
  const masked: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of Object.entries(value)) masked[key] = maskedValue(inner, isSecret, below(pointer, key));
  return masked;
}

/** True for a variable of the environment whose name says that its value is nobody's business. */
export function isSecretName(name: string): boolean {
  return /TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|KEY/i.test(name);
}

/** The user names and passwords of the addresses in a text. */
export function userinfoIn(text: string): readonly string[] {
  return Array.from(text.matchAll(USERINFO), ([, userinfo = ""]) => userinfo).flatMap((userinfo) => [
    userinfo,
    ...userinfo.split(":").slice(1),
  ]);
}

function withoutUserinfo(text: string): string {
  return text.replace(USERINFO, `//${MASK}@`);
}

/** From `//` to the last `@` before the path, as programs read an address. */
const USERINFO = /\/\/([^/?#\s]{1,4096})@/g;

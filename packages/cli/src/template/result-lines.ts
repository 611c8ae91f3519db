import type { JsonObject, JsonValue } from "@callboard/core";
import { bold, type Line } from "../output/line.ts";

/** What a template shows at the end: its links and its texts. */
export function resultLines({ links, text }: JsonObject): readonly Line[] {
  return [
    ...objectsIn(links).map(({ title, url, entityRef }): Line => {
      const target = shown(url ?? entityRef);
      return title === undefined ? target : [bold(shown(title)), `  ${target}`];
    }),
    ...objectsIn(text).flatMap(({ title, content }): readonly Line[] => [
      ...(title === undefined ? [] : [bold(shown(title))]),
      ...shown(content).trimEnd().split("\n"),
    ]),
  ];
}

function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null) : [];
}

function shown(value: JsonValue | undefined): string {
  return value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
}

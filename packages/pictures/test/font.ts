import { readFileSync } from "node:fs";

/** What a TrueType file says about widths; only what a `cmap` of format 4 and `hmtx` need. */
export interface Font {
  /** The advance width of a character in thousandths of an em; null when the font lacks it. */
  advance(character: string): number | null;
}

export function readFont(file: URL): Font {
  const data = readFileSync(file);
  const tables = new Map<string, number>();
  for (let index = 0; index < data.readUInt16BE(4); index++) {
    const entry = 12 + index * 16;
    tables.set(data.toString("latin1", entry, entry + 4), data.readUInt32BE(entry + 8));
  }
  const table = (name: string) => {
    const offset = tables.get(name);
    if (offset === undefined) throw new Error(`${file} has no table ${name}`);
    return offset;
  };
  const unitsPerEm = data.readUInt16BE(table("head") + 18);
  const longMetrics = data.readUInt16BE(table("hhea") + 34);
  const glyphs = characterMap(data, table("cmap"));
  return {
    advance(character) {
      const glyph = glyphs(character.codePointAt(0) ?? 0);
      if (glyph === 0) return null;
      const units = data.readUInt16BE(table("hmtx") + Math.min(glyph, longMetrics - 1) * 4);
      return Math.round((units * 1000) / unitsPerEm);
    },
  };
}

function characterMap(data: Buffer, cmap: number): (codePoint: number) => number {
  const count = data.readUInt16BE(cmap + 2);
  const offsets = Array.from({ length: count }, (_, index) => cmap + data.readUInt32BE(cmap + 4 + index * 8 + 4));
  const format4 = offsets.find((offset) => data.readUInt16BE(offset) === 4);
  if (format4 === undefined) throw new Error("the font has no character map of format 4");
  const size = data.readUInt16BE(format4 + 6);
  const [ends, starts, deltas, ranges] = [14, 16 + size, 16 + 2 * size, 16 + 3 * size].map((at) => format4 + at);
  const read = (list = 0, segment = 0) => data.readUInt16BE(list + segment * 2);
  return (codePoint) => {
    for (let segment = 0; segment < size / 2; segment++) {
      if (codePoint > read(ends, segment) || codePoint > 0xffff) continue;
      if (codePoint < read(starts, segment)) return 0;
      const range = read(ranges, segment);
      if (range === 0) return (codePoint + read(deltas, segment)) & 0xffff;
      const at = (ranges ?? 0) + segment * 2 + range + (codePoint - read(starts, segment)) * 2;
      const glyph = data.readUInt16BE(at);
      return glyph === 0 ? 0 : (glyph + read(deltas, segment)) & 0xffff;
    }
    return 0;
  };
}

import { gzipSync } from "node:zlib";
import { packTar, type TarEntry, type TarHeader } from "modern-tar";

/** A `tar.gz` of entries as their headers say; level 0 takes no time and packs nothing. */
export async function tarOf(entries: readonly TarOfEntry[], level = 6): Promise<Uint8Array> {
  const packed = await packTar(entries.map(entryOf));
  return new Uint8Array(gzipSync(packed, { level }));
}

type TarOfEntry = Omit<Partial<TarHeader>, "name"> & { readonly name: string; readonly body?: string | Uint8Array };

function entryOf({ body = "", ...header }: TarOfEntry): TarEntry {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return { header: { type: "file", size: bytes.length, ...header }, body: bytes };
}

/** The same with bytes of the first header changed, and its checksum made right again. */
export async function tarWith(
  entries: readonly TarOfEntry[],
  change: (header: Uint8Array) => void,
): Promise<Uint8Array> {
  const packed = await packTar(entries.map(entryOf));
  const header = packed.subarray(0, 512);
  change(header);
  header.fill(32, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
  return new Uint8Array(gzipSync(packed));
}

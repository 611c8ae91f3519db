/** The CRC-32 (IEEE 802.3, as in zip and gzip) of some bytes, as an unsigned number. */
export function crc32(bytes: Uint8Array): number {
  let crc = -1;
  let at = 0;
  // Eight bytes a round through eight tables: ten times as fast as one, and checking must not outlast parsing.
  for (const end = bytes.length - 7; at < end; at += 8) {
    crc ^= byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16) | (byte(bytes, at + 3) << 24);
    crc =
      table(7, crc & 0xff) ^
      table(6, (crc >>> 8) & 0xff) ^
      table(5, (crc >>> 16) & 0xff) ^
      table(4, crc >>> 24) ^
      table(3, byte(bytes, at + 4)) ^
      table(2, byte(bytes, at + 5)) ^
      table(1, byte(bytes, at + 6)) ^
      table(0, byte(bytes, at + 7));
  }
  for (; at < bytes.length; at += 1) crc = table(0, (crc ^ byte(bytes, at)) & 0xff) ^ (crc >>> 8);
  return ~crc >>> 0;
}

const REVERSED_POLYNOMIAL = 0xedb88320;
const TABLES = 8;
const SIZE = 256;

const tables = /* @__PURE__ */ makeTables();

function makeTables(): Int32Array {
  const made = new Int32Array(TABLES * SIZE);
  for (let value = 0; value < SIZE; value += 1) {
    let crc = value;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ REVERSED_POLYNOMIAL : crc >>> 1;
    made[value] = crc;
  }
  for (let at = SIZE; at < made.length; at += 1) {
    const before = made[at - SIZE] ?? 0;
    made[at] = (made[before & 0xff] ?? 0) ^ (before >>> 8);
  }
  return made;
}

function table(number: number, value: number): number {
  return tables[number * SIZE + value] ?? 0;
}

function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

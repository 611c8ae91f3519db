/** The characters whose widths are known: Latin with its accents, and the punctuation that pictures use. */
export const COVERED: string = [...between(0x20, 0x7e), ...between(0xa0, 0x17f), ..."–—‘’‚“”„•…‹›€™→←"].join("");

function between(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => String.fromCharCode(first + index));
}

/**
 * True for an IP address of the public internet, IPv6 with or without brackets. False for one of a private network, of
 * this machine, of a link, of IPv6 forms that hold an IPv4 address, and for everything that is no address.
 */
export function isPublicAddress(address: string): boolean {
  return V4.test(address) ? isPublicV4(address) : isPublicV6(address.replace(/^\[/, ""));
}

const V4 = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;

function isPublicV4(address: string): boolean {
  const numbers = address.split(".").map(Number);
  const [first = 0, second = 0, third = 0] = numbers;
  if (numbers.some((number) => number > 255)) return false;
  if (first === 0 || first === 10 || first === 127 || first >= 224) return false;
  if (first === 100) return second < 64 || second > 127;
  if (first === 169) return second !== 254;
  if (first === 172) return second < 16 || second > 31;
  if (first === 192) return second !== 168 && !(second === 0 && third === 0);
  return first !== 198 || second < 18 || second > 19;
}

/** Only 2000::/3 is public, without the parts of it that hold IPv4 addresses. */
function isPublicV6(address: string): boolean {
  const [first = 0, second = 0] = address.split(":").map((group) => Number.parseInt(group || "0", 16));
  if (!/^[23][0-9a-f]{3}:/i.test(address)) return false;
  return first !== 0x2002 && !(first === 0x2001 && second === 0);
}

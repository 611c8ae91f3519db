import { describe, expect, it } from "vitest";
import { isPublicAddress } from "../../src/ingest/public-address.ts";

describe("isPublicAddress", () => {
  it.each(["1.1.1.1", "8.8.8.8", "100.63.0.1", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "[2606:4700::1111]"])(
    "is true for %s",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "[::1]",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "fe80::1%eth0",
    "fd00::1",
    "ff02::1",
    "2002:7f00:1::",
    "2001::1",
    "2001:0:1::",
  ])("S14: is false for %s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(["", "example.com", "300.1.1.1", "1.1.1", "3x:1", "2000", "1.1.1.1.1"])(
    "is false for %j, which is none",
    (text) => {
      expect(isPublicAddress(text)).toBe(false);
    },
  );
});

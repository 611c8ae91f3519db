import { describe, expect, it } from "vitest";
import { allowedUrl } from "../../src/ingest/allowed-url.ts";

const ALLOWED = [
  "files.example.com",
  "*.corp.example",
  "files.example.com:8443",
  "1.1.1.1",
  "127.0.0.1",
  "*.0.0.1",
  "[::1]",
];

describe("allowedUrl", () => {
  it.each([
    "https://files.example.com/a.yaml",
    "http://FILES.example.com:80/a.yaml",
    "https://files.example.com:8443/a.yaml",
    "https://a.corp.example/x",
    "https://a.b.corp.example/x",
    "https://1.1.1.1/x",
  ])("lets %s through", (address) => {
    expect(allowedUrl(address, ALLOWED).href).toBe(new URL(address).href);
  });

  it.each([
    "http://169.254.169.254/latest/meta-data",
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://10.0.0.1/",
    "http://172.31.0.1/",
    "http://192.168.0.1/",
    "http://100.64.0.1/",
    "http://198.18.0.1/",
    "http://0.0.0.0/",
    "http://[::1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
  ])("S14: refuses the address of a private network or of this machine in %s", (address) => {
    const hostname = new URL(address).hostname;
    expect(() => allowedUrl(address, [...ALLOWED, hostname])).toThrow(
      /^host not allowed: .* is an address of a private/,
    );
  });

  it.each([
    "file:///etc/passwd",
    "gopher://files.example.com/",
    "ftp://files.example.com/",
    "javascript:alert(1)",
    "data:text/plain,x",
    "http://user@files.example.com@evil.example/",
    "https://user:secret@files.example.com/",
    "https://files.example.com@evil.example/",
    "https://files.example.com.evil.example/",
    "https://evil.example/files.example.com",
    "https://evil.example\\@files.example.com/",
    "https://files.example.com:8080/",
    "https://8.8.8.8/",
    "https://",
  ])("S14: refuses %s, and shows no password", (address) => {
    expect(() => allowedUrl(address, ALLOWED)).toThrow(/^host not allowed: (?!.*secret)/);
  });

  it.each(["evil-corp.example", "corp.example", "evilcorp.example", ".corp.example", "corp.example.evil.example"])(
    "S16: does not take %s for a host below *.corp.example",
    (host) => {
      expect(() => allowedUrl(`https://${host}/`, ALLOWED)).toThrow(/^host not allowed/);
    },
  );

  it("allows nothing unless something is listed", () => {
    expect(() => allowedUrl("https://files.example.com/", [])).toThrow("files.example.com is not in allowedHosts");
  });
});

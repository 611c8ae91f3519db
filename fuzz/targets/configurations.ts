import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CatalogError } from "@callboard/core";
import fc from "fast-check";
import { stringify } from "yaml";
import { readConfig } from "../../packages/cli/src/config/read-config.ts";
import { fuzzTarget } from "../fuzz-target.ts";
import { hostileText, plainWord } from "../hostile-text.ts";

const key = fc.oneof(
  fc.constantFrom(
    ..."sources store lint rules environments kinds policy guard allowedHosts type root include name".split(" "),
  ),
  hostileText,
);
const leaf = fc.oneof(
  plainWord,
  hostileText,
  fc.constantFrom("${env:TOKEN}", "${env:NONE:-x}", "${env:", "$${env:A}", "file"),
  fc.jsonValue({ maxDepth: 1 }),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(key, tie("tree"), { maxKeys: 5 }),
  ),
}));
const text = fc.oneof(
  fc.dictionary(key, tree, { maxKeys: 5 }).map((value) => stringify(value)),
  fc.tuple(hostileText, hostileText).map((parts) => parts.join(": ")),
);

const folder = mkdtempSync(join(tmpdir(), "callboard-fuzz-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const SECRET = "fuzz-canary-6f1d";

/** Configurations: refused with a reason that tells no secret, or read. */
export const configurations = fuzzTarget({
  name: "configurations",
  inputs: fc.tuple(text, text),
  async run([main, overlay]) {
    writeFileSync(join(folder, "callboard.yaml"), main);
    writeFileSync(join(folder, "callboard.local.yaml"), overlay);
    try {
      const read = await readConfig({ cwd: folder, env: { TOKEN: SECRET } });
      if (JSON.stringify(read?.shown ?? null).includes(SECRET)) throw new Error("A secret is shown.");
    } catch (reason) {
      if (!(reason instanceof CatalogError)) throw reason;
      if (reason.message.includes(SECRET)) throw new Error("A message tells a secret.");
    }
  },
});

import type { EvidenceReader, Setting, TextFile } from "./evidence.ts";
import { codeLines } from "./lines.ts";
import { baseName } from "./paths.ts";

/** `.env` and its examples. */
export const envFiles: EvidenceReader = {
  reads: (path) => /^(?:\.env(?:\.[\w.-]+)?|[\w-]+\.env|env\.example)$/.test(baseName(path)),
  read(file, { settingFiles }) {
    if (!/test|ci$/.test(baseName(file.path))) settingFiles.set(file.path, envSettings(file));
  },
};

function envSettings(file: TextFile): readonly Setting[] {
  const settings: Setting[] = [];
  for (const { text, line } of codeLines(file)) {
    const equals = text.indexOf("=");
    const name = text
      .slice(0, Math.max(equals, 0))
      .replace(/^export\s+/, "")
      .trim();
    if (!/^[A-Za-z_]\w*$/.test(name)) continue;
    const value = text
      .slice(equals + 1)
      .trim()
      .replace(/^(["'])(.*)\1$/, "$2");
    settings.push({ name, value, place: { path: file.path, line }, origin: "environment" });
  }
  return settings;
}

import { type DataNode, dataOf, tomlOf } from "./data-node.ts";
import type { EvidenceReader, Setting, TextFile } from "./evidence.ts";
import { codeLines } from "./lines.ts";
import { baseName } from "./paths.ts";

/** Configuration that lies beside code: of Spring, of .NET, and what is in a folder `config`. */
export const applicationConfig: EvidenceReader = {
  reads: (path) => NAMES.test(baseName(path)) || /(?:^|\/)config\/[\w.-]+\.(?:ya?ml|json|toml)$/.test(path),
  read(file, { settingFiles }) {
    if (!FOR_ONE_MACHINE.test(baseName(file.path))) settingFiles.set(file.path, settingsIn(file));
  },
};

const NAMES = /^(?:(?:application|bootstrap)(?:-[\w-]+)?\.(?:ya?ml|properties)|appsettings(?:\.\w+)?\.json)$/;
const FOR_ONE_MACHINE = /[-.](?:local|dev|development|test|testing|it|ci)\./i;

function settingsIn(file: TextFile): readonly Setting[] {
  if (file.path.endsWith(".properties")) return properties(file);
  const settings: Setting[] = [];
  const visit = (node: DataNode, path: string) => {
    if (node.text !== undefined)
      settings.push({ name: path, value: node.text, place: node.place, origin: "configuration" });
    if (path.length > 400) return;
    for (const [key, child] of node.entries()) visit(child, path === "" ? key : `${path}.${key}`);
    for (const item of node.items()) visit(item, path);
  };
  for (const document of file.path.endsWith(".toml") ? [tomlOf(file)] : dataOf(file)) visit(document, "");
  return settings;
}

function properties(file: TextFile): readonly Setting[] {
  const settings: Setting[] = [];
  for (const { text, line } of codeLines(file)) {
    const end = text.search(/[=:]/);
    if (end <= 0) continue;
    const place = { path: file.path, line };
    settings.push({
      name: text.slice(0, end).trim(),
      value: text.slice(end + 1).trim(),
      place,
      origin: "configuration",
    });
  }
  return settings;
}

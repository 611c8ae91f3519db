import { readTemplate, type Template, TemplateError, type TemplateFile, type TemplateFiles } from "../src/index.ts";

/** A template from the lines of its spec, with the text files beside it. */
export function templateOf(spec: string, files: Readonly<Record<string, string>> = {}): Promise<Template> {
  const lines = spec.replace(/^\n+/, "").trimEnd().split("\n");
  const indent = /^ */.exec(lines[0] ?? "")?.[0].length ?? 0;
  const content = [
    "apiVersion: scaffolder.backstage.io/v1beta3",
    "kind: Template",
    "metadata: { name: service }",
    "spec:",
    "  type: service",
    ...lines.map((line) => `  ${line.slice(indent)}`),
    "",
  ].join("\n");
  return readTemplate({ location: "template.yaml", content, files: filesOf(files) });
}

function filesOf(texts: Readonly<Record<string, string>>): TemplateFiles {
  const clean = (url: string) => url.replace(/^\.\//, "").replace(/\/$/, "");
  const fileAt = (path: string, text: string): TemplateFile => ({
    path,
    type: "file",
    isExecutable: false,
    linkTo: null,
    content: async () => new TextEncoder().encode(text),
  });
  return {
    async *tree(url) {
      const below = `${clean(url)}/`;
      for (const [path, text] of Object.entries(texts)) {
        if (path.startsWith(below)) yield fileAt(path.slice(below.length), text);
      }
    },
    async file(url) {
      const text = texts[clean(url)];
      if (text === undefined) throw new TemplateError("not-found", `${url} is not there.`);
      return fileAt(clean(url), text);
    },
  };
}

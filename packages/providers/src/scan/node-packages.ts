import { type DataNode, dataOf } from "./data-node.ts";
import type { EvidenceReader, Need, Unit } from "./evidence.ts";
import { baseName, folderOf, pathFrom } from "./paths.ts";

/** `package.json`: packages, workspaces, and what a package needs when it runs. */
export const nodePackages: EvidenceReader = {
  reads: (path) => baseName(path) === "package.json",
  read(file, { units, workspaceRoots }) {
    const [manifest] = dataOf(file);
    if (!manifest) return;
    const folder = folderOf(file.path);
    if (manifest.at("workspaces").value !== undefined) workspaceRoots.add(folder);
    const name = manifest.at("name");
    if (name.text === undefined) return;
    const description = manifest.at("description").text;
    const author = authorOf(manifest);
    units.push({
      folder,
      name: name.text.replace(/^@[^/]*\//, ""),
      place: name.place,
      role: roleOf(manifest),
      provides: [`npm:${name.text}`, `path:${folder}`],
      needs: NEEDED.flatMap((field) => manifest.at(field).entries()).map((entry) => needOf(folder, entry)),
      ...(description !== undefined && { description }),
      ...(author !== undefined && { author }),
    });
  },
};

const NEEDED = ["dependencies", "peerDependencies", "optionalDependencies"];

function needOf(folder: string, [name, version]: readonly [string, DataNode]): Need {
  const local = /^(?:file|link|portal):(.+)$/.exec(version.text ?? "")?.[1];
  const path = local === undefined ? undefined : pathFrom(folder, local);
  return { names: [`npm:${name}`, ...(path === undefined ? [] : [`path:${path}`])], place: version.place };
}

const BROWSER = ["react-dom", "react", "vue", "svelte", "@angular/core", "preact", "solid-js"];
const SITES = [
  "next",
  "nuxt",
  "gatsby",
  "@remix-run/react",
  "astro",
  "vite",
  "react-scripts",
  "@angular/cli",
  "@sveltejs/kit",
];
const SERVERS = [
  "express",
  "fastify",
  "koa",
  "hono",
  "@nestjs/core",
  "@hapi/hapi",
  "apollo-server",
  "restify",
  "moleculer",
];

function roleOf(manifest: DataNode): Unit["role"] {
  const has = (names: readonly string[], ...fields: readonly string[]) =>
    names.some((name) => fields.some((field) => manifest.at(field, name).value !== undefined));
  if (has(SERVERS, "dependencies")) return "service";
  const isSite = has(SITES, "dependencies", "devDependencies") && has([...BROWSER, ...SITES], "dependencies");
  if (isSite && manifest.at("main").value === undefined && manifest.at("exports").value === undefined) return "website";
  // What is published is made for others, whether they are here or not.
  const isPublished = ["bin", "publishConfig"].some((key) => manifest.at(key).value !== undefined);
  return isPublished && manifest.at("private").text !== "true" ? "library" : "unknown";
}

function authorOf(manifest: DataNode): string | undefined {
  const [first] = manifest.at("maintainers").items();
  for (const person of [manifest.at("author"), ...(first ? [first] : [])]) {
    const written = person.text ?? person.at("name").text;
    if (written === undefined || written === "") continue;
    const email = person.at("email").text;
    return email === undefined ? written : `${written} <${email}>`;
  }
  return undefined;
}

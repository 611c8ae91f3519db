// Draws the pictures of the documentation. Run it after a change to the demo company or to how pictures look.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { docsPictures } from "./pictures/docs-pictures.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

for (const [path, content] of await docsPictures()) {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
  console.log(path);
}

// Photographs answers of the bot for the documentation: our blocks as HTML, in Debian's chromium (apt-get install
// chromium). Run it after a change to how answers look; nothing else needs the browser.
import { execFile } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { ask } from "@callboard/answers";
import { openCatalog } from "@callboard/core";
import { fileProvider } from "@callboard/providers/file";
import { renderAnswer } from "../packages/bot/src/render/render-answer.ts";
import { answerPage } from "./answers/answer-page.ts";

const ANSWERS = {
  "slack-owner": "who owns payment-service",
  "slack-blast-radius": "what breaks if payments-db is read-only in prod",
  "slack-which-one": "who owns paymnt-servce-x",
  "slack-bad-deploy": "bad deploy of token-service",
} as const;

const WIDTH = 720;
const run = promisify(execFile);
const root = fileURLToPath(new URL("../", import.meta.url));
const catalog = await openCatalog({ providers: [fileProvider({ root: join(root, "examples/acme") })] });
const folder = await mkdtemp(join(tmpdir(), "callboard-answers-"));
try {
  for (const [name, question] of Object.entries(ANSWERS)) {
    const answer = ask(catalog, question);
    const options = { surface: "mention", now: Date.now(), view: catalog, environments: ["prod", "staging"] } as const;
    const blocks = renderAnswer(answer, options)?.blocks ?? [];
    const page = join(folder, `${name}.html`);
    await writeFile(page, answerPage("Callboard", blocks));
    const picture = join(root, "docs/images", `${name}.png`);
    await photograph(pathToFileURL(page).href, picture);
    console.log(`docs/images/${name}.png ${(await stat(picture)).size} bytes`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
  await catalog.close();
}

/** A picture of a page that is as high as the page. */
async function photograph(url: string, picture: string): Promise<void> {
  const { stdout } = await chromium("--dump-dom", url);
  const height = /data-height="(\d+)"/.exec(stdout)?.[1];
  if (height === undefined) throw new Error(`The page ${url} did not say how high it is.`);
  await chromium(`--screenshot=${picture}`, `--window-size=${WIDTH},${height}`, url);
}

function chromium(...args: readonly string[]) {
  const quiet = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    `--user-data-dir=${folder}/profile`,
  ];
  return run("chromium", [...quiet, `--window-size=${WIDTH},900`, ...args], { timeout: 60_000, maxBuffer: 16_777_216 });
}

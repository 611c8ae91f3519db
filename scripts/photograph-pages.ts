// Photographs the web pages of the demo catalog in Debian's chromium (apt-get install chromium), at the width of a phone
// and of a desk, light and dark. Three go into the documentation; with a folder as argument all go there; with --check
// none is written. Fails when a page is wider than its screen, has text of too little contrast, hides the first stop of
// the keyboard, or runs into its own content security policy.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openBrowser, type Screen } from "./pages/browser.ts";
import { FAINT_TEXTS, HIDDEN_FOCUS } from "./pages/checks.ts";
import { servePages } from "./pages/serve-pages.ts";

const PAGES = {
  start: "/",
  search: "/?q=payments",
  list: "/browse?kind=component",
  owned: "/browse?owner=group:default/payments",
  entity: "/catalog/default/component/payment-service",
  team: "/catalog/default/group/payments",
  failure: "/impact?entity=resource:payments-db&mode=read-only&environment=prod",
  wide: "/impact?entity=component:token-service",
  effect: "/impact?entity=resource:payments-db&effect=breaks",
  missing: "/catalog/default/component/paymnt-service",
} as const;

const SCREENS = {
  "desk-light": { width: 1280, height: 900, scheme: "light" },
  "desk-dark": { width: 1280, height: 900, scheme: "dark" },
  "phone-light": { width: 390, height: 844, scheme: "light" },
  "phone-dark": { width: 390, height: 844, scheme: "dark" },
} as const satisfies Record<string, Screen>;

/** What the documentation shows, down to so many pixels. */
const KEPT_HEIGHT = 1_460;
const KEPT = new Map([
  ["entity desk-light", "page-entity.png"],
  ["failure desk-dark", "page-impact.png"],
  ["owned phone-light", "page-phone.png"],
]);

const images = fileURLToPath(new URL("../docs/images/", import.meta.url));
const [argument] = process.argv.slice(2);
const isCheck = argument === "--check";
const folder = isCheck ? undefined : argument;
if (folder !== undefined) await mkdir(folder, { recursive: true });
const pages = await servePages();
const browser = await openBrowser();
const faults: string[] = [];
try {
  for (const [page, path] of Object.entries(PAGES)) {
    for (const [look, screen] of Object.entries(SCREENS)) {
      await browser.open(pages.url + path, screen);
      const kept = KEPT.get(`${page} ${look}`);
      if (kept !== undefined && !isCheck) await writeFile(join(images, kept), await browser.photograph(KEPT_HEIGHT));
      if (folder !== undefined) await writeFile(join(folder, `${page}-${look}.png`), await browser.photograph());
      const width = Number(await browser.evaluate("document.documentElement.scrollWidth"));
      if (width > screen.width) faults.push(`${path} (${look}) is ${width} pixels wide.`);
      for (const fault of asTexts(await browser.evaluate(FAINT_TEXTS))) faults.push(`${path} (${look}): ${fault}`);
    }
    await browser.press("Tab");
    for (const fault of asTexts(await browser.evaluate(HIDDEN_FOCUS))) faults.push(`${path}: ${fault}`);
    console.log(`${path} looked at on ${Object.keys(SCREENS).length} screens`);
  }
  // The answer 404 of the page that is missing is one on purpose.
  faults.push(...browser.complaints.filter((complaint) => !complaint.includes("404")));
} finally {
  await browser.close();
  await pages.close();
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

function asTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [`cannot be checked: ${JSON.stringify(value)}`];
}

import { readFile } from "node:fs/promises";
import { openSnapshot } from "@callboard/core";

// Everything may be down: all this needs is one file, written on a better day with
// `callboard snapshot write catalog.snapshot`.
const [file = "catalog.snapshot", failed = "resource:payments-db"] = process.argv.slice(2);
const catalog = openSnapshot(await readFile(file));

const radius = catalog.blastRadius(failed);
console.log(`${failed} is down: ${radius.byEffect.breaks} break, ${radius.byEffect.degrades} degrade.`);

console.log("\nWhat customers see:");
for (const { ref, effect, because } of radius.entryPoints) console.log(`  ${ref} ${effect}: it ${because}`);

console.log("\nWhom to call:");
for (const { owner, breaks, nearest } of radius.byOwner.filter((share) => share.breaks > 0)) {
  const contacts = catalog.owner(owner ?? nearest).contacts.map(({ value }) => value);
  console.log(`  ${owner ?? "nobody"} (${breaks} broken): ${contacts.join(", ") || "no contact given"}`);
}

const [source] = catalog.sources();
console.log(
  `\nAs of ${source?.lastReadAt ?? "an unknown time"}; ${radius.coverage.blindSpots.length} blind spots nearby.`,
);

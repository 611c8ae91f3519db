// Commits one step after the other to the store named on the command line, and prints each revision once it is kept.
import { fileSnapshotStore } from "../src/index.ts";
import { step } from "./steps.ts";

/** Few names and large steps, so that the file is written anew every few dozen steps. */
const NAMES = 16;
const BYTES = 40_000;

const [path = ""] = process.argv.slice(2);
const store = fileSnapshotStore(path);
for (let revision = ((await store.load())?.revision ?? 0) + 1; ; revision += 1) {
  await store.commit(step(revision, `service-${revision % NAMES}`, BYTES));
  process.stdout.write(`${revision}\n`);
}

// Runs recorded cases of the catalog format and tells where Callboard answers as recorded, where it departs on
// purpose, and where it disagrees. `CALLBOARD_CONFORMANCE` names the folder, `CALLBOARD_CONFORMANCE_REPORT` a file that
// gets every disagreement as a line of JSON. Fails on a disagreement, or when there is no case to run.
import { statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { reportText } from "./conformance/report-text.ts";
import { holds, runConformance } from "./conformance/run-conformance.ts";

const { CALLBOARD_CONFORMANCE, CALLBOARD_CONFORMANCE_REPORT } = process.env;
const folder = CALLBOARD_CONFORMANCE
  ? resolve(CALLBOARD_CONFORMANCE)
  : fileURLToPath(new URL("../conformance", import.meta.url));

if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
  console.error(`${folder} is no folder. CALLBOARD_CONFORMANCE names the one with the recorded cases.`);
  process.exitCode = 1;
} else {
  const reports = await runConformance(folder);
  console.log(reportText(reports, folder));
  if (CALLBOARD_CONFORMANCE_REPORT) {
    const lines = reports.flatMap(({ disagree }) => disagree).map((one) => `${JSON.stringify(one)}\n`);
    await writeFile(CALLBOARD_CONFORMANCE_REPORT, lines.join(""));
  }
  process.exitCode = holds(reports) ? 0 : 1;
}

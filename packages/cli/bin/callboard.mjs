#!/usr/bin/env node
// The command. An installed package runs its build; a clone without one runs the sources through tsx.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { isatty } from "node:tty";
import { fileURLToPath } from "node:url";

const built = new URL("../dist/main.js", import.meta.url);

if (existsSync(built)) {
  await import(built.href);
} else {
  runSources();
}

function runSources() {
  const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
  const child = spawn(
    process.execPath,
    [
      ...process.execArgv,
      "--conditions=@callboard/source",
      "--import",
      import.meta.resolve("tsx"),
      main,
      ...process.argv.slice(2),
    ],
    {
      stdio: "inherit",
      // Otherwise tsx would obey the tsconfig.json of the folder the command is called in.
      env: { ...process.env, TSX_TSCONFIG_PATH: fileURLToPath(new URL("../../../tsconfig.json", import.meta.url)) },
    },
  );

  // A terminal sends Ctrl-C to the whole process group: passing it on would deliver it twice.
  process.on("SIGINT", () => isatty(0) || child.kill("SIGINT"));
  process.on("SIGTERM", () => child.kill("SIGTERM"));

  child.on("error", (reason) => {
    console.error(`callboard: could not start Node: ${reason.message}`);
    process.exit(2);
  });
  child.on("exit", (code, signal) => {
    if (signal === null) {
      process.exit(code ?? 2);
    }
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

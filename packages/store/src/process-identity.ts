import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";

/** A process, so that another one can tell whether it still runs. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Where process ids mean the same thing: one start of one machine, and one container on it. */
  readonly pidSpace: string;
  /** When the process started, in the system's own count; tells apart processes that were given one id in turn. */
  readonly started: string;
}

const UNKNOWN = "unknown";

/** This process. */
export async function thisProcess(): Promise<ProcessIdentity> {
  const [boot, namespace, status] = await Promise.all([
    readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => UNKNOWN),
    readlink("/proc/self/ns/pid").catch(() => UNKNOWN),
    processStatus(process.pid),
  ]);
  return {
    pid: process.pid,
    host: hostname(),
    pidSpace: `${boot.trim()} ${namespace}`,
    started: status?.started ?? UNKNOWN,
  };
}

/** Whether a process runs; undefined when that cannot be told from here. */
export async function isRunning(other: ProcessIdentity, self: ProcessIdentity): Promise<boolean | undefined> {
  if (other.host !== self.host || other.pidSpace !== self.pidSpace) return undefined;
  if (!takesSignals(other.pid)) return false;
  const status = await processStatus(other.pid);
  return status === undefined || (!status.hasEnded && status.started === other.started);
}

function takesSignals(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (reason) {
    // EPERM: it runs, as another user.
    return reason instanceof Error && "code" in reason && reason.code === "EPERM";
  }
}

/** What Linux knows of a process; undefined elsewhere. */
async function processStatus(
  pid: number,
): Promise<{ readonly hasEnded: boolean; readonly started: string } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  // The name of the program comes second, in brackets, and may itself hold anything.
  const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, started] = [fields?.[0], fields?.[19]];
  return state && started ? { hasEnded: state === "Z" || state === "X", started } : undefined;
}

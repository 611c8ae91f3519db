import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

/** How a page is looked at. */
export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly scheme: "light" | "dark";
}

/** Debian's chromium without a window (apt-get install chromium). Close it in the end. */
export interface Browser {
  /** Opens an address and waits until it is loaded. */
  open(url: string, screen: Screen): Promise<void>;
  /** A picture of the page that is open, as PNG: of all of it, or of so many pixels from its top. */
  photograph(height?: number): Promise<Buffer>;
  /** The value of an expression on the page that is open, as JSON. */
  evaluate(expression: string): Promise<unknown>;
  press(key: "Tab" | "Enter"): Promise<void>;
  /** What the browser complained of since it was started: what the content security policy refused, for example. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

type Fields = Readonly<Record<string, unknown>>;

const BROWSER = process.env.CHROMIUM ?? "chromium";
const ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe"];

/** Starts the browser; it is spoken to in its own protocol over a pipe, so that nothing has to be installed for it. */
export async function openBrowser(): Promise<Browser> {
  const folder = await mkdtemp(join(tmpdir(), "callboard-browser-"));
  const child = spawn(BROWSER, [...ARGUMENTS, `--user-data-dir=${folder}`], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code) =>
      reject(new Error(`chromium ended with ${code}. Install it: apt-get install chromium`)),
    );
  });
  ended.catch(() => {});
  // The casts: what `stdio` asks for above.
  const input = child.stdio[3] as Writable;
  const output = child.stdio[4] as Readable;
  const waiting = new Map<number, (reply: Fields) => void>();
  const loaded: (() => void)[] = [];
  const complaints: string[] = [];
  let calls = 0;
  let session: string | undefined;

  let unread = "";
  output.setEncoding("utf8").on("data", (chunk: string) => {
    const messages = (unread + chunk).split("\0");
    unread = messages.pop() ?? "";
    for (const message of messages) receive(JSON.parse(message));
  });

  function receive(message: { readonly id?: number; readonly method?: string; readonly params?: Fields }): void {
    if (message.id !== undefined) waiting.get(message.id)?.({ ...message });
    else if (message.method === "Page.loadEventFired") loaded.shift()?.();
    else if (message.method === "Log.entryAdded") complaints.push(JSON.stringify(message.params?.entry));
  }

  async function call(method: string, params: Fields = {}): Promise<Fields> {
    const id = ++calls;
    const replied = new Promise<Fields>((resolve) => waiting.set(id, resolve));
    input.write(`${JSON.stringify({ id, method, params, ...(session && { sessionId: session }) })}\0`);
    const { result, error } = await Promise.race([replied, ended]);
    waiting.delete(id);
    if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return fieldsOf(result);
  }

  const { targetId } = await call("Target.createTarget", { url: "about:blank" });
  session = String((await call("Target.attachToTarget", { targetId, flatten: true })).sessionId);
  await call("Page.enable");
  await call("Log.enable");

  return {
    complaints,
    async open(url, { width, height, scheme }) {
      const metrics = { width, height, deviceScaleFactor: 1, mobile: width < 600 };
      await call("Emulation.setDeviceMetricsOverride", metrics);
      await call("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
      const isLoaded = new Promise<void>((resolve) => loaded.push(resolve));
      await call("Page.navigate", { url });
      await Promise.race([isLoaded, ended]);
    },
    async photograph(height) {
      const size = await call("Page.getLayoutMetrics");
      const { width, height: whole } = fieldsOf(size.cssContentSize);
      const clip = { x: 0, y: 0, width, height: Math.min(Number(whole), height ?? Number(whole)), scale: 1 };
      const { data } = await call("Page.captureScreenshot", { format: "png", captureBeyondViewport: true, clip });
      return Buffer.from(String(data), "base64");
    },
    async evaluate(expression) {
      const { result } = await call("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
      return fieldsOf(result).value;
    },
    async press(key) {
      const code = { Tab: 9, Enter: 13 }[key];
      const event = { key, code: key, windowsVirtualKeyCode: code, ...(key === "Enter" && { text: "\r" }) };
      await call("Input.dispatchKeyEvent", { type: "keyDown", ...event });
      await call("Input.dispatchKeyEvent", { type: "keyUp", ...event });
    },
    async close() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await gone;
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

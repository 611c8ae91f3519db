import { CatalogError } from "./errors.ts";
import { isJsonObject } from "./model/json.ts";
import { quoted } from "./model/quoted.ts";

/**
 * Checks what a program gave to open a catalog with, whose compiler may not have done so. What is absent or `undefined`
 * has its default.
 *
 * @throws {CatalogError} `invalid-argument` naming the option, its value and what it may be
 */
export function checkOptions(options: unknown): void {
  if (!isJsonObject(options)) throw wrong("openCatalog", options, "an object with options, such as { providers: [] }");
  if (options.providers === undefined) throw wrong("providers", undefined, "a list of them");
  openOptions(options, "");
}

/** @throws {CatalogError} when a value is not what an option may be */
type Check = (value: unknown, option: string) => void;

function oneOf(...allowed: readonly string[]): Check {
  return (value, option) => {
    const isAllowed = typeof value === "string" && allowed.includes(value);
    if (!isAllowed) throw wrong(option, value, allowed.map(quoted).join(" or "), allowed);
  };
}

function number(least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY): Check {
  const from = least === Number.NEGATIVE_INFINITY ? "" : ` from ${least}`;
  const range = `a number${from}${most === Number.POSITIVE_INFINITY ? "" : ` to ${most}`}`;
  return (value, option) => {
    if (!(typeof value === "number" && value >= least && value <= most)) throw wrong(option, value, range);
  };
}

function listOf(each: Check): Check {
  return (value, option) => {
    if (!Array.isArray(value)) throw wrong(option, value, "a list");
    for (const [index, item] of value.entries()) each(item, `${option}[${index}]`);
  };
}

function fields(checks: Readonly<Record<string, Check>>): Check {
  return (value, option) => {
    const given = objectOf(value, option);
    for (const [name, check] of Object.entries(checks)) {
      if (given[name] !== undefined) check(given[name], option === "" ? name : `${option}.${name}`);
    }
  };
}

/** An object of which all of this is called. */
function withMethods(...names: readonly string[]): Check {
  return (value, option) => {
    const given = objectOf(value, option);
    for (const name of names) callable(given[name], `${option}.${name}`);
  };
}

const text: Check = (value, option) => {
  if (typeof value !== "string" || value === "") throw wrong(option, value, "a text");
};

const yesOrNo: Check = (value, option) => {
  if (typeof value !== "boolean") throw wrong(option, value, "true or false");
};

const callable: Check = (value, option) => {
  if (typeof value !== "function") throw wrong(option, value, "a function");
};

const object: Check = (value, option) => void objectOf(value, option);

const provider: Check = (value, option) => {
  text(objectOf(value, option).name, `${option}.name`);
  withMethods("provide")(value, option);
};

const rule: Check = (value, option) => {
  listOf(() => {})(objectOf(value, option).allow, `${option}.allow`);
  fields({ source: text, locations: listOf(object) })(value, option);
};

const share = number(0, 1);
const ofOneSource = {
  everyMs: number(0),
  maxDelayMs: number(0),
  jitter: share,
  timeoutMs: number(0),
  rateReserve: share,
  watch: yesOrNo,
};
const bySource: Check = (value, option) => {
  for (const [source, own] of Object.entries(objectOf(value, option))) {
    fields(ofOneSource)(own, `${option}[${quoted(source)}]`);
  }
};
const schedule: Check = (value, option) => {
  if (value === false) return;
  if (!isJsonObject(value)) throw wrong(option, value, "an object, or false to read nothing again");
  fields({ ...ofOneSource, concurrency: number(), sources: bySource })(value, option);
};

const openOptions = fields({
  providers: listOf(provider),
  kinds: listOf(object),
  unknownKinds: oneOf("reject", "keep"),
  start: oneOf("cached", "fresh"),
  schedule,
  guard: fields({ maxLostShare: share, minEntities: number(0), maxOwned: number(0) }),
  limits: fields({ maxBytes: number(0), maxDocuments: number(0), maxDepth: number(0) }),
  allowedHosts: listOf(text),
  rules: listOf(rule),
  lint: fields({ rules: object, environments: listOf(text), extra: listOf(object) }),
  policy: withMethods("authorize"),
  runtime: fields({
    clock: withMethods("now", "setTimer"),
    logger: withMethods("debug", "info", "warn", "error"),
    random: callable,
    fetch: callable,
    fetchFile: callable,
    store: withMethods("load", "commit", "changes", "close"),
  }),
  onProgress: callable,
});

function objectOf(value: unknown, option: string): Readonly<Record<string, unknown>> {
  if (!isJsonObject(value)) throw wrong(option, value, "an object");
  return value;
}

function wrong(option: string, value: unknown, wanted: string, suggestions: readonly string[] = []): CatalogError {
  return new CatalogError("invalid-argument", `${option} is ${shown(value)}. Give ${wanted}.`, { suggestions });
}

/** Of an object only that it is one: what is in it may be a secret. */
function shown(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (value === undefined) return "not given";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "function") return "a function";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

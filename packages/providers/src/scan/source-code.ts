import type { Place, TextFile } from "./evidence.ts";
import { codeLines } from "./lines.ts";
import { baseName, folderOf, pathFrom } from "./paths.ts";

/** What the code of one component says. */
export interface CodeFindings {
  /** Whether there is code at all: where there is none, nothing can be said about what it reads. */
  hasCode: boolean;
  /** False where some of it was not read. */
  isWhole: boolean;
  /** Where a wanted word first stands, by the word as {@link codeWord} writes it. */
  readonly words: Map<string, Place>;
  /** Addresses that stand in code as they are. */
  readonly urls: { readonly text: string; readonly place: Place }[];
  /** Kafka topics that are named where one is written to or read. */
  readonly topics: Map<string, Place>;
  /** Files that build files and code name, such as the definition a client is generated from. */
  readonly files: Map<string, Place>;
}

export function noFindings(): CodeFindings {
  return { hasCode: false, isWhole: true, words: new Map(), urls: [], topics: new Map(), files: new Map() };
}

/** True for code that runs, and for the build files beside it; not for tests and generated code. */
export function isCode(path: string): boolean {
  return (
    (CODE.test(path) || DOCKERFILE.test(path) || BUILD_FILES.test(baseName(path))) &&
    !TESTS.test(path) &&
    !GENERATED.test(path)
  );
}

const CODE =
  /\.(?:[cm]?[jt]sx?|go|java|kts?|scala|groovy|py|rb|php|rs|[cf]s|vue|svelte|exs?|clj|prisma|conf|properties|razor|erb|sh)$|(?:^|\/)(?:application|bootstrap|appsettings)[\w.-]*\.(?:ya?ml|json)$|(?:^|\/)config\/[\w.-]+\.(?:ya?ml|json|toml)$/;
const DOCKERFILE = /(?:^|\/)Dockerfile[\w.-]*$/;
const BUILD_FILES =
  /^(?:package\.json|pom\.xml|build\.gradle(?:\.kts)?|Makefile|justfile|buf\.gen\.ya?ml|openapitools\.json|codegen\.ya?ml)$|\.(?:cs|fs)proj$/;
const TESTS =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|mocks?|specs?|e2e|testdata)\/|[._-](?:test|tests|spec|stories)\.\w+$|(?:^|\/)test_\w+\.py$|(?:Tests?|IT)\.(?:java|kt|cs|php)$/;
const GENERATED =
  /(?:^|\/)(?:gen|genproto|generated|__generated__)\/|\.pb(?:\.\w+)?\.\w+$|_pb2(?:_grpc)?\.pyi?$|_pb\.[jt]s$|\.g\.cs$|\.min\.js$|\.d\.ts$/;

/** A word of code as it is compared: `PAYMENTS_URL`, `payments.url` and `paymentsUrl` are one. */
export function codeWord(written: string): string {
  return written.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** Adds what one file says. */
export function readCode(file: TextFile, wanted: ReadonlySet<string>, findings: CodeFindings): void {
  const isBuildFile = BUILD_FILES.test(baseName(file.path));
  const isDockerfile = DOCKERFILE.test(file.path);
  const mentionsKafka = /kafka/i.test(file.text);
  if (!isBuildFile && !isDockerfile) findings.hasCode = true;
  for (const { text, line } of codeLines(file)) {
    const place = { path: file.path, line };
    if (isDockerfile) {
      if (/^(?:ENTRYPOINT|CMD|RUN)\b/i.test(text)) findWords(text, place, wanted, findings.words);
      continue;
    }
    if (!isBuildFile) {
      findWords(text, place, wanted, findings.words);
      for (const [url] of text.matchAll(/[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'`<>()\\]+/gi))
        findings.urls.push({ text: url, place });
      const server = /\b(?:server|proxy_pass|grpc_pass|fastcgi_pass)\s+([\w.-]+:\d+)/.exec(text)?.[1];
      if (server !== undefined && file.path.endsWith(".conf")) findings.urls.push({ text: `tcp://${server}`, place });
      for (const host of hostsIn(text)) findings.urls.push({ text: `tcp://${host}`, place });
      if (mentionsKafka) for (const topic of topicsIn(text)) addFirst(findings.topics, topic, place);
    }
    for (const [written] of text.matchAll(/[\w.@/\\-]+/g)) {
      if (!DEFINITION.test(written)) continue;
      const path = pathFrom(folderOf(file.path), written);
      if (path !== undefined && findings.files.size < MAX_FILES) addFirst(findings.files, path, place);
    }
  }
}

const DEFINITION = /\.(?:ya?ml|json|proto|graphqls?|gql)$/;

/** Names of files beyond these are left out. */
const MAX_FILES = 10_000;

/** Parts of one expression that are looked at together: `settings.database.url` has three. */
const MAX_PARTS = 6;

function findWords(text: string, place: Place, wanted: ReadonlySet<string>, words: Map<string, Place>): void {
  for (const [token] of text.matchAll(/[A-Za-z_][\w.:-]*/g)) {
    const parts = token
      .split(/[.:-]+/)
      .slice(-MAX_PARTS)
      .map(codeWord);
    for (let start = 0; start < parts.length; start++) {
      let joined = "";
      for (const part of parts.slice(start)) {
        joined += part;
        if (wanted.has(joined)) addFirst(words, joined, place);
      }
    }
  }
}

function addFirst(places: Map<string, Place>, key: string, place: Place): void {
  if (!places.has(key)) places.set(key, place);
}

/** Hosts that code names without a URL: as a default, as an option, in a connection string. */
const HOST_FORMS = [
  /(?:host|addr|address|server|service|endpoint|broker|brokers)["'\])]{0,3}\s?(?:,|\|\||\?\?|:|=|or)\s?["']([\w.-]+(?::\d+)?)["']/gi,
  /["'](?:server|host|data source)=([\w.-]+)[;,"']/gi,
];

function* hostsIn(text: string): Generator<string> {
  for (const form of HOST_FORMS) for (const [, host = ""] of text.matchAll(form)) yield host;
}

const TOPIC_FORMS = [
  /\btopics?\s*[:=]\s*[[{(&]*\s*["']([\w.-]+)["']/gi,
  /\b(?:subscribe|consumetopics?|addtopics?|KafkaConsumer|AIOKafkaConsumer)\(\s*&?[[{(]*\s*(?:new\s*\[?\]?\s*\{?\s*)?["']([\w.-]+)["']/gi,
  /\b(?:ProducerRecord(?:<[^<>]{0,100}>)?|FutureRecord::to|BaseRecord::to)\(\s*["']([\w.-]+)["']/g,
  /\b(?:produce|produceasync|send_and_wait|sendmessage|kafkatemplate\.send|producer\.send)\(\s*["']([\w.-]+)["']/gi,
];

function* topicsIn(text: string): Generator<string> {
  for (const form of TOPIC_FORMS) {
    for (const [, topic = ""] of text.matchAll(form)) if (/^[A-Za-z][\w.-]{2,62}$/.test(topic)) yield topic;
  }
}

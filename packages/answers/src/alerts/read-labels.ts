import type { ReadLabel } from "./alert.ts";
import { isKnownLabel, labelName } from "./label-roles.ts";

const MAX_LABELS = 60;
const MAX_VALUE = 200;

/**
 * The labels of a line: `service = cart`, `pod="cart-7d9"`, `service:cart env:prod`, `Affected service: Cart`,
 * `[QueueName = orders]`, `pod/cart-7d9`.
 */
export function readLabels(line: string): ReadLabel[] {
  // "Service: cart | Env: prod" and "Host: cart - Service: disk" are several labels on one line.
  return line.split(SEPARATOR, MAX_LABELS).flatMap(atLabels).flatMap(readPart).slice(0, MAX_LABELS);
}

/** "Host: cart-db Severity: High": where a paste lost its line ends, a label that is known begins the next. */
function atLabels(part: string): string[] {
  const starts = [...part.matchAll(HEADINGS)].flatMap(({ 1: heading = "", index }) => {
    const words = heading.split(" ");
    const known = words.findIndex((_, at) => isKnownLabel(labelName(words.slice(at).join(" "))));
    return known < 0 ? [] : index + 1 + words.slice(0, known).join(" ").length + (known > 0 ? 1 : 0);
  });
  return [0, ...starts].map((start, at) => part.slice(start, starts[at]).trim()).filter((each) => each !== "");
}

const HEADINGS = /\s([A-Z][A-Za-z]{1,20}(?: [A-Za-z]{1,20}){0,2}):(?=\s{1,4}\S)/g;

/** Columns, bullets, and what else stands before a further label on a line. */
const SEPARATOR = /\s[|·•]\s|\s-\s(?=[A-Z][a-z]{1,20}:)|(?: {2,20}|[,;.] )(?=[A-Za-z][\w.-]{0,40}\s?[:=]\s{1,4}\S)/;

function readPart(line: string): ReadLabel[] {
  const found: ReadLabel[] = [];
  const add = (written: string, value: string) => {
    const label = labelName(written);
    const clean = cleaned(value);
    if (label !== "" && clean !== "" && found.length < MAX_LABELS) found.push({ label, value: clean });
  };
  const text = line.replace(BULLET, "");
  for (const [, object = "", namespace = "", name = ""] of text.matchAll(OBJECT)) {
    add(OBJECTS.get(object.toLowerCase()) ?? object, name);
    add("namespace", namespace);
  }
  const whole = WHOLE_LINE.exec(text);
  // What an address asks for is no label of the alert.
  const pairs = [...text.replace(ADDRESS, " ").matchAll(PAIR)].filter(([pair]) => !HOST_AND_PORT.test(pair));
  const dotted = [...text.matchAll(DOTTED)];
  for (const [, label = "", value = ""] of dotted) add(label, value);
  // "Dimensions: [QueueName = orders]": what a line says as a whole counts only where it says nothing else.
  if (whole && dotted.length === 0 && pairs.every(({ index }) => index <= (whole[1]?.length ?? 0)))
    add(whole[1] ?? "", whole[2] ?? "");
  for (const [, label = "", quoted, value = ""] of pairs) {
    if (!/^https?$/i.test(label) && !value.startsWith("//")) add(label, quoted ?? value);
  }
  return found;
}

const BULLET = /^[\s•▪◦·>|–-]+/;
const ADDRESS = /(?<!["=])https?:\/\/\S{1,1500}/g;
const WHOLE_LINE = /^([A-Za-z][\w./() -]{0,40}?)\s{0,3}[:=]\s{1,40}(\S.*)$/;
const PAIR =
  /(?<![\w./-])([A-Za-z][\w./-]{0,60})(?:\s{0,2}=~?\s{0,2}|:(?=[^\s/]))(?:"([^"\n]{0,200})"|([^\s,;"'{}()[\]|]{1,200}))/g;
/** "service.name: cart" in running text. */
const DOTTED = /(?<![\w./-])([a-z][a-z_]{1,30}(?:\.[a-z_]{1,30}){1,4}):\s{1,3}"?([^\s,;"'{}()[\]|]{1,200})/g;
/** "larder-db:5432" is one value. */
const HOST_AND_PORT = /^[\w.-]{1,60}:\d{2,5}$/;
const OBJECT =
  /(?<![\w.-])(pods?|po|deployments?|deploy|statefulsets?|sts|daemonsets?|ds|replicasets?|rs|jobs?|cronjobs?|cj|rollouts?|horizontalpodautoscalers?|hpa|services?|svc|ingress|persistentvolumeclaim|pvc)(?:\.(?:apps|batch|autoscaling|argoproj\.io|networking\.k8s\.io))?(?:\/v\d\w{0,8})?\/(?:([a-z0-9][a-z0-9-]{0,62})\/)?([a-z0-9][a-z0-9.-]{0,250})/gi;

/** True for a line that is a label and its value, known or not. */
export function isLabelled(line: string): boolean {
  return WHOLE_LINE.test(line.replace(BULLET, ""));
}

/** Short and plural names of Kubernetes objects, as labels. */
const OBJECTS: ReadonlyMap<string, string> = new Map([
  ["pods", "pod"],
  ["po", "pod"],
  ["deployments", "deployment"],
  ["deploy", "deployment"],
  ["statefulsets", "statefulset"],
  ["sts", "statefulset"],
  ["daemonsets", "daemonset"],
  ["ds", "daemonset"],
  ["replicasets", "replicaset"],
  ["rs", "replicaset"],
  ["job", "job_name"],
  ["jobs", "job_name"],
  ["cronjobs", "cronjob"],
  ["cj", "cronjob"],
  ["rollouts", "rollout"],
  ["horizontalpodautoscalers", "hpa"],
  ["horizontalpodautoscaler", "hpa"],
  ["services", "service"],
  ["svc", "service"],
]);

function cleaned(value: string): string {
  return value
    .slice(0, MAX_VALUE)
    .trim()
    .replace(/^["'“_]+|["'”,;_]+$/g, "")
    .trim();
}

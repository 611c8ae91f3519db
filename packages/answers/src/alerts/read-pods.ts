import type { ReadLabel } from "./alert.ts";
import { isPodName } from "./workload-names.ts";

/**
 * The pods in a line of Kubernetes: of a row as `kubectl get` prints it the name, with its namespace if that is a column or a flag;
 * of any other line the words that only pods are called. A row of one that runs well names none.
 */
export function readPods(text: string): ReadLabel[] {
  const flag = NAMESPACE_FLAG.exec(text)?.[1];
  const named = podsIn(text);
  return flag === undefined ? named : [{ label: "namespace", value: flag }, ...named];
}

function podsIn(text: string): ReadLabel[] {
  const row = ROW.exec(text);
  if (row) {
    const [, namespace, name = "", ready, wanted, status = ""] = row;
    if (ready === wanted && (status === "" || WELL.has(status))) return [];
    const pod = { label: "pod", value: name };
    return namespace === undefined ? [pod] : [{ label: "namespace", value: namespace }, pod];
  }
  return [...text.matchAll(WORD)].flatMap(([word]) => (isPodName(word) ? [{ label: "pod", value: word }] : []));
}

const NAMESPACE_FLAG = /(?:^|\s)(?:-n|--namespace)[ =]([a-z\d][a-z\d-]{0,62})(?![\w-])/;
const ROW =
  /^(?:([a-z\d][a-z\d-]{0,62}) {1,40})?([a-z\d][a-z\d.-]{1,252}) {1,80}(\d{1,4})\/(\d{1,4})(?: {1,40}([A-Z][\w:-]{0,60}))?(?= |$)/;
const WORD = /(?<![\w./=-])[a-z\d][a-z\d-]{3,252}(?![\w.-])/g;
const WELL: ReadonlySet<string> = new Set(["Running", "Completed", "Succeeded"]);

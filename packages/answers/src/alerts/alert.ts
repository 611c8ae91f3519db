/** One alert of a message, as a monitoring system wrote it. */
export interface Alert {
  /** The system it reads like, for example `alertmanager`; `labels` when it is only a list of labels. */
  readonly format: string;
  /** True when it says that the trouble is over. */
  readonly resolved: boolean;
  /** In lower case with `_` between words; of a label that was written twice the first value. */
  readonly labels: ReadonlyMap<string, string>;
  /** What it may be about, the most trusted first: ids, then names of services, workloads and containers. */
  readonly names: readonly AlertName[];
  /** Words of its text that are its subject if they are known as such: ids of its system, pods of stateful sets. */
  readonly mentioned: readonly AlertName[];
  /** The addresses in it. */
  readonly urls: readonly string[];
  /** What it is called, without its labels; empty when it says nothing else. */
  readonly title: string;
  /** The lines that are no label. */
  readonly prose: readonly string[];
}

/** A label as it was written, and its value. */
export interface ReadLabel {
  /** In lower case with `_` between words. */
  readonly label: string;
  readonly value: string;
}

/** A value of a label that identifies something. */
export interface AlertName {
  readonly label: string;
  readonly value: string;
  readonly role: NameRole;
}

/**
 * How a label identifies: by an annotation that holds its value; as the name of a service or workload; as that of a cloud
 * resource; as an address that is watched; as a word that may be a name or say anything else; or as what merely watches (an
 * exporter, a sidecar, a scrape job).
 */
export type NameRole = { readonly annotation: string } | "workload" | "resource" | "address" | "tag" | "watcher";

/** How the messages of one monitoring system look. Each expression is tried on one line. */
export interface AlertFormat {
  readonly name: string;
  /** Where an alert begins. What stands before the match is no part of it. */
  readonly starts: readonly RegExp[];
  /** What else shows that a message is of this system. */
  readonly hints: readonly RegExp[];
  /** What says that the trouble is over. */
  readonly resolved: readonly RegExp[];
  /** Names in running text, by the label they stand for; the first group is the name. */
  readonly named?: readonly (readonly [label: string, pattern: RegExp])[];
  /** The annotation that holds the ids of the system, which may stand anywhere in the text. */
  readonly ids?: string;
  /** Labels of a line that no pattern finds. */
  readonly read?: (text: string) => readonly ReadLabel[];
  /** True where what begins an alert may stand on each of its lines, as the events of one pod do. */
  readonly repeats?: boolean;
  /** What its labels are called elsewhere: the "project" of Sentry is no project of any other system. */
  readonly labels?: ReadonlyMap<string, string>;
  /** Labels that only a JSON message of this system has. */
  readonly webhook?: readonly string[];
}

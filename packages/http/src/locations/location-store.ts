/** A location that somebody registered over HTTP. */
export interface RegisteredLocation {
  /** A random UUID. */
  readonly id: string;
  readonly type: "url";
  readonly target: string;
}

/** Where registered locations survive a restart. */
export interface LocationStore {
  load(): Promise<readonly RegisteredLocation[]>;
  /** Keeps all locations that there are now; durable when it resolves. */
  save(locations: readonly RegisteredLocation[]): Promise<void>;
}

/** Keeps locations as long as the process runs. */
export function memoryLocationStore(locations: readonly RegisteredLocation[] = []): LocationStore {
  let kept = locations;
  return {
    load: async () => kept,
    async save(next) {
      kept = next;
    },
  };
}

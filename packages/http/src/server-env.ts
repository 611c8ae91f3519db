/** What the host of an app tells of a request beside it. */
export interface ServerEnv {
  readonly Bindings: {
    /** Whom the rate is counted for; all clients together where it is not told. */
    readonly clientAddress?: string;
  };
}

/** What every source of facts behind a service takes. */
export interface ServiceOptions {
  /** Where the service is, when it is not where its maker runs it. The token goes to this host and to no other. */
  readonly baseUrl?: string;
  /** What lets one read there. Give it as few rights as it needs. */
  readonly token: string;
  /** How the service is reached, where that is not the reader's `fetch`: through a proxy, with a certificate of yours. */
  readonly fetch?: typeof fetch;
}

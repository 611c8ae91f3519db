/** The part of Backstage's `EntityProvider` that is called. Any published one fits. */
export interface BackstageEntityProvider {
  getProviderName(): string;
  connect(connection: BackstageConnection): Promise<void>;
}

/** What a provider tells its changes to. */
export interface BackstageConnection {
  applyMutation(mutation: BackstageMutation): Promise<void>;
  refresh(options: { readonly keys: string[] }): Promise<void>;
}

/** Everything that a provider has now, or what changed. */
export type BackstageMutation =
  | { readonly type: "full"; readonly entities: readonly DeferredEntity[] }
  | {
      readonly type: "delta";
      readonly added: readonly DeferredEntity[];
      readonly removed: readonly (DeferredEntity | { readonly entityRef: string; readonly locationKey?: string })[];
    };

export interface DeferredEntity {
  readonly entity: object;
  readonly locationKey?: string;
}

/** The part of Backstage's `UrlReaderService` that is called. */
export interface BackstageUrlReader {
  readUrl(
    url: string,
    options?: { readonly signal?: AbortSignal },
  ): Promise<{ buffer(): Promise<{ toString(encoding: "utf8"): string }> }>;
}

/** A piece of work that a provider wants to be done again and again, such as reading all it has. */
export interface BackstageTask {
  readonly id: string;
  readonly fn: (signal: AbortSignal) => void | Promise<void>;
}

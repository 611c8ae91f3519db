/** How much one file may hold. What goes over a limit is a problem that names the limit. */
export interface ReadLimits {
  /** Size of the file in bytes of UTF-8. */
  readonly maxBytes: number;
  /** Documents in the file, empty ones included. */
  readonly maxDocuments: number;
  /** Mappings and lists inside one another. */
  readonly maxDepth: number;
}

/** For sources that the operator of the catalog configured. */
export const defaultReadLimits: ReadLimits = { maxBytes: 64 * 1024 * 1024, maxDocuments: 100_000, maxDepth: 200 };

/** For files of repositories that anybody may write to. */
export const repositoryReadLimits: ReadLimits = { maxBytes: 1024 * 1024, maxDocuments: 1000, maxDepth: 200 };

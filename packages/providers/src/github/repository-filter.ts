import { matchesPattern } from "@callboard/core";

export type RepositoryVisibility = "public" | "private" | "internal";

/** Which repositories to read; each that is given has to hold. */
export interface RepositoryFilters {
  /** With one of `include` and none of `exclude`. */
  readonly topics?: { readonly include?: readonly string[]; readonly exclude?: readonly string[] };
  /** All that the credentials can see unless given. */
  readonly visibility?: readonly RepositoryVisibility[];
  /** Whether archived ones are read too; false unless given. */
  readonly archived?: boolean;
  /** Whether forks are read too; false unless given. */
  readonly forks?: boolean;
  /** Patterns of names without their owner, such as `svc-*`, in any case of letters: one of `include` and none of `exclude`. */
  readonly names?: { readonly include?: readonly string[]; readonly exclude?: readonly string[] };
}

/** What a filter looks at. */
export interface FilteredRepository {
  readonly name: string;
  readonly topics: readonly string[];
  readonly visibility: RepositoryVisibility;
  readonly isArchived: boolean;
  readonly isFork: boolean;
}

/** Tells which repositories are read, for a listing and for a webhook alike. */
export function repositoryFilter(filters: RepositoryFilters = {}): (repository: FilteredRepository) => boolean {
  const { topics = {}, visibility, archived = false, forks = false, names = {} } = filters;
  return (repository) => {
    const hasTopic = (topic: string) => repository.topics.includes(topic.toLowerCase());
    const name = repository.name.toLowerCase();
    const isNamed = (pattern: string) => matchesPattern(name, pattern.toLowerCase());
    return (
      (archived || !repository.isArchived) &&
      (forks || !repository.isFork) &&
      (visibility?.includes(repository.visibility) ?? true) &&
      (topics.include?.some(hasTopic) ?? true) &&
      !topics.exclude?.some(hasTopic) &&
      (names.include?.some(isNamed) ?? true) &&
      !names.exclude?.some(isNamed)
    );
  };
}

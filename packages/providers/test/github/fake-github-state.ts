import { createHash } from "node:crypto";

/** A repository as the fake keeps it; everything may be changed at any time. */
export interface FakeRepository {
  readonly id: string;
  name: string;
  owner: string;
  branch: string;
  isArchived: boolean;
  isFork: boolean;
  visibility: "PUBLIC" | "PRIVATE" | "INTERNAL";
  topics: string[];
  readonly files: Map<string, string | Uint8Array>;
  /** True for one that a query shows as null, as where a token lacks the single sign-on. */
  isHidden: boolean;
  /** True for one whose files a query fails on. */
  isBroken: boolean;
}

export interface FakeTeam {
  readonly id: string;
  slug: string;
  name: string;
  description: string | null;
  parent: string | null;
  members: string[];
}

export interface FakePerson {
  readonly id: string;
  login: string;
  name: string | null;
  email: string;
  verified: string[];
  suspendedAt: string | null;
  isBot: boolean;
}

export interface FakeAccount {
  readonly id: number;
  login: string;
  readonly isPerson: boolean;
  readonly formerLogins: string[];
  readonly teams: FakeTeam[];
  readonly members: FakePerson[];
}

/** Everything the fake GitHub holds. */
export interface FakeGithubState {
  readonly accounts: FakeAccount[];
  /** In the order they were made. */
  readonly repositories: FakeRepository[];
  organization(login: string, options?: Partial<Pick<FakeAccount, "isPerson">>): FakeAccount;
  /** Makes a repository, by owner and name, with files by path. */
  repository(
    slug: string,
    files?: Readonly<Record<string, string | Uint8Array>>,
    options?: Partial<FakeRepository>,
  ): FakeRepository;
  find(slug: string): FakeRepository;
  remove(slug: string): void;
}

export function fakeGithubState(): FakeGithubState {
  const accounts: FakeAccount[] = [];
  const repositories: FakeRepository[] = [];
  let count = 0;
  return {
    accounts,
    repositories,
    organization(login, { isPerson = false } = {}) {
      const account = { id: 1000 + accounts.length, login, isPerson, formerLogins: [], teams: [], members: [] };
      accounts.push(account);
      return account;
    },
    repository(slug, files = {}, options = {}) {
      const [owner = "", name = ""] = slug.split("/");
      count += 1;
      const made: FakeRepository = {
        id: `R_${String(count).padStart(6, "0")}`,
        name,
        owner,
        branch: "main",
        isArchived: false,
        isFork: false,
        visibility: "PRIVATE",
        topics: [],
        files: new Map(Object.entries(files)),
        isHidden: false,
        isBroken: false,
        ...options,
      };
      repositories.push(made);
      return made;
    },
    find(slug) {
      const found = repositories.find(({ owner, name }) => `${owner}/${name}` === slug);
      if (!found) throw new Error(`The fake GitHub has no ${slug}.`);
      return found;
    },
    remove(slug) {
      repositories.splice(repositories.indexOf(this.find(slug)), 1);
    },
  };
}

/** The id that git gives to content. */
export function blobOid(content: string | Uint8Array): string {
  const bytes = Buffer.from(content);
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

/** An id of everything in a repository; null while it is empty. */
export function commitOid({ files }: FakeRepository): string | null {
  if (files.size === 0) return null;
  const hash = createHash("sha1");
  for (const [path, content] of [...files].sort()) hash.update(`${path} ${blobOid(content)}\n`);
  return hash.digest("hex");
}

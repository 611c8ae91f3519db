import type { Origin } from "@callboard/core";
import { defineIntent } from "../intent.ts";
import { askingFor } from "./asking-for.ts";
import { type Pointer, type PointersOf, pointersOf, type Topic } from "./pointers.ts";
import { repositories } from "./repository.ts";
import { safeLink } from "./safe-link.ts";

/** Where the code of entities is. */
export interface RepoData {
  readonly about: readonly PointersOf[];
}

/** Where it is looked for. */
export const REPOSITORY: Topic = {
  links: "repo",
  annotations: (entity, { origin }) => repositories(entity, origin),
  else: ["provider"],
};

/** Where nothing names the repository, the place of the descriptor is a hint; then that of what it is a part of. */
const DESCRIPTOR: Topic = { annotations: (_, { origin }) => descriptorPlace(origin), else: [] };
const WHOLE: Topic = { ...REPOSITORY, else: ["whole"] };

const REPO =
  "(repo|repos|repository|repositories|git repo|github repo|gitlab repo|project|github project|gitlab project|codebase)";

export const repo = defineIntent({
  name: "repo",
  tells: "where the code of something is",
  takes: "many",
  kinds: [["component"], ["api", "resource"], ["*"], ["group"], ["user"]],
  phrases: [
    ...askingFor(
      "(repo|repos|repository|repositories|git repo|git repository|github repo|gitlab repo|code repo|code|source|source code|sources|sourcecode|codebase|code base|github|gitlab|bitbucket|git|git url|clone url)",
    ),
    `(which|what) ${REPO} (is|are|was) {entity} [in|at|under|from|living in|hosted in|hosted on|built from|part of|kept in]`,
    `(which|what) ${REPO} (do|does|did) {entity} (live in|belong to|come from|use|sit in|build from|have)`,
    `(which|what) ${REPO} (has|holds|contains|builds|hosts|owns) {entity}`,
    `in (which|what) ${REPO} (is|are|do|does) {entity} [live|sit]`,
    "where (do|does|did) (code|source|source code|repo|repository) (of|for) {entity} (live|lives|sit|reside)",
    "where is {entity} (on|in) (github|gitlab|bitbucket|git)",
    `(which|what) ${REPO} (do|should|can|must) (i|we) (clone|fork|check out|use|look at|look in) [for|to get] {entity}`,
    "where (do|does|did) {entity} [code|source] (live|lives|sit|come from|reside)",
    "(link|url|pointer) (to|for|of) {entity} (on|in) (github|gitlab|bitbucket|git)",
    "{entity} (on|in) (github|gitlab|bitbucket|git)",
    "where (is|are) {entity} [code|source] (kept|checked in|implemented|defined|hosted|written|built|developed|coded|versioned|stored in git)",
    "(where|how) (do|can|could|should|to) [i|we|you|one] (clone|fork|check out|contribute to|open a pr for|open a pr against|open a pull request for|send a pr to|send a pr for|make a pr for) {entity}",
  ],
  cues: [
    "(repo|repos|repository|github|gitlab|bitbucket|codebase|source|sources|code|clone|git|fork)",
    "(hack on|hacking on|pull request|checked in|check out|checkout the code)",
    "(source|sources|patch|commit to|contribute|checkout|check out|clone|codebase|code|mono-repo|monorepo)",
  ],
  cueKinds: ["component", "api", "resource", "system", "template"],
  examples: [
    "which repo is {entity}",
    "which repo is {entity} in",
    "repo {entity}",
    "{entity} repo",
    "where's the code for {entity}",
    "where does {entity} live",
    "source code of {entity}?",
    "github {entity}",
    "github link for {entity}",
    "what repository does {entity} live in",
    "repositroy of {entity}",
    "where can i find the source of {entity}",
    "how do I clone {entity}",
    "where is {entity}'s code",
    "git repo for {entity}",
    "link to the {entity} repo",
    "where do I open a PR for {entity}",
    "i am looking for the code of {entity}",
    "give me the repo of {entity}",
    "codebase for {entity}",
  ],
  exampleKinds: ["component", "resource", "api"],
  answer: (view, { entities }): RepoData => ({
    about: entities.map((ref) => {
      const named = pointersOf(view, ref, REPOSITORY);
      if (named.found.length > 0) return named;
      const described = pointersOf(view, ref, DESCRIPTOR);
      return described.found.length > 0 ? described : pointersOf(view, ref, WHOLE);
    }),
  }),
});

function descriptorPlace({ location, viewUrl }: Origin): readonly Pointer[] {
  const url = safeLink(viewUrl ?? location.replace(/^url:/, ""));
  return url === null ? [] : [{ url, text: null, from: "descriptor" }];
}

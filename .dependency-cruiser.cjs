// One direction: provider → ingest → store → graph, search → query → lint inside the core,
// core → providers, store, facts → answers → the command between packages.

/** Packages in order: each may import those before it. */
const PACKAGES = ["core", "providers", "store", "facts", "answers", "pictures", "scaffolder", "bot", "http", "cli"];

/** Packages that stand side by side: neither imports the other. */
const SEPARATE_PACKAGES = [
  ["store", "providers"],
  ["facts", "providers"],
  ["facts", "store"],
  ["pictures", "providers"],
  ["pictures", "store"],
  ["pictures", "facts"],
  ["pictures", "answers"],
  ["scaffolder", "providers"],
  ["scaffolder", "facts"],
  ["scaffolder", "answers"],
  ["scaffolder", "pictures"],
  ["http", "providers"],
  ["http", "store"],
  ["http", "bot"],
];

/** Stages of the core in order: each imports itself, earlier ones, model/ and errors.ts. */
const STAGES = ["provider", "ingest", "store", "graph", "search", "query", "lint"];

/** Stages that stand side by side. */
const SEPARATE_STAGES = [["search", "graph"]];

const CORE = "^packages/core/src";

const oneOf = (names) => `(${names.join("|")})`;

const stageRules = STAGES.flatMap((stage, position) => {
  const beside = SEPARATE_STAGES.filter(([from]) => from === stage).map(([, to]) => to);
  const forbidden = [...STAGES.slice(position + 1), ...beside];
  return forbidden.length === 0
    ? []
    : {
        name: `stage-${stage}`,
        comment: `The ${stage} stage imports itself, earlier stages, model/ and errors.ts.`,
        severity: "error",
        from: { path: `${CORE}/${stage}/` },
        to: { path: `${CORE}/${oneOf(forbidden)}/` },
      };
});

const packageRules = PACKAGES.flatMap((name, position) => {
  const beside = SEPARATE_PACKAGES.filter(([from]) => from === name).map(([, to]) => to);
  const forbidden = [...PACKAGES.slice(position + 1), ...beside];
  return forbidden.length === 0
    ? []
    : {
        name: `package-${name}`,
        comment: `packages/${name} imports only packages that come before it.`,
        severity: "error",
        from: { path: `^packages/${name}/src/` },
        to: { path: `^packages/${oneOf(forbidden)}/` },
      };
});

module.exports = {
  forbidden: [
    ...packageRules,
    ...stageRules,
    {
      name: "foundation",
      comment: "model/ and errors.ts import no stage and nothing that wires stages.",
      severity: "error",
      from: { path: `${CORE}/(model/|errors\\.ts$)` },
      to: { path: `${CORE}/`, pathNot: `${CORE}/(model/|errors\\.ts$)` },
    },
    {
      name: "wiring",
      comment: "A stage never imports the files that wire the stages.",
      severity: "error",
      from: { path: `${CORE}/${oneOf(STAGES)}/` },
      to: { path: `${CORE}/([^/]+\\.ts$|(testing|kinds)/)`, pathNot: `${CORE}/errors\\.ts$` },
    },
    {
      name: "by-name",
      comment: "A package imports another by its name, never a file inside it.",
      severity: "error",
      from: { path: "^packages/([^/]+)/(?!test/)" },
      to: { path: "^packages/", pathNot: "^packages/$1/", dependencyTypes: ["local"] },
    },
    {
      name: "by-name-in-tests",
      comment: "So do tests, but for the fakes that other tests have.",
      severity: "error",
      from: { path: "^packages/([^/]+)/test/" },
      to: { path: "^packages/[^/]+/(?!test/)", pathNot: "^packages/$1/", dependencyTypes: ["local"] },
    },
    {
      name: "examples-by-name",
      comment: "An example imports what its reader could install.",
      severity: "error",
      from: { path: "^examples/" },
      to: { path: "^(packages|scripts|bench|test)/", dependencyTypes: ["local"] },
    },
    {
      name: "core-is-isomorphic",
      comment: "The core runs in a worker and a browser.",
      severity: "error",
      from: { path: `${CORE}/` },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "graphology-in-one-place",
      comment: "Only graph/graphology.ts knows graphology.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: `${CORE}/graph/graphology\\.ts$` },
      to: { path: "node_modules/graphology" },
    },
    {
      name: "minisearch-in-one-place",
      comment: "Only search/full-text.ts knows minisearch.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: `${CORE}/search/full-text\\.ts$` },
      to: { path: "node_modules/minisearch" },
    },
    {
      name: "bolt-in-one-place",
      comment: "Only slack/ knows Bolt: what the bot says and whom it trusts is tested without it.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: "^packages/bot/src/slack/" },
      to: { path: "node_modules/@slack/(bolt|web-api|socket-mode|logger)/" },
    },
    {
      name: "limits-stand-alone",
      comment: "What Slack refuses is known without the fake Slack and without the bot.",
      severity: "error",
      from: { path: "^packages/bot/src/limits/" },
      to: { path: "^packages/", pathNot: "^packages/bot/src/limits/" },
    },
    {
      name: "test-kit-without-bot",
      comment: "The fake Slack tests any app, and the bot ships without it.",
      severity: "error",
      from: { path: "^packages/bot/src/testing/" },
      to: { path: "^packages/bot/src/", pathNot: "^packages/bot/src/(testing|limits)/" },
    },
    {
      name: "bot-without-test-kit",
      comment: "The fake Slack tests any app, and the bot ships without it.",
      severity: "error",
      from: { path: "^packages/bot/src/", pathNot: "^packages/bot/src/testing/" },
      to: { path: "^packages/bot/src/testing/" },
    },
    {
      name: "declared",
      comment:
        "What a package ships imports only what its package.json declares for its users, or what is bundled into it.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/" },
      to: {
        pathNot: "node_modules/(@noble/hashes|nunjitsu)/",
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        dependencyTypesNot: ["npm", "npm-peer", "npm-optional"],
      },
    },
    {
      name: "sources-without-tests",
      comment: "What a package ships imports no test.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/" },
      to: { path: "(^|/)(test|bench|scripts)/" },
    },
    {
      name: "no-circular",
      comment: "A cycle means two files are one, or a third is missing. Cycles of types count too.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "resolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(packages|examples)/.*/(dist|fixtures|skeleton)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@callboard/source", "import", "node", "default", "types"],
      extensions: [".ts", ".mjs", ".cjs", ".js", ".json", ".d.ts"],
    },
  },
};

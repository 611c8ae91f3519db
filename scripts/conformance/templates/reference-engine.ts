import { builtInFilters, configuredHosts, nunjitsuEngine } from "@callboard/scaffolder";

const hosts = configuredHosts([
  { host: "ghe.example.com", type: "github" },
  { host: "gitlab.example.com", type: "gitlab" },
]);

/** The language of templates with the hosts that the recorded cases know. */
export const referenceEngine = nunjitsuEngine({ filters: builtInFilters(hosts) });

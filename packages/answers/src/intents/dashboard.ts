import { annotation } from "@callboard/core";
import { defineIntent } from "../intent.ts";
import { askingFor } from "./asking-for.ts";
import { type Pointer, type PointersOf, pointersOf, type Topic } from "./pointers.ts";
import { safeLink } from "./safe-link.ts";

/** Where entities can be watched. */
export interface DashboardData {
  readonly about: readonly PointersOf[];
}

/** Annotations whose value is an address. */
const ADDRESSES = ["grafana/overview-dashboard", "datadoghq.com/dashboard-url", "datadoghq.com/graph-url"] as const;

/** Annotations whose value says which dashboards of a service are meant. */
const SELECTORS = [
  { name: "grafana/dashboard-selector", what: "Grafana dashboards selected by" },
  { name: "grafana/tag-selector", what: "Grafana dashboards tagged" },
  { name: "newrelic.com/dashboard-guid", what: "New Relic dashboard" },
] as const;

/** Where it is looked for. */
export const DASHBOARD: Topic = {
  links: "dashboard",
  annotations: (entity) => [
    ...ADDRESSES.flatMap((name): Pointer[] => {
      const url = safeLink(annotation(entity, name)?.trim() ?? "");
      return url === null ? [] : [{ url, text: null, from: name }];
    }),
    ...SELECTORS.flatMap(({ name, what }): Pointer[] => {
      const value = annotation(entity, name)?.trim();
      return value ? [{ url: null, text: `${what} ${value}`, from: name }] : [];
    }),
  ],
  else: ["provider", "whole", "owner"],
};

const MEASURES =
  "(latency|cpu|memory|errors|error rate|traffic|throughput|load|request|requests|performance|slo|business|overview|live|prod|production|service)";

export const dashboard = defineIntent({
  name: "dashboard",
  tells: "where something can be watched",
  takes: "many",
  kinds: [["component", "resource"], ["api"], ["*"], ["group"], ["user"]],
  phrases: [
    ...askingFor(
      "(dashboard|dashboards|dashbord|dash|grafana|grafana board|grafana dashboard|grafana dashboards|metrics|metric|graph|graphs|charts|monitoring|monitoring page|monitors|datadog|datadog dashboard|datadog board|dashboard board|status board|observability|telemetry|golden signals|stats)",
    ),
    `{entity} ${MEASURES} (dashboard|dashboards|graph|graphs|metrics|charts|grafana)`,
    "(how|where) (do|can|could|should|to) [i|we|you|one] (monitor|watch|observe) {entity}",
    "(show|find|open|see) [me|us] {entity} (in|on) (grafana|datadog|dashboard)",
    "(how|where) is {entity} (monitored|watched|observed)",
    "is {entity} (monitored|observed) [anywhere|somewhere]",
  ],
  cues: [
    "(dashboard|dashboards|dash|dashes|grafana|metrics|graph|graphs|chart|charts|board|datadog|telemetry|monitoring|monitored|latency|throughput|error rate|golden signals|panel|panels|numbers)",
    "(watch|watching|monitor|observe)",
    "(plot|plotted|plots|visual|visualise|visualised|stats|chart|graph|gauge|gauges|monitor|telemetry|stare at|eyeball|observe|watch|numbers)",
  ],
  examples: [
    "show me the {entity} dashboard",
    "dashboard {entity}",
    "{entity} dashboard?",
    "grafana for {entity}",
    "grafana {entity}",
    "link to the metrics of {entity}",
    "metrics for {entity}",
    "where are the graphs for {entity}",
    "where's the dashboard of {entity}",
    "dashbaord for {entity}",
    "is there a dashboard for {entity}",
    "does {entity} have a grafana board",
    "where can I see the metrics of {entity}",
    "pull up the {entity} dashboard",
    "{entity} latency graph",
    "monitoring for {entity}",
    "how do we monitor {entity}",
    "datadog {entity}",
    "i need a dashboard for {entity}",
    "got a graph of {entity}?",
  ],
  exampleKinds: ["component", "resource", "api", "system"],
  answer: (view, { entities }): DashboardData => ({ about: entities.map((ref) => pointersOf(view, ref, DASHBOARD)) }),
});

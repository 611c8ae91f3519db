import type { AlertFormat } from "./alert.ts";
import { alertmanager } from "./formats/alertmanager.ts";
import { argoCd } from "./formats/argo-cd.ts";
import { azureMonitor } from "./formats/azure-monitor.ts";
import { cloudwatch } from "./formats/cloudwatch.ts";
import { datadog } from "./formats/datadog.ts";
import { dynatrace } from "./formats/dynatrace.ts";
import { elastic } from "./formats/elastic.ts";
import { googleCloud } from "./formats/google-cloud.ts";
import { grafana } from "./formats/grafana.ts";
import { kubernetes } from "./formats/kubernetes.ts";
import { monitors } from "./formats/monitors.ts";
import { nagios } from "./formats/nagios.ts";
import { newrelic } from "./formats/newrelic.ts";
import { opsgenie } from "./formats/opsgenie.ts";
import { pagerduty } from "./formats/pagerduty.ts";
import { pipelines } from "./formats/pipelines.ts";
import { sentry } from "./formats/sentry.ts";
import { sonarqube } from "./formats/sonarqube.ts";
import { splunk } from "./formats/splunk.ts";
import { uptime } from "./formats/uptime.ts";

/** Every format that is recognised. Of two that a message looks like as much, the earlier one is meant. */
export const formats: readonly AlertFormat[] = [
  alertmanager,
  grafana,
  pagerduty,
  opsgenie,
  datadog,
  cloudwatch,
  azureMonitor,
  googleCloud,
  argoCd,
  sonarqube,
  sentry,
  newrelic,
  dynatrace,
  elastic,
  splunk,
  pipelines,
  kubernetes,
  uptime,
  nagios,
  monitors,
];

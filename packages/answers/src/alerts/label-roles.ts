import type { NameRole } from "./alert.ts";

/** What identifies the subject of an alert, the most trusted first. */
const ROLES: readonly (readonly [role: NameRole, labels: readonly string[]])[] = [
  [
    { annotation: "backstage.io/kubernetes-id" },
    labels("backstage_io_kubernetes_id kubernetes_id backstage_kubernetes_id"),
  ],
  [{ annotation: "pagerduty.com/service-id" }, labels("pagerduty_service_id pagerduty_service pd_service_id")],
  [
    { annotation: "pagerduty.com/integration-key" },
    labels("integration_key routing_key service_key pagerduty_integration_key"),
  ],
  [
    { annotation: "argocd/app-name" },
    labels("argocd_app argocd_application argocd_app_name argo_app argocd_argoproj_io_instance"),
  ],
  [{ annotation: "sentry.io/project-slug" }, labels("sentry_project sentry_project_slug")],
  [{ annotation: "sonarqube.org/project-key" }, labels("sonar_project sonarqube_project project_key")],
  [{ annotation: "github.com/project-slug" }, labels("repository_slug")],
  [{ annotation: "grafana/dashboard-selector" }, labels("dashboard_uid grafana_dashboard_uid")],
  ["workload", labels("entity entity_ref component_ref backstage_entity catalog_entity")],
  [
    "workload",
    labels(
      "service services service_name servicename svc impacted_service impacted_services affected_service affected_services affected_component affected_components affected_resource affected_resources affected_configuration_items configurationitems configuration_items target_resource target_resource_name resource_name impacted_resource impacted_entity impacted_entities impactedentities service_id entity_name entity_display_name target_name targets service_display_name dataset",
    ),
  ],
  [
    "workload",
    labels(
      "app_kubernetes_io_name app application app_name application_name applicationname k8s_app kube_app_name microservice component components apps applications",
    ),
  ],
  ["workload", labels("destination_service_name destination_workload destination_app destination_canonical_service")],
  [
    "workload",
    labels(
      "deployment deployment_name kube_deployment k8s_deployment_name statefulset kube_stateful_set kube_statefulset k8s_statefulset_name daemonset kube_daemon_set k8s_daemonset_name rollout cronjob kube_cronjob k8s_cronjob_name job_name kube_job k8s_job_name workload workload_name owner_name horizontalpodautoscaler hpa scaletargetref_name",
    ),
  ],
  ["workload", labels("argocd_name app_kubernetes_io_instance release helm_release")],
  [
    "workload",
    labels(
      "replicaset kube_replica_set k8s_replicaset_name pod pod_name podname kube_pod_name k8s_pod_name kubernetes_pod_name involvedobject object affected_object",
    ),
  ],
  ["workload", labels("container container_name kube_container_name k8s_container_name")],
  [
    "resource",
    labels(
      "dbinstanceidentifier db_instance_identifier dbclusteridentifier db_cluster_identifier cacheclusterid cache_cluster_id replicationgroupid servicename_ecs functionname function_name queuename queue_name topicname topic_name tablename table_name bucketname bucket_name loadbalancer load_balancer loadbalancername targetgroup target_group streamname stream_name delivery_stream_name autoscalinggroupname domainname apiname api_name clustername cluster_name filesystemid brokername broker statemachinearn rule_name distribution_id arn source_id sourceidentifier source_identifier database_id subscription_id topic_id queue_id instance_name",
    ),
  ],
  [
    "resource",
    labels(
      "datname dbname database db database_name datasource redis_instance queue topic kafka_topic consumer_group consumergroup bucket persistentvolumeclaim pvc",
    ),
  ],
  ["workload", labels("project project_slug project_name monitor_name check check_name site check_id entity_id")],
  [
    "address",
    labels(
      "url website monitored_url monitor_url monitorurl target endpoint ingress host hostname host_name full_url http_url address probe_url uri instance",
    ),
  ],
  ["watcher", labels("job scrape_job")],
];

const TRUST: ReadonlyMap<string, { readonly trust: number; readonly role: NameRole }> = new Map(
  ROLES.flatMap(([role, names], trust) => names.map((name) => [name, { trust, role }] as const)),
);

/** What a label identifies, and how far it is trusted: 0 most; undefined for a label that identifies nothing. */
export function labelRole(label: string): { readonly trust: number; readonly role: NameRole } | undefined {
  return TRUST.get(label);
}

/** Labels that say something about an alert and identify nothing. */
const OTHERS: ReadonlySet<string> = new Set(
  labels(
    "alertname alert alert_name severity priority status state namespace kubernetes_namespace kube_namespace k8s_namespace_name exported_namespace env environment stage region aws_region cluster team owner squad summary description message reason threshold value values labels annotations source silence runbook runbook_url runbook_link dashboard dashboard_url panel_url panel starts_at startsat started ends_at severity_level account aws_account account_id timestamp alarm_name alarmname name metric metric_name namespace_aws new_state old_state state_change dimensions triggered_at created_at opened incident incident_id assigned assigned_to urgency escalation_policy type kind tags tag monitor level release_version event_id duration root_cause http_status response_code details error url_alert culprit platform first_seen last_seen events users rule condition received generatorurl view node uid branch commit title sync health location responders query notified policy channel receiver repository revision sync_status health_status quality_gate issue monitor_condition monitoring_service signal_type fired_time resolved_date_time essentials_version",
  ),
);

/** True for a label that alerts have, so that its line is no prose. */
export function isKnownLabel(label: string): boolean {
  return TRUST.has(label) || OTHERS.has(label) || label.startsWith("label_");
}

/** Labels that hold the namespace of what the alert is about. */
export const NAMESPACE_LABELS: readonly string[] = labels(
  "namespace kubernetes_namespace kube_namespace k8s_namespace_name exported_namespace destination_service_namespace destination_workload_namespace",
);

/** Labels that hold the environment. */
export const ENVIRONMENT_LABELS: readonly string[] = labels(
  "env environment stage deployment_environment tier_environment service_environment",
);

/** What watches others, or stands beside them: an alert that names something else is about that. */
export function isWatcher(value: string): boolean {
  const name = value.toLowerCase();
  return WATCHERS.some((each) => name === each || name.endsWith(`-${each}`) || name.startsWith(`${each}-`));
}

const WATCHERS: readonly string[] = labels(
  "kube-state-metrics node-exporter blackbox blackbox-exporter prometheus alertmanager cadvisor kubelet kubernetes-pods kubernetes-service-endpoints kubernetes-nodes apiserver pushgateway grafana-agent otel-collector istio-proxy istiod linkerd-proxy envoy fluent-bit fluentd vault-agent datadog-agent cloud-sql-proxy cloudsql-proxy cloudwatch-exporter postgres-exporter redis-exporter mysqld-exporter kafka-exporter argocd-metrics pod node windows-exporter",
);

/** The name under which a label is known: in lower case, with `_` between its words. */
export function labelName(written: string): string {
  const name = written
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
  return name.replace(PREFIX, "");
}

/** What stands before the name of a label where it says whose it is: `label_app`, `resource.labels.service_name`. */
const PREFIX = /^(?:label|(?:resource|metric|common|group|metadata)_labels|labels|tags|context)_(?=.)/;

function labels(text: string): string[] {
  return text.split(" ");
}

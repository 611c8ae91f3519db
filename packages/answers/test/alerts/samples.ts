import type { QuestionContext, Surface } from "../../src/index.ts";

/** A pasted message and what it should lead to, in one line: outcome unless `answer`, intent, then what it is about. */
export interface AlertSample {
  readonly name: string;
  readonly text: string;
  readonly expected: string;
  readonly surface?: Surface;
  readonly context?: QuestionContext;
}

export const alertSamples: readonly AlertSample[] = [
  // Alertmanager
  {
    name: "Alertmanager, its default list of labels",
    text: `[FIRING:1] KubeDeploymentReplicasMismatch (prod critical)
*Alerts Firing:*
Labels:
 - alertname = KubeDeploymentReplicasMismatch
 - container = kube-state-metrics
 - deployment = basket-weaver
 - instance = 10.1.4.22:8080
 - job = kube-state-metrics
 - namespace = live
 - severity = critical
Annotations:
 - description = Deployment live/basket-weaver has not matched the expected number of replicas for 15 minutes.
 - runbook_url = https://runbooks.prometheus-operator.dev/runbooks/kubernetes/kubedeploymentreplicasmismatch
Source: <http://prometheus.larder.example/graph?g0.expr=up&amp;g0.tab=1>`,
    expected: "blast_radius basket-weaver in prod",
  },
  {
    name: "Alertmanager, bullets in bold with ticks",
    text: `:fire: *<https://alertmanager.larder.example/#/alerts?receiver=slack|[FIRING:1] PodCrashLooping>*
*Alert:* Pod is restarting - \`critical\`
*Description:* freezer keeps restarting, see shelf for the cause
*Details:*
 • *alertname:* \`PodCrashLooping\`
 • *namespace:* \`live\`
 • *pod:* \`freezer-6b7f9c9d4f-x7k2p\`
 • *severity:* \`critical\``,
    expected: "blast_radius freezer",
  },
  {
    name: "Alertmanager, the title alone with the values of its labels",
    text: "[FIRING:1] KubePodNotReady (freezer kube-state-metrics live freezer-6b7f9c9d4f-x7k2p warning)",
    expected: "blast_radius freezer",
  },
  {
    name: "Alertmanager, the id of Kubernetes instead of the name",
    text: `[FIRING:1] HighErrorRate
service: shelf-backend
severity: page
summary: 5xx above 5 %`,
    expected: "blast_radius shelf",
  },
  {
    name: "Alertmanager, a label selector that fits",
    text: '[FIRING:1] HighLatency {app="doorstep-web", tier="front", severity="warning"}',
    expected: "blast_radius doorstep slow",
  },
  {
    name: "Alertmanager, a label against prose",
    text: `[FIRING:1] QueueBacklog
 - service = van-router
 - summary = van-router waits for shelf and larder-db
 - severity = warning`,
    expected: "blast_radius van-router",
  },
  {
    name: "Alertmanager, a name that only begins like a real one",
    text: `[FIRING:1] HighErrorRate
 - service = shelf-printer
 - summary = shelf is fine
 - severity = warning`,
    expected: "not_found blast_radius shelf-printer",
  },
  {
    name: "Alertmanager, a workload that nobody knows",
    text: `[FIRING:1] KubePodCrashLooping
 - namespace = live
 - pod = ghost-kitchen-7d9f8c6b5d-x2x4z
 - severity = warning`,
    expected: "not_found blast_radius ghost-kitchen",
  },
  {
    name: "Alertmanager, the namespace decides",
    text: `[FIRING:1] ScalesOff
 - namespace = south
 - service = scales
 - severity = critical`,
    expected: "blast_radius south/scales",
  },
  {
    name: "Alertmanager, no namespace where two have the name",
    text: `[FIRING:1] ScalesOff
 - service = scales
 - severity = critical`,
    expected: "clarify blast_radius north/scales + south/scales",
  },
  {
    name: "Alertmanager, two alerts in one message",
    text: `[FIRING:2] HighErrorRate
*Alerts Firing:*
Labels:
 - alertname = HighErrorRate
 - service = shelf
 - severity = critical
Labels:
 - alertname = HighErrorRate
 - service = freezer
 - severity = critical`,
    expected: "common_causes shelf + freezer",
  },
  {
    name: "Alertmanager, two alerts of one service",
    text: `[FIRING:2] shelf
Labels:
 - alertname = HighErrorRate
 - service = shelf
Labels:
 - alertname = HighLatency
 - service = shelf`,
    expected: "blast_radius shelf",
  },
  {
    name: "Alertmanager, resolved",
    text: `[RESOLVED] HighErrorRate
 - service = shelf
 - severity = critical`,
    expected: "describe shelf",
  },
  {
    name: "Alertmanager, its webhook",
    text: `{"receiver":"slack","status":"firing","alerts":[{"status":"firing","labels":{"alertname":"Down","service":"shelf","severity":"critical"},"annotations":{"summary":"shelf down"},"startsAt":"2026-03-10T08:00:00Z","generatorURL":"<http://prometheus.larder.example/graph>"},{"status":"firing","labels":{"alertname":"Down","service":"basket-weaver"}}],"groupLabels":{"alertname":"Down"},"commonLabels":{"alertname":"Down"},"version":"4"}`,
    expected: "common_causes shelf + basket-weaver",
  },
  {
    name: "Alertmanager, only the exporter is known",
    text: `[FIRING:1] TargetDown
 - job = kube-state-metrics
 - severity = warning`,
    expected: "blast_radius kube-state-metrics",
  },
  {
    name: "Alertmanager, who owns it asked in front",
    text: `who owns this? [FIRING:1] HighErrorRate
 - service = shelf
 - severity = critical`,
    expected: "owner shelf",
  },
  {
    name: "Alertmanager, a question behind",
    text: `[FIRING:1] HighErrorRate
 - service = shelf
 - severity = critical
what does it depend on?`,
    expected: "dependencies shelf",
  },
  {
    name: "Alertmanager, talk beside that asks nothing",
    text: `just fired again, fyi
[FIRING:1] HighErrorRate
 - service = shelf
 - severity = critical`,
    expected: "blast_radius shelf",
  },
  {
    name: "Alertmanager, an order beside",
    text: `silence this for an hour
[FIRING:1] HighErrorRate
 - service = shelf
 - severity = critical`,
    expected: "not_understood",
  },
  {
    name: "Alertmanager, overheard",
    text: `[FIRING:1] HighErrorRate
 - service = shelf`,
    surface: "channel",
    expected: "ignore",
  },
  {
    name: "Alertmanager, pasted among people",
    text: `[FIRING:1] HighErrorRate
 - service = shelf`,
    surface: "thread",
    context: { thread: { intent: "owner", entity: "component:default/freezer" } },
    expected: "ignore",
  },
  // Grafana
  {
    name: "Grafana, its present message",
    text: `*<https://grafana.larder.example/alerting/list|[FIRING:1] Larder DB connections (coldchain)>*
**Firing**

Value: A=98, C=1
Labels:
 - alertname = DB connections
 - database = larder-db
 - grafana_folder = Cold chain
Annotations:
 - summary = Connections are above 95 % and basket-weaver may fail
Source: https://grafana.larder.example/alerting/grafana/a1b2/view?orgId=1
Silence: https://grafana.larder.example/alerting/silence/new?alertmanager=grafana&amp;matcher=alertname%3DDB`,
    expected: "blast_radius larder-db",
  },
  {
    name: "Grafana, the dashboard is a link of the entity",
    text: `[FIRING:1] Stock is negative
**Firing**
Value: A=-4
Labels:
 - alertname = Stock is negative
Dashboard: <https://grafana.larder.example/d/shelf01/shelf-overview?orgId=1&amp;viewPanel=4|Dashboard>`,
    expected: "blast_radius shelf",
  },
  {
    name: "Grafana, the old title",
    text: `[Alerting] freezer temperature alert
Temperature is above -15
metric: 3.2`,
    expected: "blast_radius freezer",
  },
  {
    name: "Grafana, the old title when all is well",
    text: "[OK] freezer temperature alert",
    expected: "describe freezer",
  },
  // PagerDuty
  {
    name: "PagerDuty, the service by its id",
    text: `*Triggered #4711* <https://larder.pagerduty.com/incidents/Q2X7|Stock counts are late>
*Service:* <https://larder.pagerduty.com/services/PSHELF1|Warehouse core>
*Urgency:* High
*Assigned:* <@U0OLIVE>`,
    expected: "blast_radius shelf",
  },
  {
    name: "PagerDuty, the service by its title",
    text: `[#4712] Too many errors
Service: Shelf Stock
Urgency: high
View: <https://larder.pagerduty.com/incidents/Q2X8>`,
    expected: "blast_radius shelf",
  },
  {
    name: "PagerDuty, fields on lines of their own",
    text: `New incident triggered
*Impacted service*
freezer
*Urgency*
High`,
    expected: "blast_radius freezer",
  },
  {
    name: "PagerDuty, its webhook",
    text: `{"event":{"id":"01C","event_type":"incident.triggered","resource_type":"incident","data":{"id":"Q2X7","type":"incident","status":"triggered","number":4711,"title":"late","service":{"id":"PSHELF1","type":"service_reference","summary":"Warehouse core","html_url":"https://larder.pagerduty.com/services/PSHELF1"},"urgency":"high"}}}`,
    expected: "blast_radius shelf",
  },
  {
    name: "PagerDuty, resolved",
    text: `Resolved #4711 Stock counts are late
Service: <https://larder.pagerduty.com/services/PSHELF1|Warehouse core>`,
    expected: "describe shelf",
  },
  // Opsgenie
  {
    name: "Opsgenie, tags and an alias",
    text: `[Opsgenie] #982: [P1] freezer too warm
Priority: P1
Tags: service:freezer, env:prod
<https://opsg.in/a/i/larder/982|View>`,
    expected: "blast_radius freezer in prod",
  },
  // Datadog
  {
    name: "Datadog, a monitor with tags",
    text: `[Triggered on {service:van-router,env:prod}] [P2] High p99 on routes
@slack-alerts p99 over the last 5m was above 2s, shelf looks fine
Metric value: 2.7
<https://app.datadoghq.com/monitors/12345?group=service%3Avan-router|View monitor>`,
    expected: "blast_radius van-router in prod",
  },
  {
    name: "Datadog, the tags of Kubernetes",
    text: `Triggered: Pods are not ready
kube_namespace:live kube_deployment:basket-weaver cluster_name:eu-1 env:staging
https://app.datadoghq.eu/monitors/77`,
    expected: "blast_radius basket-weaver in staging",
  },
  {
    name: "Datadog, recovered",
    text: `[Recovered on {service:van-router}] High p99 on routes
https://app.datadoghq.com/monitors/12345`,
    expected: "describe van-router",
  },
  {
    name: "Datadog, its webhook",
    text: `{"id":"6","title":"[Triggered] errors","alert_type":"error","alert_transition":"Triggered","tags":"env:prod,service:freezer,team:pickers","link":"https://app.datadoghq.com/event/event?id=6"}`,
    expected: "blast_radius freezer in prod",
  },
  // CloudWatch
  {
    name: "CloudWatch, a mail",
    text: `ALARM: "larder-db-cpu-high" in EU (Ireland)
You are receiving this email because your Amazon CloudWatch Alarm "larder-db-cpu-high" in the EU (Ireland) region has entered the ALARM state, because "Threshold Crossed".
Alarm Details:
- Name: larder-db-cpu-high
- State Change: OK -&gt; ALARM
- Reason for State Change: Threshold Crossed: 1 datapoint [97.2] was greater than the threshold (90.0).
Monitored Metric:
- MetricNamespace: AWS/RDS
- MetricName: CPUUtilization
- Dimensions: [DBInstanceIdentifier = larder-db]
- Period: 300 seconds`,
    expected: "blast_radius larder-db",
  },
  {
    name: "CloudWatch, only the name of the alarm begins like an entity",
    text: 'ALARM: "larder-db-cpu-high" in EU (Ireland)',
    expected: "not_found blast_radius larder-db-cpu-high",
  },
  {
    name: "CloudWatch, SNS with a message inside",
    text: `{"Type":"Notification","Subject":"ALARM: \\"backlog\\"","Message":"{\\"AlarmName\\":\\"backlog\\",\\"NewStateValue\\":\\"ALARM\\",\\"Trigger\\":{\\"MetricName\\":\\"ApproximateAgeOfOldestMessage\\",\\"Namespace\\":\\"AWS/SQS\\",\\"Dimensions\\":[{\\"value\\":\\"orders-in\\",\\"name\\":\\"QueueName\\"}]}}"}`,
    expected: "blast_radius orders-in",
  },
  {
    name: "CloudWatch, a function by its annotation",
    text: `:rotating_light: CloudWatch Alarm | receipts-errors | eu-west-1
State: ALARM
FunctionName: larder-receipts-v2`,
    expected: "blast_radius receipts",
  },
  {
    name: "CloudWatch, a load balancer",
    text: `ALARM: "5xx" in EU (Frankfurt)
- Dimensions: [LoadBalancer = app/front-door/50dc6c495c0c9188]`,
    expected: "blast_radius front-door",
  },
  // Sentry
  {
    name: "Sentry, the project in the address",
    text: `*<https://larder.sentry.io/issues/991/?project=12&amp;projectSlug=weaver-py|KeyError: 'basket'>*
weave(basket)
WEAVER-PY-3F via Send a notification for high priority issues`,
    expected: "blast_radius basket-weaver",
  },
  {
    name: "Sentry, the short id alone",
    text: `[Sentry] New issue: TimeoutError in shelf
WEAVER-PY-9A via default rule`,
    expected: "blast_radius basket-weaver",
  },
  {
    name: "Sentry, the project as a field",
    text: `New alert from Sentry
Project: weaver-py
Level: error
https://sentry.io/organizations/larder/issues/3/`,
    expected: "blast_radius basket-weaver",
  },
  // Kubernetes
  {
    name: "Kubernetes, events as kubectl prints them",
    text: `\`\`\`LAST SEEN   TYPE      REASON      OBJECT                              MESSAGE
2m13s       Warning   BackOff     pod/van-router-5d8c7b6f9d-k2x9z     Back-off restarting failed container router in pod van-router-5d8c7b6f9d-k2x9z_live(0a1b)
3m          Warning   Unhealthy   pod/van-router-5d8c7b6f9d-k2x9z     Readiness probe failed: HTTP probe failed with statuscode: 503\`\`\``,
    expected: "blast_radius van-router",
  },
  {
    name: "Kubernetes, events of two workloads",
    text: `Warning  BackOff  pod/van-router-5d8c7b6f9d-k2x9z  Back-off restarting failed container
Warning  BackOff  pod/freezer-0  Back-off restarting failed container`,
    expected: "common_causes van-router + freezer",
  },
  {
    name: "Kubernetes, an event as Botkube posts it",
    text: `:exclamation: *Warning event*
*Kind:* Pod
*Name:* basket-weaver-7c5ddbdf54-lq8zt
*Namespace:* live
*Reason:* OOMKilled`,
    expected: "blast_radius basket-weaver",
  },
  {
    name: "Kubernetes, an event as JSON",
    text: `{"apiVersion":"v1","kind":"Event","type":"Warning","reason":"FailedScheduling","message":"0/5 nodes are available","involvedObject":{"kind":"Pod","namespace":"live","name":"shelf-labels-6c9f7d8b5b-4h8tj"}}`,
    expected: "blast_radius shelf-labels",
  },
  {
    name: "Kubernetes, a job of a cron job",
    text: "Warning BackoffLimitExceeded job/freezer-28391040 Job has reached the specified backoff limit",
    expected: "blast_radius freezer",
  },
  // Argo CD
  {
    name: "Argo CD, degraded",
    text: `:exclamation: Application bw-live has degraded.
*<https://argocd.larder.example/applications/argocd/bw-live|bw-live>*
*Sync Status*
Synced
*Repository*
<https://github.com/larder/deployments>`,
    expected: "blast_radius basket-weaver",
  },
  {
    name: "Argo CD, the sync failed",
    text: "The sync operation of application bw-live has failed at 2026-03-10T08:00:00Z with the following error: hook failed",
    expected: "blast_radius basket-weaver",
  },
  {
    name: "Argo CD, an application that nobody knows",
    text: "Application shelf-live has degraded. Application details: <https://argocd.larder.example/applications/shelf-live>",
    expected: "not_found blast_radius shelf-live",
  },
  {
    name: "Argo CD, deployed",
    text: ":white_check_mark: Application bw-live is now running new version of deployments manifests.",
    expected: "describe basket-weaver",
  },
  // SonarQube
  {
    name: "SonarQube, the key in the address",
    text: `Quality Gate failed for Doorstep front end
<https://sonar.larder.example/dashboard?id=larder_doorstep|Open in SonarQube>`,
    expected: "blast_radius doorstep",
  },
  {
    name: "SonarQube, its webhook with a key behind an instance",
    text: `{"serverUrl":"https://sonar.larder.example","status":"SUCCESS","project":{"key":"vans:router","name":"Routing of vans"},"qualityGate":{"name":"Default","status":"ERROR"}}`,
    expected: "blast_radius van-router",
  },
  // Uptime monitors
  {
    name: "UptimeRobot, the address is a link of the entity",
    text: "Monitor is DOWN: Baskets ( <https://baskets.larder.example/healthz> ). Reason: HTTP 503 - Service Unavailable",
    expected: "blast_radius basket-weaver down",
  },
  {
    name: "Uptime Kuma, a page below a link",
    text: `[🔴 Down] tracking
Request failed with status code 502
URL: https://www.larder.example/track/ping`,
    expected: "blast_radius doorstep",
  },
  {
    name: "UptimeRobot, up again",
    text: "Monitor is UP: Baskets ( <https://baskets.larder.example> ). It was down for 4 minutes.",
    expected: "describe basket-weaver",
  },
  {
    name: "Uptime, a host that nobody knows",
    text: `Monitor is DOWN
URL: https://intranet.larder.example/login`,
    expected: "not_found blast_radius https://intranet.larder.example/login",
  },
  // Others
  {
    name: "New Relic, the impacted entity",
    text: `New Relic: issue activated
Priority: CRITICAL
Impacted entities: freezer
<https://one.newrelic.com/alerts/issue?account=1>`,
    expected: "blast_radius freezer",
  },
  {
    name: "A list of labels of no system in particular",
    text: `alert: ErrorBudgetBurn
severity: page
app: freezer
env: prod`,
    expected: "blast_radius freezer in prod",
  },
  {
    name: "Two alerts, one of which nobody knows",
    text: `[FIRING:1] Down
service: shelf
[FIRING:1] Down
service: ghost-kitchen`,
    expected: "blast_radius shelf, without ghost-kitchen",
  },
  {
    name: "A question that names something else",
    text: `what breaks if crumbs goes down?
[FIRING:1] Down
service: shelf
severity: critical`,
    expected: "blast_radius crumbs down",
  },
  {
    name: "Fields on one line",
    text: ":red_circle: *Alert firing*: High error rate\n*Service*: shelf | *Env*: prod | *Severity*: SEV2",
    expected: "blast_radius shelf in prod",
  },
  {
    name: "Labels in running text",
    text: "FIRING: shelf error budget burn. Labels: service=freezer, team=pickers, namespace=live",
    expected: "blast_radius freezer",
  },
  {
    name: "Alertmanager, the host of an exporter",
    text: "[FIRING:1] InstanceDown\n - instance = larder-db:5432\n - job = postgres-exporter",
    expected: "blast_radius larder-db",
  },
  {
    name: "Nagios, a check of a host",
    text: "CRITICAL - Host: freezer - Service: disk - DISK CRITICAL - free space: / 2%",
    expected: "blast_radius freezer",
  },
  {
    name: "Kubernetes, a pod in running text",
    text: "Pod live/van-router-5d8c7b6f9d-k2x9z (router) is in CrashLoopBackOff",
    expected: "blast_radius van-router",
  },
  {
    name: "Kubernetes, a deployment in running text",
    text: "Deployment van-router in namespace live has 0/3 replicas available: ProgressDeadlineExceeded",
    expected: "blast_radius van-router",
  },
  {
    name: "Sentry, the project in a sentence",
    text: "Sentry\nNew issue from *weaver-py*\n<https://larder.sentry.io/issues/99/|KeyError>",
    expected: "blast_radius basket-weaver",
  },
  {
    name: "one word behind an alert",
    text: "[FIRING:1] Down\nservice: shelf\nowner",
    expected: "owner shelf",
  },
  {
    name: "two alerts and why",
    text: "why are these firing?\n[FIRING:1] Down\nservice: shelf\n[FIRING:1] Down\nservice: freezer",
    expected: "common_causes shelf + freezer",
  },
  {
    name: "two alerts and a question about both",
    text: "who owns these?\n[FIRING:1] Down\nservice: shelf\n[FIRING:1] Down\nservice: freezer",
    expected: "owner shelf + freezer",
  },
];

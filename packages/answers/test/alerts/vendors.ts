import type { AlertSample } from "./samples.ts";

/** The usual layouts of further monitoring systems, and of the same ones in further hands. */
export const vendorSamples: readonly AlertSample[] = [
  // Alertmanager and Prometheus
  {
    name: "Alertmanager, labels of each alert on one line",
    text: "[FIRING:2] slow\n • alertname: `Slow`  service: `shelf`\n • alertname: `Slow`  service: `freezer`",
    expected: "common_causes shelf + freezer",
  },
  {
    name: "Alertmanager, a template with a line for each alert",
    text: "[FIRING:2] TargetDown\n*shelf* — target is down\n*freezer* — target is down",
    expected: "common_causes shelf + freezer",
  },
  {
    name: "Alertmanager, firing and resolved in one message",
    text: `[FIRING:1, RESOLVED:1] HighErrorRate
*Alerts Firing:*
Labels:
 - alertname = HighErrorRate
 - service = shelf
*Alerts Resolved:*
Labels:
 - alertname = HighErrorRate
 - service = freezer`,
    expected: "blast_radius shelf",
  },
  {
    name: "Alertmanager, a bold title with an emoji",
    text: "🔥 Alert: KubePodCrashLooping\n*Machine*: 10.0.0.4\n*Summary*: Pod live/basket-weaver-7c5ddbdf54-lq8zt is crash looping",
    expected: "blast_radius basket-weaver",
  },
  {
    name: "Prometheus, a series as the query shows it",
    text: 'who is on call for this ALERTS{alertname="QueueStuck", alertstate="firing", service="van-router", severity="page"} 1',
    expected: "oncall van-router",
  },
  {
    name: "Prometheus, a rule name and labels with equals signs",
    text: "`KubePodCrashLooping` pod=doorstep-web-77b6c9d5f8-4xk2m container=doorstep-web namespace=live\nlabels: app=doorstep-web,tier=front",
    expected: "blast_radius doorstep",
  },
  // Grafana
  {
    name: "Grafana, its default message on one line",
    text: "what could have caused this? **Firing** Value: A=12 Labels: alertname = Stock 5xx, deployment = shelf-backend, severity = critical",
    expected: "exposure shelf",
  },
  {
    name: "Grafana OnCall",
    text: "Grafana OnCall: alert group #31 firing\n*Title:* Till errors\n*service:* till-front\n*Source:* alertmanager\nwhere do I ask about it",
    expected: "channel till-front",
  },
  // PagerDuty
  {
    name: "PagerDuty, without its name",
    text: "Incident #7730: shelf shows old stock\nservice id: PTILL22\nstatus: triggered",
    expected: "blast_radius till-front",
  },
  {
    name: "PagerDuty, the number first",
    text: "#7741 triggered: nobody can pay\nService: PTILL22\nwhere's the runbook for that",
    expected: "runbook till-front",
  },
  {
    name: "PagerDuty, the id in brackets behind the name",
    text: "PagerDuty: incident #50233 triggered\nService: Point of Sale (PTILL22)\nTitle: shelf time-outs",
    expected: "blast_radius till-front",
  },
  {
    name: "PagerDuty, acknowledged by somebody",
    text: "Incident #512 *acknowledged* by Olive\nService: <https://larder.pagerduty.com/service-directory/PSHELF1|Stock>\nwho owns it?",
    expected: "owner shelf",
  },
  {
    name: "PagerDuty, an id that nobody has",
    text: "[#50177] shelf shows stale data\nService: PNOBODY\nStatus: triggered",
    expected: "not_found blast_radius PNOBODY",
  },
  // Opsgenie
  {
    name: "Opsgenie, a tag without a label, and the team",
    text: "Opsgenie: #1183 [P2] cards refused at lane 7\ntags: till-front, prod\nteam: pickers",
    expected: "blast_radius till-front in prod",
  },
  {
    name: "Opsgenie, the tag that a selector names",
    text: "New alert: #1190 [P1] cards refused\nTags: tills, prod\nTeam: coldchain\nSource: Prometheus\nOpsgenie",
    expected: "blast_radius till-front in prod",
  },
  {
    name: "Opsgenie, responders and an entity",
    text: "Opsgenie alert created: [P3] Backlog grows\nEntity: orders-in\nResponders: pickers\nPriority: P3",
    expected: "blast_radius orders-in",
  },
  // Splunk On-Call
  {
    name: "Splunk On-Call, a host",
    text: "VictorOps: Incident #822 CRITICAL\nEntity ID: larder-db/disk\nHost: larder-db\nState: CRITICAL\nMonitoring tool: nagios",
    expected: "blast_radius larder-db",
  },
  // Datadog
  {
    name: "Datadog, tags in running text",
    text: "[P1] [Warn] Latency on service:van-router env:prod\nshelf shows a spinner. @slack-pickers\nMetric value: 4.81",
    expected: "blast_radius van-router slow in prod",
  },
  {
    name: "Datadog, a service that only begins like one",
    text: "[Triggered] p99 on service:shelf-cutter env:live",
    expected: "not_found blast_radius shelf-cutter",
  },
  {
    name: "Datadog, two monitors",
    text: "[Triggered] errors on service:shelf env:prod\n[Triggered] errors on service:freezer env:prod\nwhat do these two have in common?",
    expected: "common_causes shelf + freezer",
  },
  {
    name: "Datadog, a synthetic test",
    text: "[Triggered] [Synthetics] Test on https://tills.larder.example/login failed\nLocation: aws:eu-west-1\n<https://app.datadoghq.eu/synthetics/details/abc|View test>",
    expected: "blast_radius till-front",
  },
  // New Relic
  {
    name: "New Relic, a policy and a target",
    text: "New Relic: CRITICAL - Error percentage > 5%\nPolicy: Pickers\nCondition: Error rate\nTarget: shelf\nIncident 88231 opened",
    expected: "blast_radius shelf",
  },
  {
    name: "New Relic, an entity name",
    text: "Issue created: High CPU\nentity.name: van-router\naccount: 123\nstate: ACTIVATED",
    expected: "blast_radius van-router",
  },
  // CloudWatch
  {
    name: "CloudWatch, a dimension and who owns this box",
    text: 'ALARM: "cache-evictions" in EU (Ireland)\nCacheClusterId: crumbs\nEvictions &gt;= 500 for 5 minutes\nwho owns this box',
    expected: "owner crumbs",
  },
  {
    name: "CloudWatch, AWS Chatbot",
    text: "AWS Chatbot: CloudWatch Alarm | rds-free-storage | eu-west-2 | Account: 1234\nDBInstanceIdentifier=larder-db FreeStorageSpace LessThanThreshold 5000000000",
    expected: "blast_radius larder-db",
  },
  {
    name: "CloudWatch, dimensions in brackets",
    text: 'ALARM: "age" in EU (Ireland)\nMetric: AWS/SQS ApproximateAgeOfOldestMessage {QueueName=orders-in}\nis there a dashboard?',
    expected: "dashboard orders-in",
  },
  {
    name: "CloudWatch, the resource of an event",
    text: "RDS Event Notification\nSource Type: DB_INSTANCE\nSource ID: larder-db\nEvent Message: DB instance restarted\nwho do I page",
    expected: "oncall larder-db",
  },
  // Google Cloud and Azure
  {
    name: "Google Cloud, an uptime check",
    text: "Alert firing\nUptime check for tills - Uptime check on tills.larder.example failing\nPolicy: Tills\nHost: tills.larder.example\nState: open",
    expected: "blast_radius till-front",
  },
  {
    name: "Google Cloud, Cloud Run",
    text: "*Alert firing*\n*Policy:* 5xx ratio\n*Condition:* Request count\n*resource.labels.service_name:* van-router\n*Severity:* Critical",
    expected: "blast_radius van-router",
  },
  {
    name: "Azure Monitor, a mail",
    text: "Fired:Sev1 Azure Monitor Alert high-dtu on larder-db ( microsoft.sql/servers/databases )\nAffected resource: larder-db\nMonitor condition: Fired\nwhat depends on that",
    expected: "dependents larder-db",
  },
  // Sentry
  {
    name: "Sentry, a short id and a project",
    text: "*TILL-JS-7K* `ENOSPC: no space left on device`\nproject: till-js   release: 3.1.0   users: 1.2k",
    expected: "blast_radius till-front",
  },
  {
    name: "Sentry, a regression in a sentence",
    text: "Regressed issue TILL-JS-91 in project till-js: ChunkLoadError, first seen 12 min ago",
    expected: "blast_radius till-front",
  },
  {
    name: "Sentry, a short id in a sentence",
    text: "Sentry: TILL-JS-4F2 TypeError: undefined is not an object in shelf.js\nwhose is this",
    expected: "owner till-front",
  },
  {
    name: "Sentry, the project that nobody has",
    text: "New issue in shelf-app: *ReferenceError: tin is not defined*\n<https://sentry.io/organizations/larder/issues/8123/?project=44>",
    expected: "not_found blast_radius shelf-app",
  },
  // Kubernetes
  {
    name: "Kubernetes, the status of a pod first",
    text: "0/1 CrashLoopBackOff  tf-7f8d6c5b9-hh2vx   restarts=19",
    expected: "blast_radius till-front",
  },
  {
    name: "Kubernetes, kubectl get pods",
    text: "```\nNAME                          READY   STATUS             RESTARTS   AGE\nshelf-backend-6d5f7c8b9-mm4xz   0/1     CrashLoopBackOff   41         4h\n```\nwhich repo is that",
    expected: "repo shelf",
  },
  {
    name: "Kubernetes, kubectl get pods, some of which run",
    text: "NAME  READY  STATUS  RESTARTS  AGE\nfreezer-6d5f7c8b9-mm4xz  1/1  Running  0  4h\nshelf-backend-6d5f7c8b9-mm4xz  0/1  CrashLoopBackOff  41  4h",
    expected: "blast_radius shelf",
  },
  {
    name: "Kubernetes, a pod that is pending in all namespaces",
    text: "live   van-router-5d8c7b6f9d-k2x9z   0/1   ImagePullBackOff   0   12m\nwho do I wake for this?",
    expected: "oncall van-router",
  },
  {
    name: "Kubernetes, the name behind the events",
    text: "Events:\n  Type     Reason     Age    From     Message\n  Warning  OOMKilling 31s    kubelet  Memory cgroup out of memory: Killed process 4411 (node)\nName:       scales-84c9d7f6b5-zz7kd\nNamespace:  south",
    expected: "blast_radius south/scales",
  },
  {
    name: "Kubernetes, kubectl describe",
    text: "Name:             scales-84c9d7f6b5-zz7kd\nNamespace:        north\nLabels:           app=scales\nStatus:           Running\n    Last State:     Terminated\n      Reason:       OOMKilled\n      Exit Code:    137\nwhat changed here today?",
    expected: "changes north/scales",
  },
  {
    name: "Kubernetes, pods in running text",
    text: "pod tf-6c7b8d9f5-q4rtn OOMKilled\npod freezer-5d4f6b7c8-8vhnk CrashLoopBackOff\ncommon cause?",
    expected: "common_causes till-front + freezer",
  },
  {
    name: "Kubernetes, a pod that a label selector names",
    text: "Warning  FailedScheduling  pod/doorstep-web-5c9d8b7f6-pp2lw  0/12 nodes are available: insufficient memory",
    expected: "blast_radius doorstep",
  },
  {
    name: "Kubernetes, a question about what keeps crashing",
    text: "what's the repo of the thing that keeps crashing here: `tf-5b8c7d9f4-ttq8z 0/1 CrashLoopBackOff 41 (3m ago) 4h`",
    expected: "repo till-front",
  },
  {
    name: "Kubernetes, a pod that nobody knows",
    text: "shelf-printer-5b8c7d9f4-ttq8z 0/1 CrashLoopBackOff 41 (3m ago) 4h",
    expected: "not_found blast_radius shelf-printer",
  },
  {
    name: "Kubernetes, an event without trouble among people",
    text: "Normal  Pulled  pod/tf-6b5d4c7f8-j9k2m  Container image already present on machine",
    surface: "channel",
    expected: "ignore",
  },
  // Argo CD, Flux, pipelines
  {
    name: "Argo CD, out of sync and what changed",
    text: "Application tf-live has been OutOfSync for 30m, what changed?",
    expected: "changes till-front",
  },
  {
    name: "Argo CD, its health",
    text: "App tf-live health: Degraded, sync: Synced. what breaks with it?",
    expected: "blast_radius till-front",
  },
  {
    name: "GitHub Actions, a workflow that failed",
    text: "❌ Workflow run failed: Deploy\nRepository: larder/van-router\nBranch: main\nwho owns this?",
    expected: "owner van-router",
  },
  // SonarQube
  {
    name: "SonarQube, a key with a dot",
    text: "Quality Gate FAILED: ldr.till (main) - new duplicated lines 9.1% &gt; 3%",
    expected: "blast_radius till-front",
  },
  {
    name: "SonarQube, the key first and unknown",
    text: "ldr.arcade failed its Quality Gate on main, reliability rating C",
    expected: "not_found blast_radius ldr.arcade",
  },
  {
    name: "SonarQube, the status of a key has changed",
    text: "Quality gate status of larder_doorstep changed from Passed to Failed. Who looks after that?",
    expected: "owner doorstep",
  },
  // Uptime monitors
  {
    name: "Uptime, a question in front of a quote",
    text: "What changed here today?\n&gt; Monitor DOWN: <https://tills.larder.example> (HTTP 521)",
    expected: "changes till-front",
  },
  {
    name: "Uptime, a check by its title",
    text: 'Check "Baskets" is DOWN. <https://baskets.larder.example/ping>',
    expected: "blast_radius basket-weaver",
  },
  {
    name: "StatusCake, a site without a scheme",
    text: "Your site www.larder.example/track is down (HTTP 500) since 12:04",
    expected: "blast_radius doorstep",
  },
  {
    name: "Uptime, a site that nobody knows",
    text: "site www.larder.example/jobs is down",
    expected: "not_found blast_radius www.larder.example/jobs",
  },
  {
    name: "Pingdom",
    text: "Pingdom: DOWN alert\nCheck: sign-in page\nURL: <https://tills.larder.example/v2/status>\nReason: timeout after 30s",
    expected: "blast_radius till-front",
  },
  {
    name: "Checkly, a check has failed",
    text: "Checkly: check *Tills login* has failed\nURL: https://tills.larder.example/login\nLocation: Frankfurt\nwho gets paged",
    expected: "oncall till-front",
  },
  {
    name: "Better Stack",
    text: "New incident: tills.larder.example — Status 503\nMonitor: tills.larder.example\nCause: Status 503",
    expected: "blast_radius till-front",
  },
  {
    name: "Uptime and Datadog",
    text: "UptimeRobot: Monitor is DOWN: <https://tills.larder.example/ping>\nDatadog: [Triggered] latency on service:van-router env:prod\nwhat do these two share?",
    expected: "common_causes till-front + van-router",
  },
  // Nagios, Icinga, Zabbix
  {
    name: "Nagios, a host alert",
    text: "** PROBLEM Host Alert: larder-db is DOWN **\nHost: larder-db\nState: DOWN\nInfo: CRITICAL - host unreachable",
    expected: "blast_radius larder-db",
  },
  {
    name: "Icinga, a notification",
    text: "***** Icinga *****\nNotification Type: PROBLEM\nService: disk\nHost: larder-db\nAddress: 10.0.0.9\nState: CRITICAL\nAdditional Info: DISK CRITICAL",
    expected: "blast_radius larder-db",
  },
  {
    name: "Zabbix",
    text: "Problem: High CPU utilization\nProblem started at 10:02:11 on 2026.03.10\nProblem name: High CPU utilization\nHost: freezer\nSeverity: Average\nOperational data: 97 %\nOriginal problem ID: 4711",
    expected: "blast_radius freezer",
  },
  // Elastic, Honeycomb
  {
    name: "Kibana, a rule",
    text: "[Kibana] Rule `APM latency` is active for service.name: van-router, service.environment: production",
    expected: "blast_radius van-router slow in production",
  },
  {
    name: "Honeycomb, a trigger",
    text: "*Triggered:* Slow queries\nDataset: shelf\nThreshold: &gt; 500\nGroup: service.name = shelf\nis there a runbook?",
    expected: "runbook shelf",
  },
  // Not alerts
  {
    name: "a question that says firing",
    text: "shelf is alerting again. who owns shelf?",
    expected: "owner shelf",
  },
  {
    name: "a question that says incident",
    text: "we had an incident with freezer, who is on call for it?",
    expected: "oncall freezer",
  },
  {
    name: "a question about a thing that is down",
    text: "shelf is down, what breaks?",
    expected: "blast_radius shelf",
  },
  {
    name: "a question about a thing that crashes",
    text: "freezer keeps crashing, where is its repo?",
    expected: "repo freezer",
  },
  // Further layouts
  {
    name: "Alertmanager, an instance with a port in its title",
    text: ":fire: [FIRING:1] InstanceDown for job node (instance larder-db:9100)\nwho gets paged?",
    expected: "oncall larder-db",
  },
  {
    name: "Alertmanager, three alerts, one of which nobody knows",
    text: "[FIRING:3] (prod critical)\n*Alert:* A\n*Details:*\n • *service:* `shelf`\n*Alert:* B\n*Details:*\n • *service:* `freezer`\n*Alert:* C\n*Details:*\n • *service:* `shelf-lamp`",
    expected: "common_causes shelf + freezer, without shelf-lamp",
  },
  {
    name: "Alertmanager, all on one line with the question behind a dash",
    text: "alert: HighLatency, service: shelf, severity: page — who's on call",
    expected: "oncall shelf",
  },
  {
    name: "Alertmanager, labels in parentheses",
    text: 'FIRING HighErrorRate(service="shelf", env="prod") which team is that',
    expected: "owner shelf",
  },
  {
    name: "Alertmanager, its YAML",
    text: "```\nlabels:\n  alertname: DiskFull\n  service: freezer\n  severity: critical\nannotations:\n  summary: shelf may fill up as well\n```",
    expected: "blast_radius freezer",
  },
  {
    name: "Alertmanager, resolved, with a question",
    text: "[RESOLVED] HighErrorRate\n • *service:* `shelf`\nwhat changed there today?",
    expected: "changes shelf",
  },
  {
    name: "Alertmanager, quoted with a question behind",
    text: "&gt; [FIRING:1] Slow\n&gt; service = freezer\n&gt; description = who restarted shelf?\nwhat needs it?",
    expected: "dependents freezer",
  },
  {
    name: "PagerDuty, assigned to somebody",
    text: "[PagerDuty] You have been assigned incident #4410: disk full on larder-db\nService: Cold storage (PSHELF1)",
    expected: "blast_radius shelf",
  },
  {
    name: "PagerDuty, fields in running text",
    text: "service_id=PSHELF1 urgency=high status=triggered, who's the owner?",
    expected: "owner shelf",
  },
  {
    name: "PagerDuty, the status in brackets",
    text: "INCIDENT #12 [TRIGGERED] nobody can pay\nService: Tills (PTILL22)\nAssigned to: Olive\nis there a runbook",
    expected: "runbook till-front",
  },
  {
    name: "PagerDuty, the webhook of version 2",
    text: '{"messages":[{"event":"incident.trigger","incident":{"incident_number":33,"title":"late","urgency":"high","status":"triggered","service":{"id":"PSHELF1","name":"Warehouse core"}}}]}',
    expected: "blast_radius shelf",
  },
  {
    name: "Sentry, the project in brackets",
    text: "[till-js] TypeError: x is undefined\n12 events, 3 users, via Sentry",
    expected: "blast_radius till-front",
  },
  {
    name: "Sentry, fields between bars",
    text: "Sentry | till-js | production\nTypeError: x is undefined",
    expected: "blast_radius till-front",
  },
  {
    name: "Sentry, a rule",
    text: 'Sentry alert rule "High error volume" triggered for project till-js. who looks after this?',
    expected: "owner till-front",
  },
  {
    name: "Sentry, the short id behind the project",
    text: "weaver-py: KeyError 'basket' (WEAVER-PY-3F) – 120 events\nsentry says shelf.py line 4",
    expected: "blast_radius basket-weaver",
  },
  {
    name: "Sentry, an issue that regressed",
    text: "Issue WEAVER-PY-9 regressed in release 4.1. where's the repo?",
    expected: "repo basket-weaver",
  },
  {
    name: "Kubernetes, an image that cannot be pulled",
    text: 'Failed to pull image "registry/till:4" in pod live/tf-7f8d6c5b9-hh2vx: ErrImagePull',
    expected: "blast_radius till-front",
  },
  {
    name: "Kubernetes, kubectl get deployments",
    text: "NAME            READY   UP-TO-DATE   AVAILABLE   AGE\nshelf-backend   0/3     3            0           5d",
    expected: "blast_radius shelf",
  },
  {
    name: "Kubernetes, a sentence and a question",
    text: "Pod shelf-backend-6d5f7c8b9-mm4xz in namespace live was OOMKilled. Which team owns that?",
    expected: "owner shelf",
  },
  {
    name: "Kubernetes, the reason first",
    text: "CrashLoopBackOff: freezer-0 (ns: live)",
    expected: "blast_radius freezer",
  },
  {
    name: "Kubernetes, an event of a stateful set",
    text: '3m12s   Warning   FailedMount   pod/larder-db-0   MountVolume.SetUp failed for volume "data"\nwho owns that database',
    expected: "owner larder-db",
  },
  {
    name: "Kubernetes, a cron job",
    text: "cronjob/receipts failed: BackoffLimitExceeded, where is the dashboard for it?",
    expected: "dashboard receipts",
  },
  {
    name: "Kubernetes, the label of the app",
    text: "Name:         x-55\nNamespace:    live\nLabels:       app.kubernetes.io/name=tf\nState:        Waiting\n  Reason:     CrashLoopBackOff",
    expected: "blast_radius till-front",
  },
  {
    name: "Argo CD, its health in brackets",
    text: "ArgoCD: tf-live is Degraded (was Healthy) since 12:01",
    expected: "blast_radius till-front",
  },
  {
    name: "Argo CD, the name in bold",
    text: "❗ *bw-live* sync status: OutOfSync, health: Degraded\n<https://argocd.larder.example/applications/bw-live>",
    expected: "blast_radius basket-weaver",
  },
  {
    name: "Argo CD, a sync that failed",
    text: "Argo CD sync failed for tf-live: ComparisonError. who owns it?",
    expected: "owner till-front",
  },
  {
    name: "Argo CD, argocd app get",
    text: "Name:               argocd/bw-live\nProject:            default\nSync Status:        OutOfSync\nHealth Status:      Degraded",
    expected: "blast_radius basket-weaver",
  },
  {
    name: "CloudWatch, an event of EventBridge",
    text: '{"source":"aws.rds","detail-type":"RDS DB Instance Event","detail":{"EventCategories":["failure"],"SourceType":"DB_INSTANCE","SourceIdentifier":"larder-db","Message":"restarted"}}',
    expected: "blast_radius larder-db",
  },
  {
    name: "CloudWatch, its namespace is no namespace",
    text: "CloudWatch Alarm: orders-age\nState: ALARM\nNamespace: AWS/SQS\nQueueName: orders-in\nwho runs this queue?",
    expected: "owner orders-in",
  },
  {
    name: "CloudWatch, a resource by its ARN",
    text: 'ALARM: "storage" in EU (Ireland)\nResource: arn:aws:rds:eu-west-1:123456789012:db:larder-db',
    expected: "blast_radius larder-db",
  },
  {
    name: "SonarCloud, the key first",
    text: "SonarCloud: larder_doorstep quality gate is ERROR",
    expected: "blast_radius doorstep",
  },
  {
    name: "SonarQube, the key only in the link",
    text: "Quality gate failed on <https://sonar.larder.example/dashboard?id=ldr.till|Till>, whose is it?",
    expected: "owner till-front",
  },
  {
    name: "SonarQube, a project line",
    text: "SonarQube analysis\nProject: ldr.till\nQuality gate: ERROR",
    expected: "blast_radius till-front",
  },
  {
    name: "Uptime, a host that is down",
    text: "🔴 tills.larder.example is down (HTTP 503)",
    expected: "blast_radius till-front",
  },
  {
    name: "Uptime Kuma, the title in brackets",
    text: "[Tills] [🔴 Down] timeout of 48000ms exceeded\nhttps://tills.larder.example/",
    expected: "blast_radius till-front",
  },
  {
    name: "StatusCake, a test",
    text: 'StatusCake: Test "lanes" went Down\nWebsite: tills.larder.example\nwho is on call?',
    expected: "oncall till-front",
  },
  {
    name: "a certificate that expires",
    text: "SSL certificate for tills.larder.example expires in 3 days, who owns it?",
    expected: "owner till-front",
  },
  {
    name: "Uptime, a health check",
    text: "Health check failed: <https://baskets.larder.example/healthz> returned 500",
    expected: "blast_radius basket-weaver",
  },
  {
    name: "Opsgenie, the tags in brackets",
    text: "[Opsgenie] P2 - lane stuck - tags: [tills, prod] - team: coldchain",
    expected: "blast_radius till-front in prod",
  },
  {
    name: "Opsgenie, an alert with a title in quotes",
    text: 'Opsgenie: alert #12 "shelf lamp broken" created\nTags: tills\nwho gets this one?',
    expected: "blast_radius till-front",
  },
  {
    name: "Datadog, a question on the same line",
    text: "[Triggered on {service:shelf,env:prod}] errors high @pagerduty - who owns it?",
    expected: "owner shelf",
  },
  {
    name: "Datadog, a deployment of Kubernetes",
    text: "Triggered: [P2] error rate {env:prod,kube_deployment:tf}",
    expected: "blast_radius till-front in prod",
  },
  {
    name: "Datadog, no data",
    text: "[No Data] heartbeat of {service:freezer}",
    expected: "blast_radius freezer",
  },
  {
    name: "Dynatrace, a problem",
    text: "OPEN Problem P-22091: Response time degradation\nImpacted entities: Web service van-router\nRoot cause: shelf\nDynatrace",
    expected: "blast_radius van-router",
  },
  {
    name: "two vendors in two lines",
    text: "PagerDuty incident #12 triggered, service: PSHELF1\nSentry: TILL-JS-4 TypeError\nwhat could have caused both?",
    expected: "common_causes shelf + till-front",
  },
  // Not alerts
  {
    name: "a question about an alert rule",
    text: "where is the runbook for shelf, it is in the HighErrorRate alert",
    expected: "runbook shelf",
  },
  {
    name: "a question about a team that answers alerts",
    text: "who answers alerts of van-router",
    expected: "oncall van-router",
  },
  {
    name: "a question among people that names a system",
    text: "who owns it, pagerduty does not say",
    surface: "thread",
    context: { thread: { intent: "describe", entity: "component:default/freezer" } },
    expected: "owner freezer",
  },
  {
    name: "an unknown label beside a link to another thing",
    text: "[Alerting] Stock is negative\nLabels: service=shelf-lamp\n<https://grafana.larder.example/d/shelf01/shelf-overview|Dashboard>",
    expected: "not_found blast_radius shelf-lamp",
  },
  {
    name: "Alertmanager, an instance and an exporter with a question",
    text: "who owns this box\n[FIRING:1] DiskFull\n • *instance:* `larder-db:9100`\n • *job:* `node-exporter`",
    expected: "owner larder-db",
  },
  {
    name: "Alertmanager, the namespace only in its title",
    text: "[FIRING:1] ScalesOff (scales south page)\n • *service:* `scales`",
    expected: "blast_radius south/scales",
  },
  {
    name: "Kubernetes, the namespace as a flag",
    text: "$ kubectl -n north get pods\nscales-6f7c9d4b8-k2lqp   0/1   CrashLoopBackOff   7   12m",
    expected: "blast_radius north/scales",
  },
  {
    name: "SonarQube, a short name of it",
    text: "Sonar: larder_doorstep is red, coverage 12%",
    expected: "blast_radius doorstep",
  },
  // Others yet
  {
    name: "Alertmanager, a pod as its instance",
    text: "[FIRING:1] ContainerOOM (live critical)\n • *container:* `tf`\n • *pod:* `tf-6c7b8d9f5-q4rtn`\n • *namespace:* `live`\n • *summary:* shelf sees time-outs\nany docs on this one?",
    expected: "docs till-front",
  },
  {
    name: "Alertmanager, a list of services in one alert",
    text: "[FIRING:2] ErrorBudgetBurn\n1. service=shelf severity=page\n2. service=van-router severity=page",
    expected: "common_causes shelf + van-router",
  },
  {
    name: "Alertmanager, a question in front of two",
    text: "do these have anything in common?\n[FIRING:1] Slow\nservice: shelf\n\n[FIRING:1] Full\nservice: van-router",
    expected: "common_causes shelf + van-router",
  },
  {
    name: "Grafana, its alert in a channel",
    text: "[Alerting] Too warm\nLabels: app=freezer",
    surface: "channel",
    expected: "ignore",
  },
  {
    name: "Grafana, a person who forwards",
    text: "seeing this since lunch:\n*[Alerting] Too warm*\nTags: service=freezer, env=prod\nwho can help?",
    expected: "blast_radius freezer in prod",
  },
  {
    name: "PagerDuty, an incident and a person",
    text: "Olive acknowledged incident #77 [Stock is late]\nService: PSHELF1",
    expected: "blast_radius shelf",
  },
  {
    name: "PagerDuty, the escalation is no question",
    text: "*Triggered* #88 Cards refused\nService: PTILL22\nEscalation policy: who is on call for shelf\nUrgency: high",
    expected: "blast_radius till-front",
  },
  {
    name: "Sentry, fields of its present layout",
    text: "*<https://larder.sentry.io/issues/44/|KeyError>*\nbasket.py in weave\n`'tin'`\n*State:* New   *First Seen:* 1 minute ago\n*Short ID:* WEAVER-PY-4D",
    expected: "blast_radius basket-weaver",
  },
  {
    name: "Sentry, the project behind a dash",
    text: "Sentry - till-js - RangeError: too many tins (41 users)\nwhich repo?",
    expected: "repo till-front",
  },
  {
    name: "Kubernetes, kubectl describe with its events",
    text: "Name:             shelf-backend-6d5f7c8b9-mm4xz\nNamespace:        live\nNode:             ip-10-0-1-4/10.0.1.4\nLabels:           pod-template-hash=6d5f7c8b9\nStatus:           Running\nContainers:\n  backend:\n    State:          Waiting\n      Reason:       CrashLoopBackOff\nEvents:\n  Type     Reason   Age   From     Message\n  Warning  BackOff  2m    kubelet  Back-off restarting failed container backend in pod shelf-backend-6d5f7c8b9-mm4xz_live(1f)",
    expected: "blast_radius shelf",
  },
  {
    name: "Kubernetes, two bare pods",
    text: "tf-7f8d6c5b9-hh2vx  0/1  Error  3  2m\nvan-router-5d8c7b6f9d-k2x9z  0/1  CrashLoopBackOff  9  20m",
    expected: "common_causes till-front + van-router",
  },
  {
    name: "Kubernetes, a pod with letters that Kubernetes does not use",
    text: "pod/freezer-7d9f8a6b5c-ab1de OOMKilled, what needs it?",
    expected: "dependents freezer",
  },
  {
    name: "Kubernetes, a deployment and its namespace behind a slash",
    text: "KubeDeploymentReplicasMismatch south/scales 1/3 ready\nwho owns that",
    expected: "owner south/scales",
  },
  {
    name: "Kubernetes, an id that only begins like a real one",
    text: "pod/shelf-backend-cache-6d5f7c8b9-mm4xz CrashLoopBackOff",
    expected: "not_found blast_radius shelf-backend-cache",
  },
  {
    name: "Argo CD, an application of another name",
    text: "Application tf-live-preview health: Degraded. who owns it?",
    expected: "not_found owner tf-live-preview",
  },
  {
    name: "CloudWatch, an alarm whose text names another",
    text: 'ALARM: "queue-depth" in EU (Ireland)\nAlarm description: shelf stops when this is full\nQueueName: orders-in\nwhat else breaks?',
    expected: "blast_radius orders-in",
  },
  {
    name: "CloudWatch, a dimension that nobody knows",
    text: 'ALARM: "cpu" in EU (Ireland)\nDBInstanceIdentifier: larder-db-replica',
    expected: "not_found blast_radius larder-db-replica",
  },
  {
    name: "CloudWatch, two dimensions",
    text: "AWS/Lambda Errors >= 5 for FunctionName=larder-receipts-v2, Resource=prod. state ALARM\nwho owns this lambda",
    expected: "owner receipts",
  },
  {
    name: "SonarQube, a key of an organisation",
    text: "Quality Gate of project vans:router failed (coverage 41.0 &lt; 80). Repo?",
    expected: "repo van-router",
  },
  {
    name: "Uptime, a person asks about an address",
    text: "https://tills.larder.example/pay is not responding, who should I call?",
    expected: "oncall till-front",
  },
  {
    name: "Uptime, two monitors",
    text: "DOWN: https://tills.larder.example\nDOWN: https://baskets.larder.example",
    expected: "common_causes till-front + basket-weaver",
  },
  {
    name: "Opsgenie, who asks besides",
    text: "[Opsgenie] #77 [P1] till printers jam\nTags: till-front\nTeam: coldchain\nwho owns it",
    expected: "owner till-front",
  },
  {
    name: "an order beside an event",
    text: "restart it please\nWarning  BackOff  pod/tf-6b5d4c7f8-j9k2m  Back-off restarting failed container",
    expected: "not_understood",
  },
  {
    name: "an alert in a thread with a question",
    text: "who owns this?\n[FIRING:1] Down\nservice: freezer",
    surface: "thread",
    context: { thread: { intent: "owner", entity: "component:default/shelf" } },
    expected: "owner freezer",
  },
  {
    name: "an unknown alert in a thread about another thing",
    text: "who owns this?\n[FIRING:1] Down\nservice: shelf-lamp",
    context: { thread: { intent: "owner", entity: "component:default/shelf" } },
    expected: "not_found owner shelf-lamp",
  },
  // Azure Monitor
  {
    name: "Azure Monitor, a mail",
    text: "Fired:Sev2 Azure Monitor Alert cpu-high on freezer ( microsoft.compute/virtualmachines )\nMonitor condition: Fired\nAffected resource: freezer\nMetric: cpu 97",
    expected: "blast_radius freezer",
  },
  {
    name: "Azure Monitor, resolved",
    text: "Resolved:Sev1 Azure Monitor Alert mem-high on shelf ( microsoft.containerservice/managedclusters )\nMonitor condition: Resolved\nAffected resource: shelf",
    expected: "describe shelf",
  },
  {
    name: "Azure Monitor, the subject only in the title",
    text: "Fired:Sev0 Azure Monitor Alert availability on receipts ( microsoft.web/sites )",
    expected: "blast_radius receipts",
  },
  {
    name: "Azure Monitor, the id of a resource",
    text: "Azure Alert: Sev 1, rule mem-high\nresource: /subscriptions/aa/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/freezer",
    expected: "blast_radius freezer",
  },
  {
    name: "Azure Monitor, its webhook",
    text: '{"schemaId":"azureMonitorCommonAlertSchema","data":{"essentials":{"alertRule":"cpu","severity":"Sev2","monitorCondition":"Fired","configurationItems":["shelf"]}}}',
    expected: "blast_radius shelf",
  },
  // Ids alone
  {
    name: "PagerDuty, an alert with nothing but the id of its service",
    text: "PagerDuty ALERT #20117: [CRITICAL] nothing moves\nService ID: PTILL22\n<https://larder.pagerduty.com/incidents/Q2M0M0X>",
    expected: "blast_radius till-front",
  },
  {
    name: "PagerDuty, an id in a sentence",
    text: "Service ID: PTILL22 is alerting",
    expected: "blast_radius till-front",
  },
  { name: "PagerDuty, an id and what it does", text: "PTILL22 triggered", expected: "blast_radius till-front" },
  {
    name: "Grafana OnCall",
    text: "Grafana OnCall: Alert group #12 firing\nService: tf\nNamespace: prod",
    expected: "blast_radius till-front",
  },
  // Systems known by their names
  {
    name: "Google Cloud Monitoring",
    text: "Alert firing – Google Cloud Monitoring\nPolicy: latency\nResource: shelf-backend\nViolation started: 2026-01-01 10:00 UTC",
    expected: "blast_radius shelf",
  },
  {
    name: "Google Cloud Monitoring, an uptime check",
    text: "*Alert* [larder-prod] Uptime check failure\nCondition: Uptime check\nResource labels:\n  service_name: freezer\n  location: europe-west1",
    expected: "blast_radius freezer",
  },
  {
    name: "VictorOps",
    text: "[VictorOps] CRITICAL: replication lag\nentity_id: larder-db\nstate: CRITICAL",
    expected: "blast_radius larder-db",
  },
  {
    name: "Honeycomb",
    text: 'Honeycomb trigger "p99 over 2s" fired\nDataset: van-router',
    expected: "blast_radius van-router",
  },
  {
    name: "Splunk, labels in a line",
    text: "Splunk Alert: 5xx spike\nservice=freezer env=prod count=523",
    expected: "blast_radius freezer in prod",
  },
  { name: "Cronitor", text: "Cronitor: van-router has not checked in", expected: "blast_radius van-router" },
  {
    name: "AppDynamics",
    text: "AppDynamics: Policy violation - Business Transaction Health\nApplication: Shelf Stock\nTier: web",
    expected: "blast_radius shelf",
  },
  {
    name: "Flux",
    text: "Flux: HelmRelease/freezer.prod reconciliation failed: install retries exhausted",
    expected: "blast_radius freezer",
  },
  {
    name: "Sentry, the project before a dash, beside another",
    text: 'what is behind these two?\nSentry: till-js — OSError: No space left on device (prod)\n[FIRING:1] HighErrorRate app="shelf" severity="page"',
    expected: "common_causes till-front + shelf",
  },
];

import { describe, expect, it } from "vitest";
import { edgesOf, refsOf, scanOf } from "./checkout-of.ts";

const app = { "app/Dockerfile": "FROM golang\n", "app/go.mod": "module app\n" };

function deployment(environment: string, extra = ""): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: app }
spec:
  template:
    spec:
      containers:
        - name: app
          image: registry.example/acme/app:1
          env: [${environment}]
${extra}`;
}

describe("Terraform", () => {
  it.each([
    ["a literal", 'resource "aws_sqs_queue" "q" { name = "orders" }', "resource:orders"],
    ["a local", 'locals { n = "orders" }\nresource "aws_sqs_queue" "q" { name = local.n }', "resource:orders"],
    [
      "the default of a variable",
      'variable "n" { default = "orders" }\nresource "aws_sqs_queue" "q" { name = var.n }',
      "resource:orders",
    ],
    [
      "a template",
      'variable "team" { default = "shop" }\nresource "aws_s3_bucket" "b" { bucket = "${var.team}-files" }',
      "resource:shop-files",
    ],
    [
      "a template with the environment in it",
      'resource "aws_s3_bucket" "b" { bucket = "files-${var.environment}" }',
      "resource:files",
    ],
    [
      "its label where nothing else is known",
      'resource "aws_sqs_queue" "late_orders" { name = var.unknown }',
      "resource:late-orders",
    ],
    [
      "a module of the registry",
      'module "db" {\n  source = "terraform-aws-modules/rds/aws"\n  identifier = "orders-db"\n}',
      "resource:orders-db",
    ],
  ])("names a resource by %s", async (_, text, ref) => {
    expect(refsOf(await scanOf({ ...app, "infra/main.tf": text }))).toContain(ref);
  });

  it("reads a module of the checkout once for each use", async () => {
    const result = await scanOf({
      "infra/main.tf":
        'module "a" {\n  source = "./queue"\n  name = "orders"\n}\nmodule "b" {\n  source = "./queue"\n  name = "refunds"\n}\n',
      "infra/queue/main.tf": 'variable "name" {}\nresource "aws_sqs_queue" "this" { name = "${var.name}-events" }\n',
    });
    expect(refsOf(result)).toEqual(["resource:orders-events", "resource:refunds-events"]);
  });

  it("leaves out what is commented, only reads along, or is nothing to depend on", async () => {
    const text = `# resource "aws_sqs_queue" "a" { name = "a" }
/* resource "aws_sqs_queue" "b" { name = "b" } */
resource "aws_db_instance" "replica" {
  identifier          = "c"
  replicate_source_db = "main"
}
resource "aws_iam_role" "d" { name = "d" }`;
    expect(refsOf(await scanOf({ "infra/main.tf": text }))).toEqual([]);
  });

  it("follows a reference in the environment of a container", async () => {
    const text = `resource "aws_elasticache_cluster" "sessions" { cluster_id = "sessions" }
resource "aws_ecs_task_definition" "app" {
  container_definitions = jsonencode([{
    name        = "app"
    image       = "acme/app:1"
    environment = [{ name = "REDIS_HOST", value = aws_elasticache_cluster.sessions.cache_nodes[0].address }]
  }])
}`;
    const result = await scanOf({ ...app, "infra/main.tf": text });
    expect(edgesOf(result)).toEqual(["component:app dependson resource:sessions"]);
    expect(result.edges[0]?.place).toEqual({ path: "infra/main.tf", line: 6 });
  });

  it("takes the owner from a tag", async () => {
    const text =
      'locals { tags = { Team = "Payments" } }\nresource "aws_sqs_queue" "q" {\n  name = "q"\n  tags = merge(local.tags, { x = "y" })\n}';
    const { entities } = await scanOf({ "infra/main.tf": text });
    expect(entities.find(({ ref }) => ref === "resource:default/q")?.owner).toMatchObject({
      ref: "group:default/payments",
      because: "label",
    });
  });
});

describe("Kubernetes", () => {
  const database = `
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: orders-postgres, labels: { app: orders-postgres } }
spec: { template: { metadata: { labels: { app: orders-postgres } }, spec: { containers: [{ name: db, image: "postgres:16" }] } } }
---
apiVersion: v1
kind: Service
metadata: { name: orders-db }
spec: { selector: { app: orders-postgres } }
`;

  it.each([
    ["the name of a Service", "{ name: DB_HOST, value: orders-db }", ""],
    [
      "the value of a ConfigMap",
      "{ name: DB_HOST, valueFrom: { configMapKeyRef: { name: env, key: host } } }",
      "---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: env }\ndata: { host: orders-db }\n",
    ],
    ["another variable", '{ name: DB_URL, value: "postgres://$(DB):5432/x" }, { name: DB, value: orders-db }', ""],
  ])("follows %s", async (_, environment, extra) => {
    const result = await scanOf({ ...app, "k8s/app.yaml": deployment(environment, extra), "k8s/db.yaml": database });
    expect(edgesOf(result)).toEqual(["component:app dependson resource:orders-postgres"]);
  });

  it("says nothing of the value of a secret", async () => {
    const environment = "{ name: DB_HOST, valueFrom: { secretKeyRef: { name: s, key: host } } }";
    expect(edgesOf(await scanOf({ ...app, "k8s/app.yaml": deployment(environment), "k8s/db.yaml": database }))).toEqual(
      [],
    );
  });
});

describe("Helm", () => {
  const chart = {
    "app/chart/Chart.yaml": "name: app\nversion: 1.0.0\ndependencies: [{ name: postgresql, version: 15.x.x }]\n",
    "app/chart/values.yaml": "image: { repository: acme/app }\nteam: shop\nenv:\n  DB_HOST: app-postgresql\n",
  };

  it("takes settings and the team from values, and databases from dependencies", async () => {
    const result = await scanOf({ ...app, ...chart });
    expect(refsOf(result)).toEqual(["component:app", "resource:app-postgresql"]);
    expect(edgesOf(result)).toEqual(["component:app dependson resource:app-postgresql"]);
    expect(result.entities[0]?.owner?.ref).toBe("group:default/shop");
  });

  it("fills literal values into templates", async () => {
    const template = `{{- if .Values.enabled }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "app.fullname" . }}
spec:
  template:
    spec:
      containers:
        - name: {{ .Chart.Name }}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          env:
            - name: DATABASE
              value: "postgres://{{ .Release.Name }}-postgresql:5432/x"
{{- end }}
`;
    const result = await scanOf({
      ...app,
      ...chart,
      "app/chart/values.yaml": "image: { repository: acme/app }\n",
      "app/chart/templates/deployment.yaml": template,
    });
    expect(edgesOf(result)).toEqual(["component:app dependson resource:app-postgresql"]);
  });

  it("leaves out a dependency that is switched off", async () => {
    const values = "image: { repository: acme/app }\npostgresql: { enabled: false }\n";
    expect(refsOf(await scanOf({ ...app, ...chart, "app/chart/values.yaml": values }))).toEqual(["component:app"]);
  });
});

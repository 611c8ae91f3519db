import { describe, expect, it } from "vitest";
import { edgesOf, refsOf, scanOf } from "./checkout-of.ts";

const service = (name: string) => ({
  [`${name}/Dockerfile`]: "FROM node:20\n",
  [`${name}/package.json`]: `{ "name": "${name}" }`,
});

const compose = (environment: string) => `services:
  orders:
    build: ./orders
    environment:
      ${environment}
  payments: { build: ./payments }
  db: { image: "postgres:16" }
`;

async function edgesWith(environment: string, code?: string) {
  const files = { ...service("orders"), ...service("payments"), "docker-compose.yml": compose(environment) };
  return edgesOf(await scanOf(code === undefined ? files : { ...files, "orders/index.js": code }));
}

const PAYMENTS = "component:orders dependson component:payments";
const DB = "component:orders dependson resource:db";

describe("edges from settings", () => {
  it.each([
    ["a URL", "PAYMENTS_URL: http://payments:8080/v1", [PAYMENTS]],
    ["a host with its port", "PAYMENTS: payments:8080", [PAYMENTS]],
    ["a bare host under a name that says so", "PAYMENTS_HOST: payments", [PAYMENTS]],
    ["a URL with a password that holds an @", "DATABASE_URL: postgres://u:p@ss@db:5432/x", [DB]],
    ["a JDBC address", "DB: jdbc:postgresql://db/x", [DB]],
    ["a connection string", "ConnectionStrings__Main: Server=tcp:db,1433;Password=x", [DB]],
    ["a name inside of the cluster", "PAYMENTS_URL: http://payments.shop.svc.cluster.local", [PAYMENTS]],
    ["the default of a variable", "'PAYMENTS_URL': '${PAYMENTS:-http://payments}'", [PAYMENTS]],
    ["a word under a name that says nothing", "MODE: payments", []],
    ["a host of the internet that starts alike", "PAYMENTS_URL: https://payments.stripe.com", []],
    ["localhost", "PAYMENTS_URL: http://localhost:8080", []],
    ["the tag of an image", "DB_IMAGE: db:16", []],
    ["a commented line", "# PAYMENTS_URL: http://payments", []],
    ["itself", "SELF_URL: http://orders", []],
  ])("finds what is meant by %s", async (_, environment, edges) => {
    expect(await edgesWith(environment)).toEqual(edges);
  });

  it.each([
    ["process.env.PAYMENTS_URL", [PAYMENTS]],
    ["config.paymentsUrl", [PAYMENTS]],
    ['value("payments.url")', [PAYMENTS]],
    ["// process.env.PAYMENTS_URL", []],
    ["process.env.OTHER_URL", []],
  ])("asks code whether it reads a variable: %s", async (code, edges) => {
    expect(await edgesWith("PAYMENTS_URL: http://payments", code)).toEqual(edges);
  });

  it("says which variable no code reads", async () => {
    const files = {
      ...service("orders"),
      ...service("payments"),
      "docker-compose.yml": compose("PAYMENTS_URL: http://payments"),
    };
    const { undecided } = await scanOf({ ...files, "orders/index.js": "start()" });
    expect(undecided).toContainEqual({
      place: { path: "docker-compose.yml", line: 5 },
      what: "PAYMENTS_URL of orders names payments, but no code of orders reads it.",
    });
  });

  it("does not guess which of two things of one name is meant", async () => {
    const repository = (name: string) => ({
      [`${name}/go.mod`]: `module ${name}\n`,
      [`${name}/Dockerfile`]: "FROM golang\n",
      [`${name}/k8s/app.yaml`]: `kind: Deployment\napiVersion: apps/v1\nmetadata: { name: api }\nspec: { template: { spec: { containers: [{ name: api, image: acme/${name} }] } } }\n`,
    });
    const web = {
      "web/go.mod": "module web\n",
      "web/Dockerfile": "FROM golang\n",
      "web/k8s/app.yaml":
        "kind: Deployment\napiVersion: apps/v1\nmetadata: { name: web }\nspec: { template: { spec: { containers: [{ name: web, image: acme/web, env: [{ name: API_URL, value: 'http://api' }] }] } } }\n",
    };
    const result = await scanOf({ ...repository("one"), ...repository("two"), ...web });
    expect(edgesOf(result)).toEqual([]);
    expect(result.undecided.map(({ what }) => what)).toContain(
      "API_URL of web names api, which several things here are called.",
    );
  });
});

describe("edges from code", () => {
  it.each([
    ["vote/app.py", 'g.redis = Redis(host="redis", db=0)'],
    ["vote/app.js", "const host = process.env.REDIS_HOST || 'redis';"],
    ["vote/app.go", 'const cache = "redis://redis:6379"'],
    ["vote/App.cs", 'Open("Server=redis;Password=x;");'],
  ])("finds a host in %s", async (path, code) => {
    const files = {
      "vote/Dockerfile": "FROM x\n",
      "docker-compose.yml": "services: { vote: { build: ./vote }, redis: { image: redis } }",
    };
    expect(edgesOf(await scanOf({ ...files, [path]: code }))).toEqual(["component:vote dependson resource:redis"]);
  });

  it.each([
    ["Events.java", '@KafkaListener(topics = "orders.placed")'],
    ["events.js", 'kafka.producer.send({ topic: "orders.placed" })'],
    ["events.py", 'producer.produce("orders.placed", value) # kafka'],
    ["events.rs", 'rdkafka::FutureRecord::to("orders.placed")'],
    ["events.go", 'kafka.Writer{Topic: "orders.placed"}'],
  ])("finds the topic in %s", async (path, code) => {
    const result = await scanOf({
      ...service("orders"),
      "docker-compose.yml": "services: { orders: { build: ./orders } }",
      [`orders/${path}`]: code,
    });
    expect(edgesOf(result)).toEqual(["component:orders dependson resource:orders.placed"]);
  });

  it.each([
    "orders/test/a.js",
    "orders/a.test.js",
    "orders/gen/a.js",
    "orders/node_modules/a/a.js",
    "orders/vendor/a.js",
  ])("does not look into %s", async (path) => {
    const files = { ...service("orders"), ...service("payments"), "docker-compose.yml": compose("A: b") };
    expect(edgesOf(await scanOf({ ...files, [path]: 'fetch("http://payments")' }))).toEqual([]);
  });
});

describe("entities", () => {
  it("are not made of what is started only beside the code and needed by nothing", async () => {
    const result = await scanOf({
      ...service("orders"),
      ...service("payments"),
      "docker-compose.yml": compose("A: b"),
    });
    expect(refsOf(result)).toEqual(["component:orders", "component:payments"]);
    expect(result.undecided.map(({ what }) => what)).toEqual(["db is started here, but nothing seems to need it."]);
  });

  it("are made of packages that are published, not of others that nothing needs", async () => {
    const result = await scanOf({
      "package.json": '{ "workspaces": ["*"] }',
      "sdk/package.json": '{ "name": "sdk", "publishConfig": { "access": "public" } }',
      "lint/package.json": '{ "name": "lint", "private": true, "bin": "lint.js" }',
    });
    expect(refsOf(result)).toEqual(["component:sdk"]);
  });

  it("a library that is called like a service steps back", async () => {
    const result = await scanOf({
      "package.json": '{ "workspaces": ["*"] }',
      ...service("payments"),
      "lib/package.json": '{ "name": "@acme/payments" }',
      "orders/Dockerfile": "FROM node\n",
      "orders/package.json": '{ "name": "orders", "dependencies": { "@acme/payments": "*" } }',
    });
    expect(refsOf(result)).toEqual(["component:orders", "component:payments", "component:payments-lib"]);
    expect(edgesOf(result)).toEqual(["component:orders dependson component:payments-lib"]);
  });
});

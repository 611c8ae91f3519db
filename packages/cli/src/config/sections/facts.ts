import type { alertmanagerFacts } from "@callboard/facts/alertmanager";
import type { argocdFacts } from "@callboard/facts/argocd";
import type { githubActionsFacts } from "@callboard/facts/github-actions";
import type { githubDeploymentFacts } from "@callboard/facts/github-deployments";
import type { grafanaOncallFacts } from "@callboard/facts/grafana-oncall";
import type { kubernetesFacts } from "@callboard/facts/kubernetes";
import type { opsgenieFacts } from "@callboard/facts/opsgenie";
import type { pagerdutyFacts } from "@callboard/facts/pagerduty";
import type { sonarqubeFacts } from "@callboard/facts/sonarqube";
import { z } from "zod";
import { secretText, text } from "./text.ts";

/** A field for each option of a source but `fetch`, and no other: what a source takes can be configured. */
type FieldsOf<Source extends (options: never) => unknown> = {
  readonly [Name in Exclude<keyof Parameters<Source>[0], "fetch">]-?: z.ZodType<Parameters<Source>[0][Name]>;
} & { readonly type: z.ZodLiteral };

const token = secretText.describe("What lets one read there. It goes to the host of baseUrl and to no other.");
const address = text.describe("The address of the service.");
const names = z.array(text).min(1);

function addressUnless(usual: string) {
  return address.exactOptional().describe(`The address of the service; ${usual} unless given.`);
}

const pagerduty = z
  .strictObject({
    type: z.literal("pagerduty"),
    token,
    account: text.exactOptional().describe("The name by which pagerduty.com/account means this account."),
    baseUrl: addressUnless("https://api.pagerduty.com"),
  } satisfies FieldsOf<typeof pagerdutyFacts>)
  .describe("Who is on call at PagerDuty.");

const opsgenie = z
  .strictObject({
    type: z.literal("opsgenie"),
    token,
    account: text.exactOptional().describe("The name by which callboard.dev/opsgenie-account means this account."),
    baseUrl: addressUnless("https://api.opsgenie.com"),
  } satisfies FieldsOf<typeof opsgenieFacts>)
  .describe("Who is on call at Opsgenie.");

const grafanaOncall = z
  .strictObject({
    type: z.literal("grafana-oncall"),
    token,
    baseUrl: address,
    instance: text.exactOptional().describe("The name by which callboard.dev/grafana-oncall-instance means this one."),
  } satisfies FieldsOf<typeof grafanaOncallFacts>)
  .describe("Who is on call in Grafana OnCall.");

const alertmanager = z
  .strictObject({
    type: z.literal("alertmanager"),
    token: token.exactOptional(),
    baseUrl: address,
    instance: text
      .exactOptional()
      .describe(
        "The name by which callboard.dev/alertmanager-instance means this one; entities without it are looked for in each.",
      ),
    nameLabel: text.exactOptional().describe("The label that holds an entity's name; service unless given."),
    kinds: names
      .exactOptional()
      .describe("The kinds that are looked for by their name alone; Component and Resource unless given."),
  } satisfies FieldsOf<typeof alertmanagerFacts>)
  .describe("Which alerts fire in Alertmanager.");

const kubernetes = z
  .strictObject({
    type: z.literal("kubernetes"),
    token,
    baseUrl: address,
    namespaces: z
      .union([z.array(text), z.literal("all")])
      .describe("The namespaces that may be read, 1 to 20 of them, or all."),
    cluster: text.exactOptional().describe("The name by which backstage.io/kubernetes-cluster means this cluster."),
  } satisfies FieldsOf<typeof kubernetesFacts>)
  .describe("How rollouts stand in a Kubernetes cluster.");

const sonarqube = z
  .strictObject({
    type: z.literal("sonarqube"),
    token,
    baseUrl: address,
    instance: text.exactOptional().describe("What stands before / in sonarqube.org/project-key; default unless given."),
  } satisfies FieldsOf<typeof sonarqubeFacts>)
  .describe("Whether projects pass their quality gates at SonarQube.");

const argocd = z
  .strictObject({
    type: z.literal("argocd"),
    token,
    baseUrl: address,
    instance: text.exactOptional().describe("The name by which argocd/instance-name means this server."),
  } satisfies FieldsOf<typeof argocdFacts>)
  .describe("What Argo CD synced last, and whether it is healthy.");

const onGithub = {
  token,
  owners: names
    .exactOptional()
    .describe("The owners whose repositories may be read; any that the token can read unless given."),
  baseUrl: addressUnless("https://api.github.com"),
  name: text.exactOptional().describe("Tells several sources of this type apart; needed from the second one on."),
};

const githubDeployments = z
  .strictObject({
    type: z.literal("github-deployments"),
    ...onGithub,
  } satisfies FieldsOf<typeof githubDeploymentFacts>)
  .describe("The latest deployments, as GitHub knows them.");

const githubActions = z
  .strictObject({
    type: z.literal("github-actions"),
    ...onGithub,
    workflow: text.exactOptional().describe("The file of the workflow that deploys; deploy.yml unless given."),
  } satisfies FieldsOf<typeof githubActionsFacts>)
  .describe("The latest run of the workflow that deploys.");

/** One source of live facts. A new type is a schema of its own with one line here, and one in `facts/configured-source.ts`. */
const factSource = z.discriminatedUnion("type", [
  pagerduty,
  opsgenie,
  grafanaOncall,
  alertmanager,
  kubernetes,
  sonarqube,
  argocd,
  githubDeployments,
  githubActions,
]);

/** Which services are asked for live facts. */
export const factsSection = z
  .array(factSource)
  .default([])
  .describe("Services that ask reads live facts from, such as who is on call.");

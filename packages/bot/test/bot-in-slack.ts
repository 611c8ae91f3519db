import type { Catalog } from "@callboard/core";
import { openCatalog } from "@callboard/core";
import { onTestFinished } from "vitest";
import { type RunningSlackBot, type StartSlackBotOptions, slackManifest, startSlackBot } from "../src/index.ts";
import { type FakeSlack, type FakeSlackOptions, fakeSlack } from "../src/testing/index.ts";

/** A bot that runs against a fake Slack, for the time of one test. */
export interface BotInSlack {
  readonly slack: FakeSlack;
  readonly catalog: Catalog;
  readonly bot: RunningSlackBot;
  /** Lets the catalog read other descriptors than before. */
  describe(descriptors: string): Promise<void>;
  readonly log: readonly string[];
}

export interface BotInSlackOptions extends Partial<StartSlackBotOptions> {
  readonly transport?: "socket" | "http";
  readonly slack?: FakeSlackOptions;
  readonly descriptors?: string;
}

/**
 * Starts a bot over Socket Mode unless told otherwise, with the scopes and events of its manifest. All that it sends has
 * to be within Slack's limits.
 */
export async function botInSlack(options: BotInSlackOptions = {}): Promise<BotInSlack> {
  const { transport = "socket", slack: slackOptions, descriptors = DESCRIPTORS, ...botOptions } = options;
  const { oauth_config, settings, features } = slackManifest({ transport, ...botOptions });
  const slack = await fakeSlack({
    rateLimits: "off",
    timeoutMs: 10_000,
    scopes: oauth_config.scopes.bot,
    events: settings.event_subscriptions.bot_events,
    unfurlDomains: features.unfurl_domains ?? [],
    ...slackOptions,
  });
  let content = descriptors;
  const catalog = await catalogFrom(() => content);
  const log: string[] = [];
  const write = (message: string, fields?: object) => void log.push(`${message} ${JSON.stringify(fields ?? {})}`);
  const { botToken: token, appToken, signingSecret, apiUrl, clock } = slack;
  const line = transport === "socket" ? { appToken } : { signingSecret, port: 0 };
  const logger = { debug: write, info: write, warn: write, error: write };
  const bot = await startSlackBot({ catalog, token, ...line, apiUrl, clock, logger, ...botOptions });
  if (bot.port !== null) await slack.connect(`http://127.0.0.1:${bot.port}/slack/events`);
  else await slack.sockets.connected();
  onTestFinished(async () => {
    await bot.stop();
    await slack.close();
    await catalog.close();
    const refused = slack.refused().map(({ method, violations }) => ({ method, violations }));
    if (refused.length > 0) throw new Error(`Slack would refuse ${JSON.stringify(refused)}`);
  });
  return {
    slack,
    catalog,
    bot,
    log,
    async describe(changed) {
      content = changed;
      await catalog.refresh();
    },
  };
}

async function catalogFrom(content: () => string): Promise<Catalog> {
  return openCatalog({
    providers: [
      {
        name: "test",
        async *provide() {
          yield { location: "test:catalog-info.yaml", content: content() };
        },
      },
    ],
  });
}

export const DESCRIPTORS = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments, title: Payments, annotations: { slack.com/usergroup-id: S0PAYMENTS } }
spec: { type: team, children: [], profile: { email: payments@example.com } }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: web, title: Web, annotations: { slack.com/usergroup-id: S0WEB } }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ana }
spec: { memberOf: [payments], profile: { displayName: Ana, email: ana@example.com } }
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: payments-db, annotations: { callboard.dev/tier: "1" } }
spec: { type: database, owner: payments }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: payment-service, annotations: { callboard.dev/tier: "1" }, links: [{ url: "https://runbooks.example.com/pay", title: Runbook }] }
spec: { type: service, lifecycle: production, owner: payments, dependsOn: ["resource:payments-db"] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: checkout-web, annotations: { callboard.dev/tier: "1" } }
spec: { type: website, lifecycle: production, owner: web, dependsOn: ["component:payment-service"] }
`;

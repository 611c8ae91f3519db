// A bot of its own process, for tests that end it: bot-process.ts API_URL BOT_TOKEN APP_TOKEN FOLDER [mute]
// It prints "ready" once it is connected, and "posting" whenever it sends a message. A mute one prints "acknowledging"
// where it should tell Slack that something has arrived, and does not.
import { openCatalog } from "@callboard/core";
import { App } from "@slack/bolt";
import { slackBot, startSlackBot } from "../../src/index.ts";

const [apiUrl = "", token = "", appToken = "", folder = "", isMute] = process.argv.slice(2);
const { fetch } = globalThis;
globalThis.fetch = (input, init) => {
  const sent = fetch(input, init);
  if (String(input).endsWith("chat.postMessage")) process.stdout.write("posting\n");
  return sent;
};

const catalog = await openCatalog({
  providers: [
    {
      name: "test",
      async *provide() {
        yield { location: "test:catalog-info.yaml", content: descriptors() };
      },
    },
  ],
});
const bot = isMute
  ? await startMute()
  : await startSlackBot({ catalog, apiUrl, token, appToken, folder, autopilot: true });
process.once("SIGTERM", () => {
  void bot.stop().then(() => catalog.close());
});
process.stdout.write("ready\n");

async function startMute() {
  const app = new App({ token, appToken, socketMode: true, clientOptions: { slackApiUrl: apiUrl } });
  const { close } = await slackBot({ catalog, app, folder });
  const processEvent = app.processEvent.bind(app);
  app.processEvent = (event) =>
    processEvent({ ...event, ack: async () => void process.stdout.write("acknowledging\n") });
  await app.start();
  return { stop: close };
}

function descriptors(): string {
  return `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments, annotations: { slack.com/usergroup-id: S0PAYMENTS } }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: payment-service }
spec: { type: service, lifecycle: production, owner: payments, dependsOn: ["resource:payments-db"] }
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: payments-db }
spec: { type: database, owner: payments }
`;
}

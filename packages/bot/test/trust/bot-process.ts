// A bot of its own process, for tests that end it: bot-process.ts API_URL BOT_TOKEN APP_TOKEN FOLDER
// It prints "ready" once it is connected, and "posting" whenever it sends a message.
import { openCatalog } from "@callboard/core";
import { startSlackBot } from "../../src/index.ts";

const [apiUrl = "", token = "", appToken = "", folder = ""] = process.argv.slice(2);
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
const bot = await startSlackBot({ catalog, apiUrl, token, appToken, folder });
process.once("SIGTERM", () => {
  void bot.stop().then(() => catalog.close());
});
process.stdout.write("ready\n");

function descriptors(): string {
  return `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: payments-db }
spec: { type: database, owner: payments }
`;
}

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { openCatalog } from "@callboard/core";
import { catalogPages } from "@callboard/http/pages";
import { fileProvider } from "@callboard/providers/file";

/** The pages of the demo catalog on a free port of this machine. */
export async function servePages(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const root = fileURLToPath(new URL("../../examples/acme", import.meta.url));
  const catalog = await openCatalog({ providers: [fileProvider({ root, name: "acme" })] });
  const app = catalogPages(catalog, { title: "Acme catalog", environments: ["prod", "staging"] });
  const server = createServer(async (request, response) => {
    const answer = await app.request(request.url ?? "/");
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // The cast: a server that listens on a port has an address of this shape.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await catalog.close();
    },
  };
}

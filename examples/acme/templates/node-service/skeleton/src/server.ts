import { createServer, type Server } from "node:http";

/** The service, not listening yet. */
export function newServer(): Server {
  return createServer((request, response) => {
    const isFound = request.url === "/health";
    response.writeHead(isFound ? 200 : 404, { "content-type": "text/plain" });
    response.end(isFound ? "ok\n" : "not found\n");
  });
}

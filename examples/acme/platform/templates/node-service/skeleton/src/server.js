import { createServer } from "node:http";

export const server = createServer((request, response) => {
  const found = request.url === "/health";
  response.writeHead(found ? 200 : 404, { "content-type": "text/plain" });
  response.end(found ? "ok\n" : "not found\n");
});

server.listen(Number(process.env.PORT ?? 8080));

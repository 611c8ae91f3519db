import { createServer } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { fetchFile } from "../../src/catalog/fetch-file.ts";

it("S16: fetchFile does not connect to this machine, whatever name leads to it", async () => {
  let sockets = 0;
  const server = createServer((_, response) => response.end("secret")).on("connection", () => {
    sockets += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  await expect(fetchFile(`http://localhost:${port}/a.yaml`)).rejects.toMatchObject({ code: "source-unreachable" });
  expect(sockets).toBe(0);
});

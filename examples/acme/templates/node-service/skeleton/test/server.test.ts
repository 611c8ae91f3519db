import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { newServer } from "../src/server.ts";

describe("the server", () => {
  const server = newServer();
  let url = "";

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  it("says that it is well", async () => {
    const response = await fetch(`${url}/health`);
    assert.equal(response.status, 200);
    assert.equal(await response.text(), "ok\n");
  });

  it("knows no other page", async () => {
    assert.equal((await fetch(`${url}/nowhere`)).status, 404);
  });
});

import { fileURLToPath } from "node:url";
import { type Catalog, openCatalog } from "@callboard/core";
import { fileProvider } from "@callboard/providers/file";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownersApp } from "./owners-app.ts";

describe("ownersApp", () => {
  let catalog: Catalog;
  let url: string;
  let stop: () => void;

  beforeAll(async () => {
    const root = fileURLToPath(new URL("../acme", import.meta.url));
    catalog = await openCatalog({ providers: [fileProvider({ root })], schedule: false });
    const server = ownersApp(catalog).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === "object" ? address?.port : address}/owners`;
    stop = () => server.close();
  });

  afterAll(async () => {
    stop();
    await catalog.close();
  });

  it("tells who owns a service, how to reach them and where that is written", async () => {
    const response = await fetch(`${url}/payment-service`);
    expect(await response.json()).toMatchObject({
      service: "payment-service",
      status: "owned",
      owners: ["Payments"],
      contacts: expect.arrayContaining(["channel: #payments"]),
      source: expect.stringMatching(/^file:payments\/payment-service\/catalog-info\.yaml:\d+$/),
    });
  });

  it("finds a misspelt name", async () => {
    expect(await (await fetch(`${url}/paymnt-service`)).json()).toMatchObject({ service: "payment-service" });
  });

  it("answers 404 with the nearest names for one that is not there", async () => {
    const response = await fetch(`${url}/parcel-tracker`);
    expect([response.status, await response.json()]).toMatchObject([
      404,
      { message: expect.any(String), candidates: expect.any(Array) },
    ]);
  });
});

import { describe, expect, it, onTestFinished } from "vitest";
import WebSocket from "ws";
import { isJsonObject, type JsonObject } from "../../src/limits/json.ts";
import type { FakeSlack } from "../../src/testing/index.ts";
import { call, startSlack } from "./slack-under-test.ts";

const event = { type: "app_home_opened", user: "U1", tab: "home" };

describe("Socket Mode of the fake Slack", () => {
  it("says hello, sends envelopes and takes acknowledgements", async () => {
    const slack = await startSlack();
    const client = await connect(slack);
    expect(await client.next()).toMatchObject({
      type: "hello",
      num_connections: 1,
      connection_info: { app_id: slack.appId },
    });
    const delivering = slack.event(event);
    const envelope = await client.next();
    expect(envelope).toMatchObject({
      type: "events_api",
      accepts_response_payload: false,
      retry_attempt: 0,
      payload: { event },
    });
    client.acknowledge(envelope);
    expect(await delivering).toMatchObject({ isAcknowledged: true, attempts: [{ transport: "socket", retryNum: 0 }] });
  });

  it("takes an answer along with an acknowledgement", async () => {
    const slack = await startSlack();
    const client = await connect(slack);
    await client.next();
    const running = slack.user("ana").runs("/catalog owner web");
    const envelope = await client.next();
    expect(envelope).toMatchObject({ type: "slash_commands", accepts_response_payload: true });
    client.acknowledge(envelope, { text: "team-a" });
    await running;
    expect(await slack.nextMessage()).toMatchObject({ text: "team-a", ephemeralTo: slack.user("ana").id });
  });

  it("sends again, in a new envelope, what is not acknowledged within three seconds", async () => {
    const slack = await startSlack();
    const client = await connect(slack);
    await client.next();
    const delivering = slack.event(event);
    const first = await client.next();
    await slack.advance(3_000);
    const second = await client.next();
    expect(second).toMatchObject({ retry_attempt: 1, retry_reason: "http_timeout", payload: first.payload ?? {} });
    expect(second.envelope_id).not.toBe(first.envelope_id);
    client.acknowledge(second);
    expect((await delivering).attempts).toMatchObject([{ outcome: "http_timeout" }, { outcome: "acknowledged" }]);
  });

  it("sends over another socket what the one that closed did not acknowledge", async () => {
    const slack = await startSlack();
    const [first, second] = [await connect(slack), await connect(slack)];
    await first.next();
    await second.next();
    const delivering = slack.event(event);
    const coming = [first.next(), second.next()] as const;
    const isFirst = await Promise.race([coming[0].then(() => true), coming[1].then(() => false)]);
    const [holder, other, again] = isFirst ? [first, second, coming[1]] : [second, first, coming[0]];
    holder.socket.terminate();
    other.acknowledge(await again);
    expect((await delivering).attempts).toMatchObject([{ outcome: "connection_failed" }, { outcome: "acknowledged" }]);
  });

  it("spreads what it sends over all sockets", async () => {
    const slack = await startSlack();
    const clients = [await connect(slack), await connect(slack)];
    const counts = [0, 0];
    for (const [index, client] of clients.entries()) {
      client.acknowledgeAll(() => {
        counts[index] = (counts[index] ?? 0) + 1;
      });
    }
    for (let count = 0; count < 6; count += 1) await slack.event(event);
    expect(counts).toEqual([3, 3]);
  });

  it("takes ten sockets, not eleven", async () => {
    const slack = await startSlack();
    for (let count = 0; count < 10; count += 1) await connect(slack);
    await slack.sockets.connected(10);
    const eleventh = await connect(slack);
    expect(await eleventh.next()).toMatchObject({ type: "disconnect", reason: "too_many_websockets" });
    expect(slack.sockets.connections).toBe(10);
  });

  it("asks the app to connect anew, and takes each ticket once", async () => {
    const slack = await startSlack();
    const client = await connect(slack);
    await client.next();
    slack.sockets.disconnect("refresh_requested");
    expect(await client.next()).toMatchObject({ type: "disconnect", reason: "refresh_requested" });
    const again = new WebSocket(client.url);
    await expect(new Promise((resolve, reject) => again.on("open", resolve).on("error", reject))).rejects.toThrow(
      "403",
    );
  });

  it("cuts connections without a word", async () => {
    const slack = await startSlack();
    const client = await connect(slack);
    const closed = new Promise((resolve) => client.socket.on("close", resolve));
    slack.sockets.drop();
    expect(await closed).toBe(1006);
  });
});

/** A client that reads one message after the other. */
async function connect(slack: FakeSlack) {
  const { body } = await call(slack, "apps.connections.open", {}, { token: slack.appToken });
  const url = String(body.url);
  const socket = new WebSocket(url);
  onTestFinished(() => socket.terminate());
  const arrived: JsonObject[] = [];
  const waiting: ((message: JsonObject) => void)[] = [];
  socket.on("message", (data) => {
    const message: unknown = JSON.parse(String(data));
    if (!isJsonObject(message)) return;
    const waiter = waiting.shift();
    if (waiter) waiter(message);
    else arrived.push(message);
  });
  await new Promise((resolve, reject) => socket.on("open", resolve).on("error", reject));
  const client = {
    url,
    socket,
    next: (): Promise<JsonObject> => {
      const message = arrived.shift();
      return message ? Promise.resolve(message) : new Promise((resolve) => waiting.push(resolve));
    },
    acknowledge: ({ envelope_id }: JsonObject, payload?: JsonObject) =>
      socket.send(JSON.stringify({ envelope_id, ...(payload ? { payload } : {}) })),
    acknowledgeAll: (count: () => void) => {
      void client.next().then((message) => {
        if (message.type !== "hello") {
          count();
          client.acknowledge(message);
        }
        client.acknowledgeAll(count);
      });
    },
  };
  return client;
}

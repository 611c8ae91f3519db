import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { isJsonObject, type Json } from "../../limits/json.ts";
import type { Sent, Transport } from "./delivery.ts";

/** Sends over the WebSockets that the app has open. */
export interface SocketTransport extends Transport {
  /** A ticket for one connection, as `apps.connections.open` gives it out; good for thirty seconds. */
  open(): string;
  /** How many sockets are open. */
  readonly connections: number;
  /** Resolves once that many sockets are open. */
  connected(count?: number): Promise<void>;
  /** Tells the app to connect anew, as Slack does every few hours. The sockets stay open until the app closes them. */
  disconnect(reason?: "warning" | "refresh_requested" | "link_disabled"): void;
  /** Cuts the connections without a word. */
  drop(): void;
  /** Says good-bye, and cuts the connections of those who do not answer. */
  close(): Promise<void>;
}

/** The most sockets that one app may have open. */
const MAX_SOCKETS = 10;
const TICKET_MS = 30_000;
const PATH = "/link/";

const GOING_AWAY = 1001;
const CLOSE_MS = 200;

export function createSocketTransport(
  server: Server,
  origin: string,
  appId: string,
  now: () => number,
  nextNumber: () => number,
): SocketTransport {
  const sockets: WebSocket[] = [];
  const tickets = new Map<string, number>();
  const waiting = new Map<string, { readonly socket: WebSocket; readonly settle: (sent: Sent) => void }>();
  const arrivals: { readonly count: number; readonly resolve: () => void }[] = [];
  const accepting = new WebSocketServer({ noServer: true });
  let turn = 0;

  server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const ticket = new URL(request.url ?? "/", origin).searchParams.get("ticket") ?? "";
    const untilMs = tickets.get(ticket) ?? 0;
    tickets.delete(ticket);
    if (!request.url?.startsWith(PATH) || untilMs < now()) {
      stream.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n");
      return;
    }
    accepting.handleUpgrade(request, stream, head, accept);
  });

  return {
    name: "socket",
    isConnected: () => sockets.length > 0,
    get connections() {
      return sockets.length;
    },
    open() {
      const ticket = `ticket-${nextNumber()}`;
      tickets.set(ticket, now() + TICKET_MS);
      return `${origin.replace(/^http/, "ws")}${PATH}?ticket=${ticket}&app_id=${appId}`;
    },
    connected: (count = 1) =>
      sockets.length >= count
        ? Promise.resolve()
        : new Promise<void>((resolve) => void arrivals.push({ count, resolve })),
    async send(type, payload, retry) {
      turn += 1;
      const socket = sockets[turn % sockets.length];
      if (!socket) return { outcome: "connection_failed" };
      // A repeated event keeps its event_id; only the envelope around it is new.
      const envelopeId = `envelope-${nextNumber()}`;
      const envelope = {
        envelope_id: envelopeId,
        type,
        payload,
        accepts_response_payload: type !== "events_api",
        ...(type === "events_api" ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? "" } : {}),
      };
      return new Promise<Sent>((settle) => {
        waiting.set(envelopeId, { socket, settle });
        socket.send(JSON.stringify(envelope));
      });
    },
    disconnect(reason = "refresh_requested") {
      for (const socket of sockets) sendTo(socket, { type: "disconnect", reason, debug_info: { host: "fake" } });
    },
    drop() {
      for (const socket of [...sockets]) socket.terminate();
    },
    async close() {
      accepting.close();
      const closing = [...sockets].map(
        (socket) =>
          new Promise<void>((resolve) => {
            socket.once("close", () => resolve());
            socket.close(GOING_AWAY);
            setTimeout(() => socket.terminate(), CLOSE_MS).unref();
          }),
      );
      await Promise.all(closing);
    },
  };

  function accept(socket: WebSocket): void {
    if (sockets.length >= MAX_SOCKETS) {
      sendTo(socket, { type: "disconnect", reason: "too_many_websockets" });
      socket.close();
      return;
    }
    sockets.push(socket);
    socket.on("message", (data) => receive(String(data)));
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      sockets.splice(sockets.indexOf(socket), 1);
      for (const [id, entry] of waiting) if (entry.socket === socket) settle(id, { outcome: "connection_failed" });
    });
    sendTo(socket, {
      type: "hello",
      num_connections: sockets.length,
      connection_info: { app_id: appId },
      debug_info: { host: "fake", approximate_connection_time: 18_060 },
    });
    for (const arrival of [...arrivals]) {
      if (sockets.length < arrival.count) continue;
      arrivals.splice(arrivals.indexOf(arrival), 1);
      arrival.resolve();
    }
  }

  function receive(text: string): void {
    const message = parsed(text);
    if (!isJsonObject(message) || typeof message.envelope_id !== "string") return;
    const { payload = null } = message;
    // Clients acknowledge without a payload, or with an empty one.
    const answer = isJsonObject(payload) && Object.keys(payload).length === 0 ? null : payload;
    settle(message.envelope_id, { outcome: "acknowledged", status: null, answer });
  }

  function settle(envelopeId: string, sent: Sent): void {
    waiting.get(envelopeId)?.settle(sent);
    waiting.delete(envelopeId);
  }
}

function sendTo(socket: WebSocket, message: object): void {
  socket.send(JSON.stringify(message));
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

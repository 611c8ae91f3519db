import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "@callboard/core";
import type { JsonObject } from "../../limits/json.ts";
import { RESPONSE_PATH } from "../delivery/response-urls.ts";
import { type ApiAnswer, rateLimited } from "./call-method.ts";
import type { FaultEffect, Faults } from "./faults.ts";
import { UPLOAD_PATH } from "./files.ts";
import { readBody, readFields, readUpload, tokenOf } from "./read-request.ts";

/** What answers the requests of the app. */
export interface ApiHandlers {
  call(method: string, token: string | null, fields: JsonObject): ApiAnswer;
  respond(path: string, payload: JsonObject): ApiAnswer;
  receive(path: string, content: Uint8Array): boolean;
}

/** The HTTP server of the fake Slack, on a free port of this machine. */
export interface ApiServer {
  readonly server: Server;
  readonly origin: string;
  /** Requests that have come and are not answered. */
  readonly underWay: number;
  /** Requests that have come so far. */
  readonly total: number;
  /** Sets what answers; before that, every request is turned away. */
  handle(handlers: ApiHandlers): void;
  close(): Promise<void>;
}

export async function startApiServer(faults: Faults, clock: Clock): Promise<ApiServer> {
  let handlers: ApiHandlers | null = null;
  let underWay = 0;
  let total = 0;
  const server = createServer((request, response) => {
    underWay += 1;
    total += 1;
    const answering = answer(request, response).catch((reason: unknown) => {
      send(response, { status: 500, headers: {}, body: { ok: false, error: "fatal_error", detail: String(reason) } });
    });
    void answering.finally(() => {
      underWay -= 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  return {
    server,
    origin,
    get underWay() {
      return underWay;
    },
    get total() {
      return total;
    },
    handle: (given) => {
      handlers = given;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", origin);
    const body = await readBody(request).catch(() => null);
    const given = handlers;
    if (body === null || given === null) {
      send(response, { status: 413, headers: {}, body: { ok: false, error: "request_too_large" } });
    } else if (url.pathname.startsWith("/api/")) {
      await answerCall(request, response, url, body, given);
    } else if (url.pathname.startsWith(UPLOAD_PATH) && request.method === "POST") {
      const isTaken = given.receive(url.pathname, await readUpload(request, body));
      response.writeHead(isTaken ? 200 : 400).end(isTaken ? "OK" : "invalid upload");
    } else if (url.pathname.startsWith(RESPONSE_PATH) && request.method === "POST") {
      const payload = await readFields(request, url, body);
      send(response, payload ? given.respond(url.pathname, payload) : INVALID_JSON);
    } else {
      response.writeHead(404).end("not found");
    }
  }

  async function answerCall(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    body: Buffer,
    { call }: ApiHandlers,
  ): Promise<void> {
    const method = url.pathname.slice("/api/".length);
    const fields = await readFields(request, url, body);
    if (fields === null) {
      send(response, INVALID_JSON);
      return;
    }
    const token = tokenOf(request, fields);
    const { token: _, ...args } = fields;
    await disturbed(faults.next(method), response, () => call(method, token, args));
  }

  async function disturbed(fault: FaultEffect | null, response: ServerResponse, call: () => ApiAnswer): Promise<void> {
    switch (fault?.kind) {
      case undefined:
        send(response, call());
        break;
      case "rate-limit":
        send(response, rateLimited(fault.retryAfterSeconds));
        break;
      case "status":
        response.writeHead(fault.status).end("upstream trouble");
        break;
      case "error":
        send(response, { status: 200, headers: {}, body: { ok: false, error: fault.error } });
        break;
      case "reset":
        response.destroy();
        break;
      case "lost-answer":
        call();
        response.destroy();
        break;
      case "delay":
        await new Promise<void>((resolve) => void clock.setTimer(resolve, fault.delayMs));
        send(response, call());
        break;
      default:
        fault satisfies never;
    }
  }
}

const INVALID_JSON: ApiAnswer = { status: 200, headers: {}, body: { ok: false, error: "invalid_json" } };

function send(response: ServerResponse, { status, headers, body }: ApiAnswer): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers }).end(text);
}

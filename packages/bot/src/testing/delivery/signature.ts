import { createHmac } from "node:crypto";

/** The headers by which an app knows that a request is from Slack. */
export function signatureHeaders(secret: string, body: string, timestampSeconds: number): SignatureHeaders {
  const hash = createHmac("sha256", secret).update(`v0:${timestampSeconds}:${body}`).digest("hex");
  return { "x-slack-request-timestamp": String(timestampSeconds), "x-slack-signature": `v0=${hash}` };
}

export interface SignatureHeaders {
  readonly "x-slack-request-timestamp": string;
  readonly "x-slack-signature": string;
}

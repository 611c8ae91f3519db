import { z } from "zod";
import { secretText, text } from "./text.ts";

/** How `callboard serve` is run. Everybody on this machine is let in where nobody has to say who they are. */
export const serveSection = z
  .strictObject({
    port: z.int().min(0).max(65_535).default(7007).describe("Where it listens; 0 for any port that is free."),
    host: text
      .default("127.0.0.1")
      .describe("The address it listens on; any but this machine's own needs an identity."),
    hosts: z
      .array(text)
      .default([])
      .describe("The names that it is asked under, without port; on this machine localhost, else any, unless given."),
    tokens: z
      .array(
        z.strictObject({
          token: secretText.describe("What is sent as Authorization: Bearer; at least 16 characters."),
          user: text.exactOptional().describe("Who sends it, as a ref: user:default/ada."),
          roles: z.array(text).default([]).describe("What the policy knows the sender by."),
        }),
      )
      .default([])
      .describe("Programs that are let in."),
    jwt: z
      .strictObject({
        issuer: text.describe("Who must have signed a token."),
        audience: text.describe("Whom it must be for."),
        keysUrl: text.describe("Where the keys of the issuer are: https://login.example.com/jwks.json"),
      })
      .exactOptional()
      .describe("People who are let in by tokens of an identity provider."),
    policy: z
      .union([
        z.strictObject({ roles: text.describe("A YAML file that says what each role may do.") }),
        z.strictObject({
          opa: text.describe("A decision in Open Policy Agent: http://localhost:8181/v1/data/callboard/decision"),
          token: secretText.exactOptional().describe("What Open Policy Agent lets in."),
        }),
      ])
      .exactOptional()
      .describe("Who may see and do what; everybody who is let in everything, unless given."),
    locations: text
      .exactOptional()
      .describe("A file that keeps locations registered over HTTP; without it none can be registered."),
    mcp: z.boolean().default(true).describe("Whether assistants are answered at /mcp, under the same rules."),
    webhookSecret: secretText.exactOptional().describe("Signs the deploys that are told at /webhooks/facts."),
    ratePerMinute: z.int().min(1).default(600).describe("How often one client may ask."),
  })
  .prefault({})
  .describe("The catalog over HTTP.");

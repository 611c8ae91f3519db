import { CatalogError, type Decision, type Policy } from "@callboard/core";
import { z } from "zod";
import { conditionOf, writtenCondition } from "./written-decision.ts";

export interface OpaPolicyOptions {
  /** The decision in the REST API of Open Policy Agent: http://localhost:8181/v1/data/callboard/decision */
  readonly url: string;
  readonly token?: string;
  /** How long an answer may take; 2,000 unless given. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

const reply = z.object({
  result: z.union([z.boolean(), z.enum(["allow", "deny"]), writtenCondition]).exactOptional(),
});

/**
 * Asks Open Policy Agent who may do what. Its input is `{ principal: { ref, roles }, permission }`, its result `true`,
 * `"allow"`, `"deny"` or `{ when: predicate, redacted: predicate }`. A decision that is not defined denies; an agent that
 * cannot be asked lets nobody through.
 */
export function opaPolicy({ url, token, timeoutMs = 2_000, fetch: send = fetch }: OpaPolicyOptions): Policy {
  return {
    async authorize(principal, permission) {
      try {
        const response = await send(url, {
          method: "POST",
          redirect: "error",
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            "content-type": "application/json",
            ...(token !== undefined && { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify({ input: { principal, permission } }),
        });
        if (!response.ok) throw new Error(`It answers with status ${response.status}.`);
        return decisionOf(reply.parse(await response.json()).result);
      } catch (cause) {
        throw new CatalogError("source-unreachable", "The policy agent gives no decision.", { cause });
      }
    },
  };
}

function decisionOf(result: z.infer<typeof reply>["result"]): Decision {
  if (result === true || result === "allow") return "allow";
  return typeof result === "object" ? conditionOf(result) : "deny";
}

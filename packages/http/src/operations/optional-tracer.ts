import type { Tracer } from "@opentelemetry/api";

/** The tracer of OpenTelemetry where its API is installed. It does nothing until an SDK is registered. */
export async function optionalTracer(): Promise<Tracer | undefined> {
  try {
    return (await import("@opentelemetry/api")).trace.getTracer("callboard");
  } catch {
    return undefined; // the package is an optional peer
  }
}

import type { Tracer } from "@opentelemetry/api";
import type { Context, Next } from "hono";
import { routePath } from "hono/route";

/** SpanKind.SERVER and SpanStatusCode.ERROR; the package that names them is optional. */
const SERVER = 1;
const ERROR = 2;
const FIRST_SERVER_ERROR = 500;

/** Answers a request within a span, named as OpenTelemetry names those of servers. */
export function traced(tracer: Tracer, c: Context, next: Next): Promise<void> {
  const { method } = c.req;
  return tracer.startActiveSpan(method, { kind: SERVER }, async (span) => {
    try {
      await next();
      const route = routePath(c, -1);
      span.updateName(`${method} ${route}`);
      span.setAttributes({
        "http.request.method": method,
        "http.route": route,
        "http.response.status_code": c.res.status,
      });
      if (c.res.status >= FIRST_SERVER_ERROR) span.setStatus({ code: ERROR });
    } finally {
      span.end();
    }
  });
}

import type { Severity } from "@callboard/core";

/** The rule that everything found in OpenAPI definitions goes by. */
export const openApiRule = {
  id: "openapi-invalid",
  severity: "warning",
  description: "An OpenAPI definition cannot be read, or does not keep to the specification it names.",
} as const satisfies { readonly id: string; readonly severity: Severity; readonly description: string };

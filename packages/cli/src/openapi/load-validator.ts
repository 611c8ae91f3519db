/** What a user installs to have OpenAPI definitions checked. */
export const VALIDATOR_PACKAGE = "@seriousme/openapi-schema-validator";

/** Checks documents against the JSON schemas that the OpenAPI initiative publishes. */
export type OpenApiValidator = InstanceType<typeof import("@seriousme/openapi-schema-validator").Validator>;

/** The validator, or undefined where its package is not installed. */
export async function loadValidator(): Promise<OpenApiValidator | undefined> {
  try {
    const { Validator } = await import("@seriousme/openapi-schema-validator");
    return new Validator();
  } catch (reason) {
    if (isNotInstalled(reason)) return undefined;
    throw reason;
  }
}

function isNotInstalled(reason: unknown): boolean {
  return (
    reason instanceof Error &&
    "code" in reason &&
    reason.code === "ERR_MODULE_NOT_FOUND" &&
    reason.message.includes(VALIDATOR_PACKAGE)
  );
}

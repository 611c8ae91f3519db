import type { Entity, EntityRef, JsonObject, JsonValue } from "@callboard/core";

/** What expressions of a task can see, by the names they see it under. */
export interface TaskData {
  readonly parameters: JsonObject;
  /** The output of each step that has finished, by its id. */
  readonly steps: Readonly<Record<string, { readonly output: JsonObject }>>;
  readonly user: { readonly ref: EntityRef; readonly entity: Entity | null } | null;
  /** Visible in `input`, and in `each`; never in `output`. */
  readonly secrets: Readonly<Record<string, string>>;
  /** What the operator gives to every template. */
  readonly environment: { readonly parameters: JsonObject; readonly secrets: Readonly<Record<string, string>> };
  readonly task: { readonly id: string };
}

/** One round of a step that runs `each`. The key of a list is its index as text. */
export interface Round {
  readonly key: string;
  readonly value: JsonValue;
}

/** The data of an expression as plain JSON. */
export function expressionData(data: TaskData, options: { withSecrets: boolean; round?: Round }): JsonObject {
  const { parameters, steps, user, environment, task, secrets } = data;
  const { withSecrets, round } = options;
  return plain({
    parameters,
    steps,
    user: user ? { ref: user.ref, entity: user.entity ?? {} } : {},
    environment: { parameters: environment.parameters, ...(withSecrets && { secrets: environment.secrets }) },
    context: { task },
    ...(withSecrets && { secrets }),
    ...(round && { each: round }),
  });
}

function plain(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value));
}

/** Makes and checks trigger ids: each is good once, for three seconds. */
export interface Triggers {
  create(user: string): string;
  /** The user whose act made the trigger, or the error that Slack names. */
  use(trigger: string): { readonly user: string } | { readonly error: TriggerError };
}

export type TriggerError = "invalid_trigger_id" | "expired_trigger_id" | "exchanged_trigger_id";

const TRIGGER_MS = 3_000;

export function createTriggers(now: () => number, nextNumber: () => number): Triggers {
  const known = new Map<string, { readonly user: string; readonly untilMs: number; isUsed: boolean }>();
  return {
    create(user) {
      const id = `${nextNumber()}.${now()}.trigger`;
      known.set(id, { user, untilMs: now() + TRIGGER_MS, isUsed: false });
      return id;
    },
    use(id) {
      const trigger = known.get(id);
      if (!trigger) return { error: "invalid_trigger_id" };
      if (trigger.isUsed) return { error: "exchanged_trigger_id" };
      if (now() > trigger.untilMs) return { error: "expired_trigger_id" };
      trigger.isUsed = true;
      return { user: trigger.user };
    },
  };
}

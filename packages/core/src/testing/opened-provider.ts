import type { ProvideContext } from "../provider/entity-provider.ts";
import { fastClock } from "./fast-clock.ts";
import type { ProviderUnderTest } from "./provider-under-test.ts";
import { type ProviderRun, runProvider } from "./run-provider.ts";

/** A provider in one test of the shared suite. */
export interface OpenedProvider extends ProviderUnderTest {
  /** What it reaches its source with, over the defaults of a test. */
  readonly network: Pick<ProvideContext, "fetch" | "clock"> | Record<string, never>;
  /** Runs it once, from beginning to end. */
  run(context?: Partial<ProvideContext>): Promise<ProviderRun>;
}

/** Time passes fast while a source over the network fails, so that nobody waits for retries and time limits. */
export function openedProvider(opened: ProviderUnderTest): OpenedProvider {
  const { provider, fetch, speed = SPEED, breakSource, failMidway, recover } = opened;
  const clock = fastClock();
  const network = fetch ? { fetch, clock } : {};
  const run: OpenedProvider["run"] = (context) => runProvider(provider, { ...network, ...context });
  const atSpeed = async (next: number, work: Promise<void> | undefined) => {
    await work;
    clock.speedUp(next);
  };
  return {
    ...opened,
    network,
    run,
    ...(breakSource && { breakSource: () => atSpeed(speed, breakSource()) }),
    ...(failMidway && { failMidway: (fault) => atSpeed(speed, failMidway(fault)) }),
    recover: () => atSpeed(1, recover?.()),
  };
}

/** At this speed three minutes pass in 0.3 s. */
const SPEED = 600;

export { catalogOf } from "./catalog-of.ts";
export type { TestRunner } from "./check.ts";
export { describeProvider, type ProviderUnderTest } from "./describe-provider.ts";
export { describeStore, type StoreUnderTest } from "./describe-store.ts";
export { type ProviderRun, providerContext, runProvider } from "./run-provider.ts";
export { type TestClock, testClock } from "./test-clock.ts";

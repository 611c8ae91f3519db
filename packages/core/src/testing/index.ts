export { catalogOf } from "./catalog-of.ts";
export type { TestRunner } from "./check.ts";
export { describeProvider } from "./describe-provider.ts";
export { describeStore, type StoreUnderTest } from "./describe-store.ts";
export { type FastClock, fastClock } from "./fast-clock.ts";
export { secretsIn, wholeError } from "./hidden-secrets.ts";
export type { ProviderUnderTest, SourceFault } from "./provider-under-test.ts";
export { type ProviderRun, providerContext, runProvider } from "./run-provider.ts";
export { type TestClock, testClock } from "./test-clock.ts";

import { onTestFinished } from "vitest";
import { type FakeGithub, type FakeGithubOptions, startFakeGithub } from "./start-fake-github.ts";

/** A fake GitHub until the test is over. */
export async function fakeGithub(options: FakeGithubOptions = {}): Promise<FakeGithub> {
  const fake = await startFakeGithub(options);
  onTestFinished(() => fake.close());
  return fake;
}

import { describe, expect, it } from "vitest";
import { catalogRoutes } from "../src/index.ts";
import { described, opened, SHOP, standing } from "./opened.ts";

interface Heard {
  next(): Promise<string>;
  leave(): Promise<void>;
}

/** Listens to the changes; each event is a text without the comments between. */
async function listen(app: ReturnType<typeof catalogRoutes>, headers: Record<string, string> = {}): Promise<Heard> {
  const response = await app.request("/changes", { headers });
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error("There is no body.");
  let text = "";
  return {
    async next() {
      for (;;) {
        const end = text.indexOf("\n\n");
        const event = text.slice(0, end);
        if (end >= 0) text = text.slice(end + 2);
        if (end >= 0 && /^event:/.test(event)) return event;
        if (end < 0) text += (await reader.read()).value ?? "";
      }
    },
    leave: () => reader.cancel(),
  };
}

const cache = (name: string, tags: readonly string[] = []) =>
  described("Resource", name, { type: "cache", owner: "payments" }, { tags });

describe("/changes", () => {
  it("tells changes as they happen, and those that were missed to whom names the last revision", async () => {
    const { catalog, source } = await opened();
    const app = catalogRoutes(catalog, { clock: standing });
    const first = await listen(app);
    source.documents.push(cache("sessions"));
    await catalog.refresh();
    const event = await first.next();
    expect(event).toContain("event: changes\nid: 2\n");
    expect(event).toContain('"type":"added","ref":"resource:default/sessions"');
    await first.leave();

    source.documents = source.documents.filter(({ location }) => !location.includes("sessions"));
    await catalog.refresh();
    const second = await listen(app, { "last-event-id": "2" });
    expect(await second.next()).toContain('"type":"removed","ref":"resource:default/sessions"');
    await second.leave();
  });

  it("S41: tells under a policy only of what comes into view, is in it, or leaves it", async () => {
    const policy = { authorize: async () => ({ when: { $not: { "metadata.tags": "secret" } } }) };
    const { catalog, source } = await opened(SHOP, { policy });
    const heard = await listen(catalogRoutes(catalog, { clock: standing }));
    const show = async (...documents: (typeof source)["documents"]) => {
      source.documents = [...SHOP, ...documents];
      await catalog.refresh();
    };
    await show(cache("hidden", ["secret"]));
    await show(cache("hidden"));
    expect(await heard.next()).toContain('"type":"added","ref":"resource:default/hidden"');
    await show(cache("hidden", ["secret"]));
    expect(await heard.next()).toContain('"type":"removed","ref":"resource:default/hidden"');
    await heard.leave();
  });
});

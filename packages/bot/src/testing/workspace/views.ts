import { blockLimits } from "../../limits/block-limits.ts";
import type { JsonObject } from "../../limits/json.ts";
import { withIds } from "./message.ts";

/** A modal or a Home tab that somebody sees. */
export interface OpenView {
  readonly id: string;
  readonly user: string;
  readonly type: "modal" | "home";
  /** Changes with each update. */
  readonly hash: string;
  readonly externalId: string | null;
  /** The first view of its stack. */
  readonly rootId: string;
  readonly previousId: string | null;
  /** As the app sent it, with ids filled in. */
  readonly content: JsonObject;
}

/** The modals people have open and their Home tabs. */
export interface Views {
  /** The stack of modals that a person sees, the top one last. */
  stack(user: string): readonly OpenView[];
  home(user: string): OpenView | undefined;
  find(idOrExternalId: string): OpenView | undefined;
  open(user: string, content: JsonObject): OpenView;
  /** The new top of the stack, or null when it is full. */
  push(user: string, content: JsonObject): OpenView | null;
  update(view: OpenView, content: JsonObject): OpenView;
  publish(user: string, content: JsonObject): OpenView;
  /** Takes the top view away. */
  pop(user: string): void;
  /** Closes all modals of a person. */
  clear(user: string): void;
  watch(listener: (view: OpenView) => void): void;
}

export function createViews(nextNumber: () => number): Views {
  const stacks = new Map<string, readonly OpenView[]>();
  const homes = new Map<string, OpenView>();
  const listeners: ((view: OpenView) => void)[] = [];
  const stack = (user: string) => stacks.get(user) ?? [];
  const all = () => [...[...stacks.values()].flat(), ...homes.values()];

  return {
    stack,
    home: (user) => homes.get(user),
    find: (id) => all().find((view) => view.id === id || view.externalId === id),
    open(user, content) {
      const view = create(user, "modal", content, []);
      stacks.set(user, [view]);
      return announce(view);
    },
    push(user, content) {
      const below = stack(user);
      if (below.length >= blockLimits.viewStack) return null;
      const view = create(user, "modal", content, below);
      stacks.set(user, [...below, view]);
      return announce(view);
    },
    update(view, content) {
      const { content: filled, externalId } = create(view.user, view.type, content, []);
      const updated = { ...view, content: filled, externalId, hash: nextHash() };
      if (view.type === "home") homes.set(view.user, updated);
      else
        stacks.set(
          view.user,
          stack(view.user).map((other) => (other.id === view.id ? updated : other)),
        );
      return announce(updated);
    },
    publish(user, content) {
      const before = homes.get(user);
      const view = create(user, "home", content, []);
      homes.set(user, before ? { ...view, id: before.id, rootId: before.id } : view);
      return announce(homes.get(user) ?? view);
    },
    pop: (user) => void stacks.set(user, stack(user).slice(0, -1)),
    clear: (user) => void stacks.delete(user),
    watch: (listener) => void listeners.push(listener),
  };

  function create(user: string, type: OpenView["type"], content: JsonObject, below: readonly OpenView[]): OpenView {
    const id = `V${String(nextNumber()).padStart(8, "0")}`;
    const blocks = Array.isArray(content.blocks) ? withIds(content.blocks, () => `b${nextNumber()}`) : [];
    return {
      id,
      user,
      type,
      hash: nextHash(),
      externalId: typeof content.external_id === "string" ? content.external_id : null,
      rootId: below[0]?.id ?? id,
      previousId: below.at(-1)?.id ?? null,
      content: { ...content, blocks },
    };
  }

  function nextHash(): string {
    return `${nextNumber()}.hash`;
  }

  function announce(view: OpenView): OpenView {
    for (const listener of listeners) listener(view);
    return view;
  }
}

/** A view as the Web API and payloads give it. */
export function viewObject(view: OpenView, bot: { readonly teamId: string; readonly appId: string }): JsonObject {
  return {
    private_metadata: "",
    callback_id: "",
    clear_on_close: false,
    notify_on_close: false,
    close: null,
    submit: null,
    ...view.content,
    id: view.id,
    team_id: bot.teamId,
    app_id: bot.appId,
    hash: view.hash,
    external_id: view.externalId ?? "",
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
    state: { values: {} },
  };
}

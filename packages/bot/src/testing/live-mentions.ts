import { isJsonObject, own } from "../limits/json.ts";

/** Something in a payload that calls people, or that leads elsewhere than it says. */
export interface LiveMention {
  readonly kind: "broadcast" | "user" | "usergroup" | "channel" | "disguised-link";
  /** As written, such as `<!channel>`. */
  readonly text: string;
  /** A JSON pointer to the string or element. */
  readonly pointer: string;
}

/**
 * What would call or mislead people if this payload were posted: in `text`, in mrkdwn, in attachments and in rich text.
 * `@here` without angle brackets counts where `parse: "full"` or `link_names` makes it live. An empty list is what an
 * app wants to see for every answer that names what others wrote.
 */
export function liveMentions(payload: unknown): readonly LiveMention[] {
  const mentions: LiveMention[] = [];
  const linksNames = own(payload, "parse") === "full" || isOn(own(payload, "link_names"));
  visit(payload, "", "");
  return mentions;

  function visit(value: unknown, key: string, pointer: string): void {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, key, `${pointer}/${index}`);
    } else if (isJsonObject(value)) {
      addElement(value, pointer);
      for (const [name, inner] of Object.entries(value)) {
        const at = `${pointer}/${name}`;
        if (typeof inner !== "string") {
          if (!UNSEEN.has(name)) visit(inner, name, at);
        } else if (isParsed(value, key, name)) {
          scan(inner, at);
        }
      }
    }
  }

  function addElement(element: object, pointer: string): void {
    const kind = INLINE_KINDS.get(String(own(element, "type")));
    if (kind && INLINE_FIELDS.some((field) => Object.hasOwn(element, field))) {
      mentions.push({ kind, text: JSON.stringify(element), pointer });
    }
    const [url, label] = [own(element, "url"), own(element, "text")];
    if (own(element, "type") === "link" && typeof url === "string" && typeof label === "string") {
      addLink(url, label, JSON.stringify(element), pointer);
    }
  }

  function addLink(url: string, label: string, text: string, pointer: string): void {
    const shown = shownHost(label);
    if (shown !== null && shown !== hostOf(url)) mentions.push({ kind: "disguised-link", text, pointer });
  }

  function scan(text: string, pointer: string): void {
    for (const [whole, inside = ""] of text.matchAll(/<([^<>]*)>/g)) {
      const kind = MARKS.find(([start]) => inside.startsWith(start))?.[1];
      const bar = inside.indexOf("|");
      if (kind) mentions.push({ kind, text: whole, pointer });
      else if (bar > 0) addLink(inside.slice(0, bar), inside.slice(bar + 1), whole, pointer);
    }
    if (!linksNames) return;
    for (const [name] of text.matchAll(/(?<![\w<])[@#]\w[\w.-]*/g)) {
      const isBroadcast = /^@(here|channel|everyone)$/.test(name);
      mentions.push({
        kind: isBroadcast ? "broadcast" : name.startsWith("#") ? "channel" : "user",
        text: name,
        pointer,
      });
    }
  }
}

/** How what stands between angle brackets starts, and whom it calls. */
const MARKS = [
  ["!subteam^", "usergroup"],
  ["!date^", undefined],
  ["!", "broadcast"],
  ["@", "user"],
  ["#", "channel"],
] as const;

const INLINE_KINDS: ReadonlyMap<string, LiveMention["kind"]> = new Map([
  ["user", "user"],
  ["usergroup", "usergroup"],
  ["broadcast", "broadcast"],
  ["channel", "channel"],
]);
const INLINE_FIELDS = ["user_id", "usergroup_id", "range", "channel_id"];

/** Fields of messages and attachments that Slack reads as mrkdwn. */
const PARSED = new Set(["text", "fallback", "pretext", "title", "footer", "author_name", "initial_comment"]);

/** Fields that nobody sees. */
const UNSEEN = new Set(["metadata", "private_metadata"]);

function isParsed(holder: object, key: string, name: string): boolean {
  const type = own(holder, "type");
  if (type === "mrkdwn" || type === "markdown") return name === "text";
  // Messages and attachments have no type; what has one is an element whose text is shown as it is.
  if (typeof type === "string" && type !== "message") return false;
  return PARSED.has(name) || (key === "fields" && name === "value");
}

function isOn(flag: unknown): boolean {
  return flag === true || flag === 1 || flag === "1" || flag === "true";
}

/** The host that a label shows, when it looks like an address at all. */
function shownHost(label: string): string | null {
  const text = label.trim();
  const address = /[a-z]{2,10}:\/\/[^\s|]+/i.exec(text)?.[0];
  if (address) return hostOf(address) ?? address;
  if (/^www\./i.test(text) || (/^[\w-]+(\.[\w-]+)+([/:?#]|$)/.test(text) && DOMAIN_ENDS.has(endOfHost(text)))) {
    return hostOf(`https://${text}`);
  }
  return null;
}

function endOfHost(text: string): string {
  const host = text.split(/[/:?#]/, 1)[0] ?? "";
  return host.slice(host.lastIndexOf(".") + 1).toLowerCase();
}

/** Enough to tell `good.example.com` from `catalog-info.yaml`. */
const DOMAIN_ENDS = new Set(
  "ai app cloud co com de dev edu eu example fr gov info io me net nl org ru tech uk us xyz".split(" "),
);

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host.toLowerCase() : null;
}

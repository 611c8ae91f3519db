import type { Workspace } from "../workspace/workspace.ts";

/**
 * What somebody types, as Slack passes it on: `<@ana>` and `<#general>` with ids in place of names, addresses in angle
 * brackets, and `&`, `<`, `>` escaped elsewhere.
 */
export function writtenText(text: string, { people, channels }: Workspace): string {
  const personId = (name: string) => [...people.values()].find((person) => person.name === name)?.id;
  const channelId = (name: string) => [...channels.values()].find((channel) => channel.name === name)?.id;
  return text.replace(/<([^<>\s]+)>|https?:\/\/[^\s<>]+|[&<>]/g, (found, inside: string | undefined) => {
    if (inside === undefined) return ESCAPES.get(found) ?? `<${found}>`;
    const name = inside.slice(1);
    if (inside.startsWith("@")) return `<@${personId(name) ?? name}>`;
    if (inside.startsWith("#")) return `<#${channelId(name) ?? name}|${name}>`;
    return found;
  });
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
]);

/** A command of GitHub Actions as a line of its log: `::error file=a.yaml,line=3::message`. */
export function workflowCommand(
  name: "error" | "warning" | "notice",
  properties: Readonly<Record<string, string | number | null>>,
  message: string,
): string {
  const written = Object.entries(properties).flatMap(([key, value]) =>
    value === null ? [] : [`${key}=${escapeProperty(String(value))}`],
  );
  return `::${name}${written.length > 0 ? ` ${written.join(",")}` : ""}::${escapeData(message)}`;
}

/** A line that GitHub Actions takes for text: it obeys `::name` at the start of a line and `##[name]` anywhere in it. */
export function withoutWorkflowCommands(line: string): string {
  return line.replaceAll("##[", "# #[").replace(/^\s*::/, (start) => `${start.slice(0, -1)} :`);
}

/** As {@link withoutWorkflowCommands} for a value in JSON, which stays the same value. */
export function jsonWithoutWorkflowCommands(json: string): string {
  return json.replaceAll("##[", "\\u0023#[");
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/**
 * A template in which `text.replaceAll(a, b)` reads `text.split(a).join(b)`, which is the same for texts: the interpreter
 * knows only the latter, and public templates use the former. What is outside of tags, in `raw` or in quotes stays.
 */
export function withoutReplaceAll(template: string, cookiecutterCompat = false): string {
  if (!template.includes(CALL)) return template;
  const opener = cookiecutterCompat ? /\{[{%]/g : /\$\{\{|\{%/g;
  const rawEnd = /\{%[-+]?\s{0,20}endraw\b/g;
  let result = "";
  let at = 0;
  for (let tag = opener.exec(template); tag; tag = opener.exec(template)) {
    const start = tag.index;
    let end = template.indexOf(tag[0] === "{%" ? "%}" : "}}", start);
    const isRaw = RAW.test(template.slice(start, start + 30));
    if (isRaw && end >= 0) {
      rawEnd.lastIndex = end;
      end = rawEnd.exec(template)?.index ?? -1;
    }
    if (end < 0) break;
    const inside = template.slice(start, end);
    result += template.slice(at, start) + (isRaw ? inside : rewritten(inside));
    at = end;
    opener.lastIndex = end;
  }
  return result + template.slice(at);
}

const CALL = ".replaceAll(";
const RAW = /^\{%[-+]?\s{0,20}raw\b/;

/** The inside of a tag, read once from left to right. */
function rewritten(tag: string): string {
  let result = "";
  /** For each bracket that is open, whether it is of a call that is rewritten. */
  const brackets: ("call" | "second" | "other")[] = [];
  let quote = "";
  for (let at = 0; at < tag.length; at += 1) {
    const character = tag[at] ?? "";
    if (quote !== "") {
      if (character === "\\") result += character + (tag[++at] ?? "");
      else {
        result += character;
        if (character === quote) quote = "";
      }
    } else if (tag.startsWith(CALL, at)) {
      brackets.push("call");
      result += ".split(";
      at += CALL.length - 1;
    } else if (character === "," && brackets.at(-1) === "call") {
      brackets[brackets.length - 1] = "second";
      result += ").join(";
    } else {
      if (character === '"' || character === "'") quote = character;
      else if ("([{".includes(character)) brackets.push("other");
      else if (")]}".includes(character)) brackets.pop();
      result += character;
    }
  }
  return result;
}

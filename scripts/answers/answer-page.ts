/** Blocks as a page of HTML that looks much as in Slack; for pictures only. */
export function answerPage(name: string, blocks: readonly object[]): string {
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>
<div class="message"><div class="avatar">cb</div><div class="body"><div class="who"><b>${escaped(name)}</b><span class="app">APP</span><span class="time">10:42</span></div>${blocks.map(html).join("")}</div></div>
<script>document.body.dataset.height = String(Math.ceil(document.documentElement.getBoundingClientRect().height));</script>`;
}

const STYLE = `
*{box-sizing:border-box}
body{margin:0;background:#fff;font:15px/1.46668 "IBM Plex Sans",Lato,"Noto Sans",sans-serif;color:#1d1c1d}
.message{display:flex;gap:10px;padding:16px 20px;width:720px}
.avatar{flex:none;width:36px;height:36px;border-radius:8px;background:#0b6e6e;color:#fff;display:flex;align-items:center;justify-content:center;font-weight:700}
.body{min-width:0;flex:1}
.who{margin-bottom:2px}.app{margin-left:6px;font-size:10px;font-weight:700;background:#ededed;color:#616061;padding:1px 3px;border-radius:2px}.time{margin-left:6px;font-size:12px;color:#616061}
.block{margin:0 0 8px}
ul{margin:0;padding-left:26px}li{margin:0}
.context{font-size:13px;color:#616061;line-height:1.4}
.fields{display:grid;grid-template-columns:1fr 1fr;gap:8px 16px}
.header{font-size:18px;font-weight:800;margin-top:12px}
.actions{display:flex;flex-wrap:wrap;gap:8px}
.button{border:1px solid #bababb;border-radius:8px;padding:3px 12px;font-size:13px;font-weight:700;background:#fff}
.danger{background:#e01e5a;border-color:#e01e5a;color:#fff}.primary{background:#007a5a;border-color:#007a5a;color:#fff}
.select{font-weight:400;color:#1d1c1d}.select::after{content:" ▾";color:#616061}
a{color:#1264a3;text-decoration:none}
hr{border:0;border-top:1px solid #ddd}`;

type Fields = Readonly<Record<string, unknown>>;

function html(value: unknown): string {
  if (Array.isArray(value)) return value.map(html).join("");
  if (!isFields(value)) return "";
  const { type, text, style, url } = value;
  switch (type) {
    case "rich_text":
      return `<div class="block">${html(value.elements)}</div>`;
    case "rich_text_section":
      return `<div>${html(value.elements)}</div>`;
    case "rich_text_list":
      return `<ul>${asList(value.elements)
        .map((item) => `<li>${html(item)}</li>`)
        .join("")}</ul>`;
    case "text":
      return styled(escaped(String(text)).replaceAll("\n", "<br>"), isFields(style) ? style : {});
    case "link":
      return `<a>${escaped(String(text ?? url))}</a>`;
    case "emoji":
      return EMOJI[String(value.name)] ?? "";
    case "section":
      return `<div class="block">${html(text)}<div class="fields">${asList(value.fields)
        .map((field) => `<div>${html(field)}</div>`)
        .join("")}</div></div>`;
    case "header":
      return `<div class="block header">${html(text)}</div>`;
    case "context":
      return `<div class="block context">${html(value.elements)}</div>`;
    case "actions":
      return `<div class="block actions">${html(value.elements)}</div>`;
    case "button":
      return `<span class="button ${style === "danger" || style === "primary" ? style : ""}">${html(text)}</span>`;
    case "static_select":
      return `<span class="button select">${html(isFields(value.initial_option) ? value.initial_option.text : value.placeholder)}</span>`;
    case "external_select":
      return `<span class="button select">${html(value.placeholder)}</span>`;
    case "divider":
      return "<hr>";
    case "plain_text":
      return escaped(String(text));
    case "mrkdwn":
      return markup(String(text));
    default:
      return "";
  }
}

const EMOJI: Readonly<Record<string, string>> = {
  warning: "⚠️",
  rotating_light: "🚨",
  red_circle: "🔴",
  large_orange_circle: "🟠",
  large_yellow_circle: "🟡",
  white_circle: "⚪",
};

/** Mark-up as our own blocks use it: escapes, bold, links, line ends. */
function markup(text: string): string {
  return text
    .replace(/<[^|>]*\|([^>]*)>/g, "<a>$1</a>")
    .replace(/\*([^*\n]+)\*/g, "<b>$1</b>")
    .replace(/:(\w+):/g, (whole, name: string) => EMOJI[name] ?? whole)
    .replaceAll("\n", "<br>");
}

function styled(text: string, { bold, italic, code }: Fields): string {
  const inner = code ? `<code>${text}</code>` : italic ? `<i>${text}</i>` : text;
  return bold ? `<b>${inner}</b>` : inner;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

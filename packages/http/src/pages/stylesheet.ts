import { PALETTES } from "@callboard/pictures";

/** The style of all pages, for light and dark. Text has a contrast of at least 4.5 : 1 to what is behind it. */
export const STYLESHEET = `
:root{color-scheme:light dark;--back:#f5f6f8;--card:#fff;--text:#1b2430;--muted:#4a5565;--line:#d5dae1;--link:#0b5cad;--bar:#14323a;--bar-text:#fff;--focus:#0b5cad;--breaks:#b3181f;--degrades:#8a4b00;--delayed:#1d4fb8;--at-risk:#5b5470;--warn:#fff4e2;--warn-text:#6b3a00}
@media (prefers-color-scheme:dark){:root{--back:#0a0e13;--card:#0f141b;--text:#eef2f7;--muted:#b4bdca;--line:#2b3644;--link:#8fc1ff;--bar:#0d2a31;--bar-text:#fff;--focus:#8fc1ff;--breaks:#ff9d98;--degrades:#ffc078;--delayed:#9cc2ff;--at-risk:#c9c2dd;--warn:#33230d;--warn-text:#ffd9a8}
${darkPicture()}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--back);color:var(--text);font:16px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;overflow-wrap:anywhere}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;z-index:1;padding:8px 12px;background:var(--card)}
.bar{background:var(--bar);color:var(--bar-text)}
.bar>div{display:flex;flex-wrap:wrap;gap:8px 20px;align-items:center;max-width:1120px;margin:auto;padding:10px 20px}
.bar .home{color:inherit;font-weight:700;font-size:18px;text-decoration:none}.bar .home:hover{text-decoration:underline}
.bar :focus-visible{outline-color:#fff}
search{display:block}.bar search{flex:1 1 300px;max-width:560px}
form.search{display:flex;gap:8px}
input[type=search]{flex:1;min-width:0}::placeholder{color:var(--muted);opacity:1}
input,button,select{font:inherit;color:var(--text);background:var(--card);border:1px solid var(--muted);border-radius:6px;padding:7px 10px;min-height:40px}
button{font-weight:600;cursor:pointer}
main{max-width:1120px;margin:auto;padding:20px}
footer{max-width:1120px;margin:auto;padding:0 20px 32px;color:var(--muted);font-size:14px}
h1{font-size:28px;line-height:1.25;margin:8px 0 4px}h2{font-size:18px;margin:0 0 8px}h3{font-size:16px;margin:16px 0 4px}
p{margin:0 0 8px}ul,ol{margin:0;padding-left:20px}dl{margin:0}dt{color:var(--muted);font-size:14px}dd{margin:0 0 8px}
code{font:.92em ui-monospace,"SF Mono",Menlo,Consolas,monospace}
.muted,.kind{color:var(--muted)}.small{font-size:14px}.lead{font-size:18px;max-width:46em}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px 20px;margin:0 0 16px}
.columns{display:grid;grid-template-columns:minmax(0,1fr);gap:0 16px}
@media (min-width:820px){.columns{grid-template-columns:minmax(0,2fr) minmax(0,1fr)}.side{grid-column:2;grid-row:1}.side+div{grid-column:1;grid-row:1}}
.plain{list-style:none;padding:0}.plain>li{padding:6px 0;border-top:1px solid var(--line)}.plain>li:first-child{border:0;padding-top:0}
.tags{display:flex;flex-wrap:wrap;gap:6px;list-style:none;padding:0;margin:8px 0}.tags li{border:1px solid var(--line);border-radius:99px;padding:1px 10px;font-size:14px;background:var(--card)}
.actions{display:flex;flex-wrap:wrap;gap:8px;list-style:none;padding:0;margin:0}
.actions a{display:inline-flex;align-items:center;min-height:40px;padding:4px 14px;border:1px solid var(--muted);border-radius:6px;background:var(--card);color:var(--text);text-decoration:none}
.above{margin-bottom:20px}.actions li.muted{display:flex;align-items:center}.actions a:hover{text-decoration:underline}.actions a[aria-current]{background:var(--text);color:var(--card);border-color:var(--text);font-weight:600}
.warning{background:var(--warn);color:var(--warn-text);border-radius:6px;padding:8px 12px}.warning a{color:inherit}
.counts{display:grid;grid-template-columns:repeat(auto-fit,minmax(120px,1fr));gap:12px;list-style:none;padding:0;margin:16px 0}
.counts li{background:var(--card);border:1px solid var(--line);border-left:5px solid currentColor;border-radius:8px;padding:8px 14px}.counts b{display:block;font-size:26px;line-height:1.2}
.breaks{color:var(--breaks)}.degrades{color:var(--degrades)}.delayed{color:var(--delayed)}.at-risk{color:var(--at-risk)}
.choice{display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center;margin:0 0 10px}.choice h2{margin:0;font-size:15px;min-width:6.5em}
.picture{margin:0 0 16px;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:8px;overflow-x:auto}
.picture svg{display:block;height:auto;min-width:860px;max-width:100%;margin:auto}.picture figcaption{padding:0 12px 8px;color:var(--muted);font-size:14px;position:sticky;left:0}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:6px 12px 6px 0;border-top:1px solid var(--line);vertical-align:top}thead th{border:0;color:var(--muted);font-size:14px;font-weight:400}td.number,th.number{text-align:right;white-space:nowrap}th.number{overflow-wrap:normal}
@media (max-width:600px){main{padding:12px}h1{font-size:23px}.card{padding:12px 14px}.lead{font-size:16px}}
`;

/** A picture is drawn once, in light colours; in the dark each of them is another one. */
function darkPicture(): string {
  const light = colours(PALETTES.light);
  const dark = colours(PALETTES.dark);
  const others = new Map(light.flatMap((colour, index) => (dark[index] === undefined ? [] : [[colour, dark[index]]])));
  return Array.from(others, ([from, to]) =>
    ["fill", "stroke"].map((property) => `.picture [${property}="${from}"]{${property}:${to}}`).join(""),
  ).join("\n");
}

function colours(value: object | string): readonly string[] {
  return typeof value === "string" ? [value] : Object.values(value).flatMap(colours);
}

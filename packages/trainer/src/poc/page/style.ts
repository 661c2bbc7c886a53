/**
 * The page's one style sheet, in the console's colours: warm greys carry it, the accent marks the
 * recommendation and Shadow Loss, the cool colour its rival. No font and no picture is fetched.
 */
const light = `--canvas: #faf9f7; --surface: #ffffff; --sunken: #f2f0ec; --line: #e6e3dd;
  --line-strong: #d3cec6; --ink: #1c1a17; --muted: #5a554e; --faint: #6e6860;
  --accent: #c96f0e; --accent-ink: #96500a; --accent-soft: #fcefdc;
  --rival: #3a6ea5; --rival-ink: #2c5a8c;
  --good: #2b7a4b; --danger: #b42318; --disc: #1c1a17;
  --class-lightness: 50%; --class-saturation: 60%;`;

export const styleSheet = `
:root {
  color-scheme: light dark;
  ${light}
}
@media (prefers-color-scheme: dark) {
  :root {
    --canvas: #11100f; --surface: #191816; --sunken: #22201d; --line: #2c2a26;
    --line-strong: #3f3c37; --ink: #f1eee9; --muted: #aea79e; --faint: #918a81;
    --accent: #eea244; --accent-ink: #f4b566; --accent-soft: #35250f;
    --rival: #7fb0e0; --rival-ink: #9cc3ea;
    --good: #79c896; --danger: #f48a80; --disc: #3a3732;
    --class-lightness: 64%; --class-saturation: 62%;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--canvas); color: var(--ink);
  font: 16px/1.55 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue",
    "Noto Sans", Arial, sans-serif;
  font-variant-numeric: tabular-nums;
}
main { max-width: 60rem; margin: 0 auto; padding: 3rem 1.5rem 5rem; }
header { display: flex; gap: 1rem; align-items: center; color: var(--muted); font-size: .875rem; }
header svg { width: 2rem; height: 2rem; flex: none; }
header strong { color: var(--ink); }
h1 {
  margin: 1.75rem 0 0; font-size: clamp(1.25rem, 2.5vw, 1.625rem); line-height: 1.35;
  font-weight: 600; letter-spacing: -.015em; text-wrap: pretty;
}
h2 { margin: 0; font-size: 1.25rem; line-height: 1.3; letter-spacing: -.01em; }
h3 { margin: 1.75rem 0 .5rem; font-size: 1rem; }
p { margin: .5rem 0 0; max-width: 44rem; text-wrap: pretty; }
.muted { color: var(--muted); }
.note { margin-top: 1rem; color: var(--muted); font-size: .875rem; }
.reasons + p { margin-top: 1.5rem; }
pre { margin-top: .75rem; }
section { margin-top: 3.5rem; }
.figures {
  display: grid; grid-template-columns: repeat(4, 1fr);
  margin: 2rem 0 0; border: 1px solid var(--line); border-radius: .75rem; overflow: hidden;
  background: var(--surface);
}
.figures div { padding: 1rem 1.25rem; box-shadow: -1px -1px var(--line); }
.figures dt { color: var(--muted); font-size: .8125rem; }
.figures dd { margin: .125rem 0 0; font-size: 1.5rem; font-weight: 600; letter-spacing: -.01em; }
.figures dd + dd { font-size: .8125rem; font-weight: 400; color: var(--muted); letter-spacing: 0; }
.reasons { margin: 1.5rem 0 0; padding: 0 0 0 1.125rem; max-width: 44rem; }
.reasons li { margin-top: .375rem; }
.reasons li::marker { color: var(--accent); }
.notice {
  margin-top: 2rem; padding: 1rem 1.25rem; border-radius: .75rem;
  background: var(--accent-soft); border: 1px solid var(--accent);
}
.notice h2 { font-size: 1rem; }
.notice ul { margin: .375rem 0 0; padding-left: 1.125rem; font-size: .9375rem; }
pre, code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .875em; }
pre {
  margin: 1.5rem 0 0; padding: .75rem 1rem; overflow-x: auto; border-radius: .5rem;
  background: var(--sunken); white-space: pre-wrap; overflow-wrap: anywhere;
}
figure { margin: 1.25rem 0 0; }
figure svg { display: block; width: 100%; height: auto; }
figcaption { margin-top: .5rem; color: var(--muted); font-size: .875rem; max-width: 44rem; }
.pair { display: grid; grid-template-columns: repeat(2, 1fr); gap: 1.5rem; margin-top: 1.25rem; }
.panel {
  background: var(--surface); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem;
}
.panel h3 { margin: 0 0 .5rem; font-size: .9375rem; }
.scroll { overflow-x: auto; margin-top: 1.25rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
caption { text-align: left; color: var(--muted); padding-bottom: .5rem; }
th, td { padding: .5rem .625rem; text-align: right; border-bottom: 1px solid var(--line); }
th { font-weight: 500; color: var(--muted); }
thead th { vertical-align: bottom; border-bottom-color: var(--line-strong); font-size: .8125rem; }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
.text { text-align: left; }
tbody th { color: var(--ink); font-weight: 400; }
.loss::first-letter { text-transform: uppercase; }
td small { display: block; color: var(--faint); font-size: .75rem; white-space: nowrap; }
td { white-space: nowrap; }
td.wide { white-space: normal; }
tr.chosen th, tr.chosen td { background: var(--accent-soft); font-weight: 600; }
tr.chosen td small { font-weight: 400; }
tr.chosen th:first-child { box-shadow: -.625rem 0 var(--accent-soft), inset 3px 0 var(--accent);
  padding-left: .625rem; }
details { margin-top: 1.25rem; }
summary { cursor: pointer; color: var(--accent-ink); font-size: .9375rem; }
.checks { list-style: none; margin: 1rem 0 0; padding: 0; }
.checks li { display: grid; grid-template-columns: 8rem 1fr; gap: .125rem 1rem; padding: .75rem 0;
  border-bottom: 1px solid var(--line); }
.checks b { font-weight: 600; }
.checks p { margin: 0; grid-column: 2; color: var(--muted); font-size: .875rem; }
.mark { font-size: .8125rem; font-weight: 600; line-height: 1.9; white-space: nowrap; }
.passed { color: var(--good); }
.failed { color: var(--danger); }
.unchecked { color: var(--faint); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: .75rem 0 0; padding: 0;
  list-style: none; font-size: .8125rem; color: var(--muted); }
.legend li { display: flex; align-items: center; gap: .375rem; overflow-wrap: anywhere; }
.legend i { width: .625rem; height: .625rem; border-radius: 50%; flex: none; }
dl.facts { display: grid; grid-template-columns: minmax(8rem, auto) 1fr; gap: .375rem 1.5rem;
  margin: 1rem 0 0; font-size: .9375rem; }
dl.facts dt { color: var(--muted); }
dl.facts dd { margin: 0; }
svg text { font: 12px ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, Arial,
  sans-serif; fill: var(--muted); font-variant-numeric: tabular-nums; }
svg .name { fill: var(--ink); font-weight: 600; }
svg .grid { stroke: var(--line); }
svg .axis { stroke: var(--line-strong); }
svg .reference { stroke: var(--faint); stroke-dasharray: 4 4; }
.shadow-line { stroke: var(--accent); } .shadow-fill { fill: var(--accent); }
.rival-line { stroke: var(--rival); } .rival-fill { fill: var(--rival); }
svg .shadow-text { fill: var(--accent-ink); font-weight: 600; }
svg .rival-text { fill: var(--rival-ink); font-weight: 600; }
.plain-line { stroke: var(--muted); } .plain-fill { fill: var(--muted); }
footer { margin-top: 4rem; color: var(--faint); font-size: .8125rem; }
@media (max-width: 48rem) {
  main { padding: 1.5rem 1rem 3rem; }
  .figures { grid-template-columns: repeat(2, 1fr); }
  .pair { grid-template-columns: 1fr; }
  figure { overflow-x: auto; }
  figure svg { min-width: 40rem; }
  figcaption { position: sticky; left: 0; }
  .checks li { grid-template-columns: 1fr; }
  .checks p { grid-column: 1; }
}
@media print {
  :root {
    color-scheme: light;
    ${light}
    --canvas: #ffffff;
  }
  @page { margin: 16mm 14mm; }
  body { font-size: 10.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  .figures { grid-template-columns: repeat(4, 1fr); }
  .pair { grid-template-columns: repeat(2, 1fr); }
  figure { overflow: visible; }
  figure svg { min-width: 0; }
  section { margin-top: 2rem; }
  figure, .figures, .notice, .panel, tr, .checks li { break-inside: avoid; }
  h2, h3, summary { break-after: avoid; }
  .scroll { overflow: visible; }
  details { display: none; }
  section > p, section > h2 { break-after: avoid; }
}
`;

// The stylesheet of the page: light and dark, wide and narrow, screen and paper. Constant, so that its hash can stand in
// the content security policy.

export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d8dee4; --paper: #fff; --card: #f6f8fa; --good: #116329; --bad: #a40e26; --link: #0550ae; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --soft: #9aa4af; --line: #3a424c; --paper: #0f1419; --card: #1a2027; --good: #5fd07a; --bad: #ff8f8a; --link: #7ab8ff; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
main, header, footer { max-width: 1080px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 28px; }
footer { padding: 24px; color: var(--soft); font-size: 0.875rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 8px; }
h2 { font-size: 1.375rem; line-height: 1.3; margin: 0 0 16px; }
h3 { font-size: 1rem; margin: 0; }
section { padding: 28px 0; border-top: 1px solid var(--line); }
section:first-child { border-top: 0; padding-top: 12px; }
section:first-child > h2 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
a { color: var(--link); }
p { margin: 0 0 12px; }
.kind { margin: 0 0 4px; color: var(--soft); font-size: 0.875rem; letter-spacing: 0.04em; }
.lead { font-size: 1.125rem; margin-bottom: 8px; }
ul.causes .note { display: block; }
.note { color: var(--soft); margin-bottom: 4px; font-size: 0.9375rem; }
.good { color: var(--good); }
.bad { color: var(--bad); }
ul { margin: 0 0 12px; padding-left: 22px; }
ul.verdict, ul.hints, ul.causes { list-style: none; padding: 0; }
ul.verdict { font-size: 1.0625rem; }
ul.verdict li, ul.hints li, ul.causes li { margin-bottom: 6px; }
ul.hints span { display: block; padding: 7px 14px; background: var(--card); border-left: 4px solid var(--line); border-radius: 4px; }
ul.hints .hint { border-color: #e69f00; }
details { margin-bottom: 12px; }
summary { cursor: pointer; color: var(--link); margin-bottom: 8px; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 16px; margin: 0; }
.cards div { background: var(--card); border-radius: 8px; padding: 12px 16px; }
.cards dt, .cards span { font-size: 0.875rem; display: block; }
.cards dt, .question { font-weight: 600; }
.cards span { color: var(--soft); line-height: 1.4; }
.cards strong.long { font-size: 1.125rem; line-height: 1.95; }
.question { margin: 16px 0 8px; font-size: 0.9375rem; }
.cards dd { margin: 0; }
.cards strong { font-size: 1.625rem; line-height: 1.35; font-variant-numeric: tabular-nums; display: block; }
.scroll { overflow-x: auto; margin: 0 0 20px; }
.scroll:last-child { margin-bottom: 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
caption { text-align: left; color: var(--soft); font-size: 0.875rem; padding-bottom: 6px; }
th, td { text-align: left; padding: 7px 14px 7px 0; border-bottom: 1px solid var(--line); vertical-align: top; min-width: 64px; }
thead th { font-weight: 600; color: var(--soft); font-size: 0.875rem; vertical-align: bottom; }
tbody th { font-weight: 600; max-width: 280px; min-width: 120px; overflow-wrap: anywhere; }
th.number, td.number { text-align: right; white-space: nowrap; }
thead th.number { white-space: normal; }
td:not(.number) { min-width: 110px; }
tr > :last-child { padding-right: 0; }
.number + :not(.number) { padding-left: 24px; }
caption.quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.apart { margin: 20px 0 8px; }
.under { font-weight: 400; padding-left: 16px; display: inline-block; }
.charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 36px 40px; }
.beside { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 24px 40px; margin-bottom: 20px; }
.toolbar { position: sticky; top: 0; z-index: 5; display: flex; flex-wrap: wrap; gap: 6px 20px; align-items: center; padding: 8px 0; background: var(--paper); border-top: 1px solid var(--line); box-shadow: 0 1px 0 var(--line); font-size: 0.875rem; }
.toolbar p { margin: 0; }
noscript + section, .toolbar ~ .note + section { border-top: 0; }
.toolbar + noscript + .note, .toolbar + .note { margin-top: 12px; }
.range { flex: 1 1 260px; color: var(--soft); font-variant-numeric: tabular-nums; }
[data-range="part"] .range { color: var(--ink); }
.buttons { display: flex; gap: 4px; }
button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 4px 10px; min-width: 34px; cursor: pointer; }
.chart { position: relative; }
.over-time svg { cursor: crosshair; touch-action: pan-y; user-select: none; }
.stroke { position: absolute; top: 0; bottom: 0; background: var(--link); opacity: 0.2; pointer-events: none; }
figure { margin: 0 0 20px; min-width: 0; break-inside: avoid; }
figcaption { margin-bottom: 12px; }
figcaption p { color: var(--soft); font-size: 0.875rem; margin: 2px 0 0; }
.stacked { display: grid; gap: 24px; margin-bottom: 28px; }
.stacked figcaption { margin-bottom: 6px; }
td .bad { display: inline-block; min-width: 170px; }
.block { margin-bottom: 20px; }
.block td:last-child { min-width: 220px; }
.block h3 { margin-bottom: 6px; }
.block h3 span { font-weight: 400; margin-left: 8px; }
.chart { width: 100%; min-height: 60px; }
[data-drawn] .chart:empty { min-height: 0; }
.chart svg { display: block; max-width: 100%; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; list-style: none; padding: 0; }
.legend .note { margin: 0; font-size: 0.875rem; }
.sample { vertical-align: -2px; margin-right: 4px; }
.defs { position: absolute; }
.bars { margin-bottom: 20px; }
.bars p { margin: 0 0 4px; }
.bar { display: block; margin-bottom: 14px; }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 24px; margin-bottom: 12px; }
.pair .bar { margin-bottom: 2px; }
.falls { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(400px, 100%), 1fr)); gap: 12px 40px; margin-bottom: 20px; }
.falls p { margin: 0 0 8px; }
.falls b { white-space: nowrap; }
.fall { display: grid; grid-template-columns: fit-content(40%) minmax(0, 1fr) max-content; grid-auto-flow: row dense; gap: 6px 14px; align-items: center; }
.fall > :nth-child(3n + 1) { grid-column: 1; }
.fall .time { grid-column: 3; text-align: right; font-variant-numeric: tabular-nums; }
.fall .bar { grid-column: 2; margin: 0; }
.time-coldStartMs { fill: #d55e00; }
.time-handlerMs { fill: #0072b2; }
.time-waitMs { fill: #7d8590; }
.rerun-cold { fill: #d55e00; }
.rerun-idle { fill: #7d8590; }
.over { fill: var(--paper); fill-opacity: 0.55; }
.part-placement { fill: #7d8590; }
.part-download { fill: #56b4e9; }
.part-load { fill: #56b4e9; }
.part-extensionInit { fill: #cc79a7; }
.part-runtimeInit { fill: #0072b2; }
.part-functionInit { fill: #009e73; }
.part-restoreUnbilled, .part-restore { fill: #e69f00; }
.part-failedInit { fill: #8f6fc4; }
.part-initAgain { fill: #8f6fc4; }
.part-firstInvoke { fill: #d55e00; }
.choose { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; margin-bottom: 24px; }
select { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 6px 10px; max-width: 100%; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code { font: 0.92em/1.5 ui-monospace, monospace; }
pre { background: var(--card); border-radius: 8px; padding: 14px 16px; white-space: pre-wrap; margin: 0 0 16px; }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 20px; margin: 0; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; }
#vg-tooltip-element { white-space: pre-line; max-width: min(360px, 90vw); position: fixed; visibility: hidden; z-index: 9; padding: 8px 10px; font-size: 0.8125rem; pointer-events: none; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 6px; }
#vg-tooltip-element.visible { visibility: visible; }
#vg-tooltip-element td, #vg-tooltip-element th { border: 0; padding: 1px 6px 1px 0; min-width: 0; }
@media (max-width: 760px) {
  main, header, footer { padding-left: 16px; padding-right: 16px; }
  header { padding-top: 24px; }
  h1 { font-size: 1.625rem; }
  .charts, .beside { grid-template-columns: minmax(0, 1fr); }
  .cards { grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 10px; }
  .cards div { padding: 12px; }
  .cards strong { font-size: 1.375rem; }
  .fall { grid-template-columns: minmax(0, 1fr) max-content; gap: 2px 14px; }
  .fall .time { grid-column: 2; }
  .fall .bar { grid-column: 1 / -1; margin-bottom: 8px; }
  .facts { grid-template-columns: minmax(0, 1fr); }
  .facts dd { margin-bottom: 8px; }
}
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --card: #f4f4f4; --good: #116329; --bad: #a40e26; --link: #000; }
  html { font-size: 68%; }
  section { break-inside: auto; padding: 16px 0; }
  tr, figure, .cards div { break-inside: avoid; }
  .scroll { overflow: visible; }
  th, td { min-width: 0; padding-right: 0.6rem; }
  th.number, td.number { white-space: normal; }
  .choose select { border: 0; appearance: none; }
  .toolbar { position: static; }
  .buttons { display: none; }
}
`;

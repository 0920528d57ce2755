// What the gallery adds to the stylesheet of all pages.

export const GALLERY_STYLE = `
nav ol { list-style: none; padding: 0; margin: 0; }
.contents { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(320px, 100%), 1fr)); gap: 20px 40px; }
.contents h3 { margin-bottom: 6px; }
.contents li { margin-bottom: 6px; }
article { padding: 24px 0; border-top: 1px solid var(--line); break-inside: avoid; }
h2 + article { border-top: 0; padding-top: 0; }
article:last-child { padding-bottom: 0; }
article h3 { font-size: 1.1875rem; line-height: 1.35; }
article .note { margin-bottom: 12px; }
.entry { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 20px 40px; align-items: start; }
.entry > :first-child > .lead { font-size: 1.0625rem; margin-bottom: 12px; }
.entry .cards { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 10px; margin-bottom: 14px; }
.entry .cards div { padding: 10px 12px; }
.entry .cards strong { font-size: 1.1875rem; }
.entry details p:last-child, .entry details pre:last-child { margin-bottom: 0; }
pre.command { margin: 16px 0 0; padding: 10px 14px; font-size: 0.875rem; }
.small figcaption { font-weight: 600; font-size: 0.9375rem; margin-bottom: 4px; }
.small > svg { display: block; border-bottom: 1px solid var(--soft); background: var(--card); }
.small path { stroke-width: 2; vector-effect: non-scaling-stroke; }
.small path[fill]:not([fill="none"]) { stroke: none; }
.small .mean { fill: #0072b2; fill-opacity: 0.55; }
.small line { stroke: var(--ink); stroke-width: 2; }
.small .fall { font-size: 0.9375rem; }
.scale { display: flex; justify-content: space-between; color: var(--soft); font-size: 0.8125rem; line-height: 1.5; }
.small .legend { margin: 6px 0 0; gap: 2px 16px; font-size: 0.875rem; }
@media (max-width: 760px) { .entry { grid-template-columns: minmax(0, 1fr); } }
`;

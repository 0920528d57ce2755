// The stylesheet of the timeline: its colours, which the canvas takes from here, its controls and the box that tells of a point.
// Constant, so that its hash can stand in the content security policy.

export const TIMELINE_STYLE = `
:root { --life-placement: #7d8590; --life-download: #56b4e9; --life-failed: #8f6fc4; --life-cold: #d55e00; --life-restore: #e69f00; --life-idle: #98a2ad; --life-unknown: #d3d9df; --life-busy: #0072b2; --life-provisioned: #009e73; }
@media (prefers-color-scheme: dark) { :root { --life-idle: #b5bcc4; --life-unknown: #4a545f; } }
#timeline-missing { margin-bottom: 12px; }
.timeline { position: relative; }
.timeline canvas { display: block; width: 100%; height: 320px; cursor: grab; touch-action: pan-y; border-radius: 2px; }
.timeline canvas:active { cursor: grabbing; }
.timeline .choose { margin-bottom: 12px; }
.timeline .lives { position: relative; margin-bottom: 8px; }
.timeline .keys { font-size: 0.875rem; margin-bottom: 20px; }
.timeline button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 6px 12px; min-width: 40px; cursor: pointer; }
.timeline button:hover { border-color: var(--link); }
.timeline.on-paper { --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --bad: #a40e26; --life-idle: #7d8590; --life-unknown: #d3d9df; }
.told { position: absolute; z-index: 9; pointer-events: none; max-width: min(340px, 90vw); padding: 8px 10px; font-size: 0.8125rem; line-height: 1.4; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 6px; box-shadow: 0 2px 8px #0003; }
.told bdi { font-weight: 600; }
.told span { display: block; }
.life-placement { fill: var(--life-placement); }
.life-download { fill: var(--life-download); }
.life-failed { fill: var(--life-failed); }
.life-cold { fill: var(--life-cold); }
.life-restore { fill: var(--life-restore); }
.life-idle { fill: var(--life-idle); }
.life-unknown { fill: var(--life-unknown); }
.life-busy { fill: var(--life-busy); }
.life-provisioned { fill: var(--life-provisioned); }
.life-end { fill: var(--ink); }
.life-bad { fill: var(--bad); }
@media print { .timeline button, .timeline .keys { display: none; } }
`;

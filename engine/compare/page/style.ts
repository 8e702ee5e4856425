/** The look of a report, on a screen in light and dark and on paper. Line colours are Okabe and Ito's, for all eyes. */
export const style = `
:root { color-scheme: light dark; --text: #1a1b1e; --soft: #5c5f66; --line: #d5d8dd; --back: #fff; --heat: 0, 114, 178; }
@media screen and (prefers-color-scheme: dark) { :root { --text: #e6e7ea; --soft: #a6a9b0; --line: #3b3e45; --back: #17181b; --heat: 86, 180, 233; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1000px; padding: 24px; font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--back); }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 20px; margin: 36px 0 8px; }
h3 { font-size: 16px; margin: 24px 0 6px; }
p { margin: 0 0 8px; } .soft, footer { color: var(--soft); }
ul.findings { padding-left: 20px; font-size: 16px; } ul.findings li { margin: 6px 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 8px 0; }
th, td { padding: 4px 10px; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
thead th { color: var(--soft); font-weight: 600; } tbody th { font-weight: 400; } th:first-child { text-align: left; padding-left: 0; }
.wide { overflow-x: auto; font-size: 13px; } .wide td { white-space: nowrap; }
.told th, .told td { font-size: 13px; white-space: nowrap; } .told :is(th, td):last-child { width: 99%; text-align: left; white-space: normal; }
.told span { display: inline-block; margin-right: 8px; } .told strong { font-weight: 600; }
.pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(380px, 1fr)); gap: 20px 28px; margin-top: 24px; }
figure { margin: 0; break-inside: avoid; } figcaption { font-weight: 600; min-height: 3em; }
svg { width: 100%; height: auto; } .key { width: 28px; height: 8px; margin-right: 6px; vertical-align: middle; }
.legend { margin: 0; color: var(--soft); font-size: 13px; } .legend span { margin-right: 16px; }
.grid { stroke: var(--line); } .diagonal { stroke: var(--soft); stroke-dasharray: 2 4; fill: none; }
.tick, .axis { fill: var(--soft); font-size: 12px; } .axis { font-size: 13px; }
.line { fill: none; stroke-width: 2.2; stroke-linejoin: round; }
.line-0 { stroke: #0072b2; } .dot-0 { fill: #0072b2; }
.line-1 { stroke: #d55e00; stroke-dasharray: 7 3; } .dot-1 { fill: #d55e00; }
.line-2 { stroke: #009e73; stroke-dasharray: 2 3; } .dot-2 { fill: #009e73; }
.line-3 { stroke: #cc79a7; stroke-dasharray: 9 3 2 3; } .dot-3 { fill: #cc79a7; }
.line-4 { stroke: #56b4e9; stroke-dasharray: 12 4; } .dot-4 { fill: #56b4e9; }
.line-5 { stroke: #e69f00; stroke-dasharray: 4 4; } .dot-5 { fill: #e69f00; }
.line-label { stroke: var(--text); } .dot-label { fill: var(--text); } .band { opacity: .18; print-color-adjust: exact; }
@media screen and (prefers-color-scheme: dark) { .line-0 { stroke: #56b4e9; } .dot-0 { fill: #56b4e9; } .line-1 { stroke: #e69f00; } .dot-1 { fill: #e69f00; } }
.heat td { min-width: 52px; border: 1px solid var(--line); } .heat th { padding: 4px 8px; }
.heat-1 { background: rgba(var(--heat), .1); } .heat-2 { background: rgba(var(--heat), .22); } .heat-3 { background: rgba(var(--heat), .34); }
.heat-4 { background: rgba(var(--heat), .46); } .heat-5 { background: rgba(var(--heat), .58); }
.on-paper { display: none; color: var(--soft); }
.passed { color: #00734f; } .failed, .warning { color: #b34700; }
@media screen and (prefers-color-scheme: dark) { .passed { color: #5fd3ac; } .failed, .warning { color: #ff9a57; } }
pre { white-space: pre-wrap; font-size: 12px; overflow-wrap: anywhere; } code { overflow-wrap: anywhere; }
@media print { body { max-width: none; padding: 0; font-size: 11px; } .pictures { grid-template-columns: 1fr 1fr; } h2, h3 { break-after: avoid; } tr { break-inside: avoid; } .heat td { print-color-adjust: exact; } .wide { font-size: 9px; } .wide th, .wide td { white-space: normal; padding: 2px 4px; } .wide .off-paper { display: none; } .on-paper { display: block; } }
`;

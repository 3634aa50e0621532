/** Styles of the report: paper in light, vinyl in dark, and plain for print. */
export const STYLE = `
:root {
  --paper: #f5f1e8; --card: #fffcf6; --cell: #f1ebdf; --line: #ddd5c5; --ink: #1b1815; --dim: #665e53;
  --accent: #0968ba; --on-accent: #ffffff; --alarm: #b3261e;
  --series-1: #0968ba; --series-2: #c2571a; --series-3: #087736; --series-4: #8a35b5; --series-5: #7a6100;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #141210; --card: #1e1b18; --cell: #2a2622; --line: #38332d; --ink: #f4efe5; --dim: #a79e90;
    --accent: #58a6fa; --on-accent: #10100f; --alarm: #ff8a80;
    --series-1: #58a6fa; --series-2: #ef9b50; --series-3: #53be70; --series-4: #d68cf0; --series-5: #dac468;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.5;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 48px 24px 32px; }
header { margin-bottom: 32px; max-width: 760px; }
h1 { font-size: clamp(30px, 5vw, 46px); line-height: 1.1; letter-spacing: -0.02em; margin: 4px 0 12px; }
h2 { font-size: 26px; letter-spacing: -0.01em; margin: 56px 0 12px; }
h3 { font-size: 18px; margin: 32px 0 4px; }
p { margin: 0 0 10px; }
a { color: var(--accent); }
.kicker { color: var(--dim); font-size: 14px; }
.lead { font-size: 19px; }
.protocol, .note, footer { color: var(--dim); font-size: 14px; }
.protocol b { color: var(--ink); }
.headlines { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 1px; margin: 20px 0 28px;
  background: var(--line); border: 1px solid var(--line); border-radius: 14px; overflow: hidden; }
.headlines > div { background: var(--card); padding: 16px 18px; }
.headlines dt { color: var(--dim); font-size: 13px; }
.headlines dd { margin: 0; }
.headlines b { display: block; font-size: 32px; line-height: 1.25; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.headlines span { display: block; color: var(--dim); font-size: 13px; line-height: 1.4; }
figure:last-child:nth-child(odd) { grid-column: 1 / -1; }
.plates { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(480px, 100%), 1fr)); gap: 20px; align-items: start; }
figure { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 18px; break-inside: avoid; }
section > figure { max-width: 560px; margin-top: 20px; }
figcaption b { display: block; font-size: 17px; }
figcaption span { display: block; color: var(--dim); font-size: 13px; margin-bottom: 10px; }
figure svg { display: block; width: 100%; height: auto; max-width: 680px; margin: 0 auto; }
.scroll { overflow-x: auto; margin: 12px 0; }
table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 8px 14px 8px 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
thead th { color: var(--dim); font-weight: 500; }
tbody th { font-weight: 600; }
.best td, .best th { background: color-mix(in oklab, var(--accent) 9%, transparent); }
.path { white-space: normal; overflow-wrap: anywhere; }
.bar { display: inline-block; width: 72px; height: 8px; border-radius: 4px; margin-right: 6px; vertical-align: 1px;
  background: linear-gradient(to right, var(--accent) calc(100% * var(--share)), var(--cell) 0); print-color-adjust: exact; }
.counts { list-style: none; display: flex; flex-wrap: wrap; gap: 8px; padding: 0; }
.counts li { border: 1px solid var(--line); border-radius: 999px; padding: 3px 12px; background: var(--card); font-size: 14px; }
details { margin: 12px 0; font-size: 14px; overflow-wrap: anywhere; }
summary { cursor: pointer; font-weight: 600; }
.alarm summary { color: var(--alarm); }
footer { margin-top: 48px; padding-top: 16px; border-top: 1px solid var(--line); }
@media print {
  :root { --paper: #fff; --card: #fff; }
  main { max-width: none; padding: 0; }
  .plates { grid-template-columns: 1fr 1fr; }
  .chapter { break-before: page; }
  header + .chapter { break-before: auto; }
}
`;

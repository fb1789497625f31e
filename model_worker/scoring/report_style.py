"""How a report looks: the words of the helpdesk page, on one sheet."""

STYLE = """
:root { color-scheme: light dark;
  --paper: light-dark(#fbfaf8, #141519); --surface: light-dark(#fff, #1c1d22);
  --line: light-dark(#e3e0da, #32343c); --ink: light-dark(#1d1c1a, #ececee);
  --soft: light-dark(#5f5c57, #a9abb4); --accent: light-dark(#4a3fc4, #aaa4ff);
  --wash: light-dark(#eeedfb, #2a2848); --warn: light-dark(#a12d1c, #ff9d8c);
  --radius: 10px; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 1160px; margin: 0 auto; padding: 48px 24px 96px; }
h1, h2, h3, p, dl, dd, figure { margin: 0; font-weight: inherit; }
h1 { font-size: 30px; font-weight: 650; letter-spacing: -.01em;
  overflow-wrap: anywhere; }
h2 { margin-bottom: 16px; font-size: 20px; font-weight: 600; }
h3 { margin: 4px 0 12px; font-size: 18px; font-weight: 600; text-wrap: balance; }
section { margin-top: 40px; }
.soft { color: var(--soft); font-size: 15px; }
.fine { color: var(--soft); font-size: 13px; }
.figures { display: grid; gap: 16px;
  grid-template-columns: repeat(auto-fit, minmax(210px, 1fr)); }
.tile, figure, article { background: var(--surface); border: 1px solid var(--line);
  border-radius: var(--radius); }
.tile { display: grid; gap: 2px; padding: 16px 20px; }
.tile b { font-size: 34px; font-weight: 650; line-height: 1.2;
  font-variant-numeric: tabular-nums; }
.charts { display: grid; gap: 16px;
  grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); }
figure { padding: 16px 20px 8px; }
figcaption { color: var(--soft); font-size: 15px; }
svg { display: block; width: 100%; height: auto; }
svg rect { fill: var(--accent); }
svg line { stroke: var(--line); }
svg text { fill: var(--ink); font-size: 11px; text-anchor: middle; }
svg .axis, svg .count { fill: var(--soft); }
svg .count { font-size: 9px; }
.cards { display: grid; gap: 24px; }
article { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
  overflow: hidden; }
article.sure { border-left: 5px solid var(--warn); }
.picture, .lost { display: grid; place-items: center; padding: 16px;
  background: light-dark(#f2f0ec, #0e0f12); }
.lost { min-height: 180px; color: var(--soft); }
.frame { position: relative; display: inline-block; line-height: 0; }
.frame img { max-width: 100%; max-height: 460px; width: auto; height: auto; }
.frame i { position: absolute; outline: 2px dashed #d6006c; outline-offset: 1px;
  box-shadow: 0 0 0 4px rgb(255 255 255 / 80%); border-radius: 2px; }
h2 + .soft { margin: -12px 0 16px; }
.key { display: inline-block; width: 18px; height: 12px; margin: 0 6px 0 10px;
  outline: 2px dashed #d6006c; outline-offset: -1px; }
.words { padding: 20px 24px; }
.verdict { margin-right: 6px; padding: 2px 9px; border-radius: 99px;
  background: var(--wash); color: var(--ink); font-weight: 600; }
.sure .verdict { background: var(--warn); color: light-dark(#fff, #2c0d07); }
dl { display: grid; grid-template-columns: auto 1fr; gap: 6px 16px; font-size: 15px; }
dt { color: var(--soft); }
dd { overflow-wrap: anywhere; white-space: pre-line; }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; background: var(--surface);
  font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { padding: 8px 12px; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; }
th { color: var(--soft); font-weight: 500; }
tr.wrong td:last-child { color: var(--warn); font-weight: 600; white-space: nowrap; }
.recall td:not(:first-child), .recall th:not(:first-child) { text-align: right; }
summary { padding: 12px 0; font-size: 18px; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (max-width: 760px) { article { grid-template-columns: 1fr; }
  main { padding: 24px 16px 64px; } }
"""

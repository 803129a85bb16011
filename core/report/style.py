"""How the report looks as a page: calm, one slide below the other, a slide a page in print, readable on a phone."""

CSS = """
* { box-sizing: border-box; margin: 0; }
body { background: #EEF1F6; color: #1B2330; font: 15px/1.45 "Source Sans", "Source Sans 3", "Segoe UI", "PingFang SC",
  "Microsoft YaHei", "Noto Sans CJK SC", Arial, sans-serif; font-variant-numeric: tabular-nums;
  -webkit-print-color-adjust: exact; print-color-adjust: exact; }
main { max-width: 1180px; margin: 0 auto; padding: 28px 20px; display: grid; gap: 28px; }
.slide { background: #FFFFFF; border: 1px solid #E3E8F0; border-radius: 10px; padding: 30px 48px 18px; display: flex;
  flex-direction: column; gap: 16px; min-height: 640px; position: relative; }
header { display: grid; grid-template-columns: 1fr auto; gap: 4px 24px; align-items: start; }
h2 { grid-column: 1 / -1; font-size: 27px; line-height: 1.24; font-weight: 650; letter-spacing: -0.01em;
  text-wrap: balance; max-width: 46em; }
.topic { color: #667085; font-size: 13.5px; display: flex; align-items: center; gap: 9px; }
.topic::before { content: ""; width: 6px; height: 13px; background: var(--brand); border-radius: 1px; }
.logo { max-height: 34px; max-width: 160px; }
.parts { display: flex; flex-direction: column; gap: 18px; flex: 1; }
.row { display: grid; grid-template-columns: var(--columns); gap: 32px; align-items: start; }
.part { min-width: 0; }
h3 { font-size: 14px; font-weight: 600; color: #475467; margin-bottom: 8px; }
svg { display: block; width: 100%; height: auto; overflow: visible; font-family: inherit; }
.part > * + h3 { margin-top: 26px; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(180px, 1fr)); gap: 16px; }
.card { border: 1px solid #E3E8F0; border-radius: 8px; padding: 12px 16px; }
.card p { color: #667085; font-size: 13.5px; }
.card strong { display: block; font-size: 27px; font-weight: 600; line-height: 1.3; }
.card .good { color: #12805C; } .card .bad { color: #C93A3E; }
.scrolls { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: 14.5px; line-height: 1.35; }
.row:only-child .part:only-child table { font-size: 16px; } .row:only-child .part:only-child th { font-size: 13.5px; }
th { text-align: left; font-weight: 600; color: #667085; font-size: 12.5px; border-bottom: 1px solid #C6CEDB;
  padding: 6px 8px; vertical-align: bottom; }
td { border-bottom: 1px solid #E3E8F0; padding: 8px; vertical-align: top; overflow-wrap: anywhere; }
td.strong { font-weight: 600; }
.figure { text-align: right; white-space: nowrap; overflow-wrap: normal; }
th.figure { white-space: normal; }
td i { display: inline-block; width: 9px; height: 9px; border-radius: 2px; margin-right: 8px; }
dl { display: grid; gap: 4px; max-width: 44em; font-size: 17px; }
dt { font-weight: 650; } dd { margin-bottom: 14px; color: #475467; }
.remark { color: #667085; font-size: 13.5px; }
details { color: #475467; font-size: 13.5px; }
summary { cursor: pointer; color: #667085; width: fit-content; }
summary:focus-visible { outline: 2px solid #3F6FD9; }
details p { margin-top: 6px; max-width: 72em; }
footer { display: flex; justify-content: space-between; gap: 16px; border-top: 1px solid #E3E8F0; padding-top: 10px;
  color: #667085; font-size: 12.5px; }
footer span:last-child { white-space: nowrap; }
@media (max-width: 760px) {
  main { padding: 10px; gap: 12px; } .slide { padding: 18px 16px 12px; min-height: 0; }
  h2 { font-size: 21px; } .row { grid-template-columns: minmax(0, 1fr); gap: 20px; }
  .cards { grid-template-columns: 1fr 1fr; gap: 8px; } .card { padding: 8px 10px; } .card strong { font-size: 21px; }
  .scrolls table.broad { min-width: 560px; } .scrolls table.broadest { min-width: 860px; }
  .part:has(svg.broad) { overflow-x: auto; } svg.broad { min-width: 640px; }
}
@page { size: 13.333in 7.5in; margin: 0; }
@media print {
  body { background: #FFFFFF; } main { padding: 0; gap: 0; max-width: none; display: block; }
  .slide { border: 0; border-radius: 0; height: 7.5in; min-height: 0; break-after: page; overflow: hidden; }
  details { display: none; }
}
"""

"""The style sheet of a replay's page: side by side, one above the other on a phone, dark where the reader's system is, black on white on paper."""

STYLE = """
:root { color-scheme: light dark; --page: #f5f6f3; --card: #fff; --ink: #17272b; --soft: #4d5f64; --line: #ccd5d3; --accent: #0f5c63;
  --del: #fbe3e4; --on-del: #8d1a20; --ins: #dcf1e3; --on-ins: #0d5327; --bad: #a4262c; }
@media (prefers-color-scheme: dark) { :root { --page: #10181a; --card: #182326; --ink: #e6eeee; --soft: #a9b9bb; --line: #2b3a3d; --accent: #7fd0cf;
  --del: #45191d; --on-del: #ffb4b4; --ins: #14371f; --on-ins: #a6e3b8; --bad: #ff9a9a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); overflow-wrap: anywhere;
  font: 1rem/1.5 ui-sans-serif, system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { margin-top: 2.5rem; font-size: 1.25rem; }
h3 { margin: 1.25rem 0 .25rem; font-size: 1rem; }
h4 { margin: 0 0 .5rem; font-size: .875rem; font-weight: 600; color: var(--soft); }
a { color: var(--accent); }
.lead { font-size: 1.125rem; } .file { font-weight: 400; color: var(--soft); } .bad { color: var(--bad); font-weight: 600; }
table { border-collapse: collapse; width: 100%; background: var(--card); font-size: .9375rem; }
th, td { padding: .35rem .6rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
.facts th[scope="row"] { width: 8rem; } .every { max-width: 30rem; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; padding: 0; list-style: none; } nav ul { padding-left: 1.25rem; }
article { margin: 1rem 0 2rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: 10px; background: var(--card); scroll-margin-top: 1rem; }
article:target { border-color: var(--accent); } article h3 { margin-top: 0; }
blockquote { margin: .25rem 0 .75rem; padding-left: .75rem; border-left: 3px solid var(--accent); } blockquote p { margin: 0; }
.changed { margin: .25rem 0; color: var(--soft); }
.sides { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.5rem; margin-top: 1rem; }
.sides > div { min-width: 0; padding-top: .5rem; border-top: 2px solid var(--line); } .text { margin: 0; white-space: pre-wrap; }
.sides ol { margin: .75rem 0 0; padding-left: 1.5rem; font-size: .875rem; color: var(--soft); }
cite { font-style: normal; font-weight: 600; }
del { background: var(--del); color: var(--on-del); text-decoration: line-through; }
ins { background: var(--ins); color: var(--on-ins); text-decoration: underline; }
details { margin-top: 2rem; }
summary { cursor: pointer; color: var(--accent); } details table { margin-top: .75rem; }
.sign { margin-top: 3rem; break-inside: avoid; } .line { display: flex; margin-top: 2.25rem; max-width: 36rem; } .line span { white-space: nowrap; }
.line::after { content: ""; flex: 1; margin-left: .75rem; border-bottom: 1px solid var(--ink); }
@media (max-width: 44rem) { .sides { grid-template-columns: minmax(0, 1fr); } article { padding: .75rem; } .facts th[scope="row"] { width: 6rem; } }
@media print { :root { --page: #fff; --card: #fff; --ink: #000; --soft: #333; --line: #999; --accent: #000;
  --del: #fff; --on-del: #000; --ins: #fff; --on-ins: #000; --bad: #000; }
  main { max-width: none; padding: 0; }
  article { padding: .5rem 0; border: 0; border-top: 1px solid #999; border-radius: 0; }
  h2, h3, h4 { break-after: avoid; }
  .sides { gap: 1rem; }
  a { text-decoration: none; } details:not([open]) { display: none; } }
@page { margin: 16mm; }
"""

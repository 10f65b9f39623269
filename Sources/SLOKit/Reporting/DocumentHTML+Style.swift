// How documents look in a browser. Sizes follow the reader's own; colours have a contrast of at least
// 4.5 : 1 on what they stand on, in both themes (a test computes it from these very lines).

extension DocumentHTML {
  /// The one style sheet.
  static let style: StaticString = """

    :root {
      --page: #f5f6f8; --card: #ffffff; --line: #d5dae1; --text: #1a1f26; --dim: #56606d;
      --good: #1a6b34; --warn: #7d4e00; --bad: #b3241c; --accent: #2155a8; --code: #eef1f5;
      --mark: #c8372d; --own: #4c7bc4; --third: #c98a2b; --calm: #8795a6;
      --shade: #f6d9d5; --track: #e6eaef;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #101419; --card: #181e25; --line: #323c48; --text: #e7ebf0; --dim: #a0acb9;
        --good: #6fce8a; --warn: #e6b450; --bad: #ff8f85; --accent: #8fb6f5; --code: #232b35;
        --mark: #f0695e; --own: #7fa8e8; --third: #d9a441; --calm: #76879a;
        --shade: #4a2724; --track: #2b343f;
      }
    }
    * { box-sizing: border-box; }
    html { background: var(--page); color: var(--text); -webkit-text-size-adjust: 100%; }
    body {
      margin: 0; font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
      font-variant-numeric: tabular-nums;
    }
    main { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
    h1, h2, h3, h4 { line-height: 1.25; overflow-wrap: anywhere; }
    h1 { font-size: 1.9rem; margin: 0 0 .5rem; letter-spacing: -.01em; }
    h1 code, h2 code, h3 code { font: inherit; background: none; padding: 0; }
    h2 {
      font-size: 1.4rem; margin: 3rem 0 .25rem; padding-top: 1.25rem;
      border-top: 1px solid var(--line);
    }
    h3 { font-size: 1.08rem; margin: 2rem 0 .5rem; }
    h4 {
      display: flex; flex-wrap: wrap; gap: .15rem 1rem; justify-content: space-between;
      font-size: 1rem; margin: 0;
    }
    p { margin: .5rem 0; max-width: 46rem; }
    code {
      font: .9em/1.4 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace;
      background: var(--code); padding: .1em .35em; border-radius: .3em; overflow-wrap: anywhere;
    }
    h1 + p { font-size: 1.15rem; }
    a { color: inherit; text-decoration-color: var(--dim); text-underline-offset: .2em; }
    a:hover, a:focus-visible { color: var(--accent); text-decoration-color: currentColor; }
    a code { background: none; padding: 0; }
    .badge {
      display: inline-block; border: 1px solid; border-radius: 1rem; padding: 0 .6em 0 .5em;
      font-size: .88em; line-height: 1.5; white-space: nowrap;
    }
    .badge.good::before { content: "✓ "; }
    .badge.bad::before { content: "✗ "; }
    .badge.warn::before { content: "? "; }
    .gauge {
      width: 4.5rem; height: .5rem; border-radius: .25rem; margin-right: .6rem; overflow: hidden;
      vertical-align: .08rem;
    }
    td.number .gauge { float: left; margin: .5rem .9rem 0 0; }
    .strong { font-weight: 650; }
    .dim, .aside, figcaption span { color: var(--dim); }
    .good { color: var(--good); font-weight: 600; }
    .warn { color: var(--warn); font-weight: 600; }
    .bad { color: var(--bad); font-weight: 600; }
    .aside { font-weight: 400; }
    dl { margin: 0; }
    dd { margin: 0; }
    .facts {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr));
      gap: 1px; margin: 1rem 0; background: var(--card); border: 1px solid var(--line);
      border-radius: .6rem; overflow: hidden;
    }
    .facts div { padding: .75rem 1rem; box-shadow: 0 0 0 1px var(--line); }
    .facts dt { color: var(--dim); font-size: .84rem; }
    .facts dd { font-size: 1.08rem; overflow-wrap: anywhere; }
    .entry {
      background: var(--card); border: 1px solid var(--line); border-left: .3rem solid var(--mark);
      border-radius: .6rem; padding: .8rem 1rem; margin: .7rem 0; break-inside: avoid;
    }
    .rows div { display: grid; grid-template-columns: 6.5rem 1fr; gap: .75rem; margin-top: .3rem; }
    .rows dt { color: var(--dim); }
    .rows dd { overflow-wrap: anywhere; }
    .scroll {
      overflow-x: auto; margin: 1rem 0; background: var(--card); border: 1px solid var(--line);
      border-radius: .6rem;
    }
    .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    table { border-collapse: collapse; width: 100%; font-size: .93rem; }
    caption {
      text-align: left; color: var(--dim); padding: .7rem 1rem .3rem; font-size: .84rem;
    }
    th, td { text-align: left; padding: .45rem .75rem; vertical-align: baseline; }
    th:first-child, td:first-child { padding-left: 1rem; }
    th {
      color: var(--dim); font-weight: 600; font-size: .84rem; white-space: nowrap;
      border-bottom: 1px solid var(--line);
    }
    tr + tr td { border-top: 1px solid var(--line); }
    .number { text-align: right; white-space: nowrap; }
    .notes { font-size: .9em; min-width: 12rem; }
    td code { overflow-wrap: normal; }
    td.text { min-width: 5rem; }
    .date { white-space: nowrap; }
    figure { margin: 1rem 0; background: var(--card); border: 1px solid var(--line);
      border-radius: .6rem; padding: .9rem 1rem; break-inside: avoid; }
    figcaption { font-weight: 600; margin-bottom: .6rem; }
    figcaption span { font-weight: 400; }
    .plot { display: grid; grid-template-columns: auto 1fr; gap: .25rem .6rem; }
    .plot svg { display: block; width: 100%; height: clamp(10rem, 26vw, 14rem); overflow: visible; }
    .plot.strip svg { height: 3.25rem; }
    .plot.strip { grid-template-columns: 1fr; }
    .y, .x { display: flex; justify-content: space-between; color: var(--dim); font-size: .8rem; }
    .y { flex-direction: column; text-align: right; line-height: 1; margin: -.4rem 0; }
    .x { grid-column: -2; }
    .x.bars span { flex: 1; text-align: center; }
    .x.bars b { display: block; color: var(--text); font-weight: 600; }
    .legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .6rem 0 0;
      font-size: .87rem; color: var(--dim); }
    .hidden { position: absolute; }
    .legend svg {
      width: .95rem; height: .95rem; vertical-align: -.12rem; margin-right: .35rem;
      overflow: hidden;
    }
    .glossary dt { font-weight: 600; margin-top: .7rem; }
    .glossary dd { max-width: 46rem; color: var(--dim); }
    @media (max-width: 34rem) {
      main { padding: 1.5rem .9rem 3rem; }
      h1 { font-size: 1.5rem; }
      .rows div { grid-template-columns: 1fr; gap: 0; }
      .facts { grid-template-columns: 1fr 1fr; }
      .facts div { padding: .6rem .7rem; }
      .x:not(.bars) span:nth-child(even):nth-last-child(even) { display: none; }
      .x.bars { font-size: .68rem; }
      .gauge { width: 2.5rem; }
      td.number .gauge { display: none; }
    }
    @media print {
      :root {
        --page: #ffffff; --card: #ffffff; --line: #b5bcc6; --text: #000000; --dim: #454d58;
        --good: #1a6b34; --warn: #7d4e00; --bad: #b3241c; --code: #ffffff; --accent: #2155a8;
        --mark: #c8372d; --own: #4c7bc4; --third: #c98a2b; --calm: #8795a6; --shade: #f6d9d5;
        --track: #e6eaef;
      }
      html { font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      main { max-width: none; padding: 0; }
      h2, h3 { break-after: avoid; }
      h2 { margin-top: 1.5rem; }
      a { text-decoration: none; }
      .scroll { overflow: visible; }
      tr { break-inside: avoid; }
      table { font-size: .9rem; }
      th, .date { white-space: normal; }
      th, td { padding: .3rem .5rem; }
      td.text, .notes { min-width: 0; }
      td code { overflow-wrap: anywhere; }
    }

    """
}

extension ReportPage {
    /// What all pages share: colours, text, tables, tiles, charts and pictures.
    static let baseStyle = """
        :root{--paper:#fcfcfb;--card:#fff;--ink:#1a1a19;--muted:#65645f;--line:#e3e2dd;--grid:#ecebe6;--mark:#a5a49e;
        --c0:#2a78d6;--c1:#d9581f;--c2:#14875c;--c3:#9c6b00;--c4:#c2437f;--c5:#4a3aa7;--c6:#c9302f;--c7:#4d7c0f}
        @media(prefers-color-scheme:dark){:root{--paper:#161615;--card:#1f1f1d;--ink:#f1f0ec;--muted:#a9a8a1;
        --line:#363632;--grid:#2d2d2a;--mark:#74736d;
        --c0:#5b9ff0;--c1:#f0804f;--c2:#3cc493;--c3:#e0ad3a;--c4:#ee82b4;--c5:#a79df2;--c6:#f47c78;--c7:#9ccc4f}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);
        font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
        main{max-width:1180px;margin:0 auto;padding:24px 16px 64px}
        h1{font-size:1.75rem;line-height:1.2;margin:0;overflow-wrap:anywhere}
        h2{font-size:1.2rem;margin:40px 0 12px}
        p{margin:4px 0}
        .muted{color:var(--muted);font-size:.9rem}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:10px;margin:0}
        .tiles div,.chart{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:10px 14px}
        dt{color:var(--muted);font-size:.82rem}
        dd{margin:0;font-size:1.3rem;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums}
        dd small{display:inline-block;font-size:.85rem;font-weight:400;color:var(--muted)}
        .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,330px),1fr));gap:12px}
        figure{margin:0}
        .chart{display:flex;flex-direction:column;justify-content:space-between}
        .chart figcaption{font-size:.82rem;color:var(--muted)}
        .chart strong{color:var(--ink);font-size:.95rem;font-weight:600;margin-right:4px}
        .legend{margin:2px 0 6px}
        .key{display:inline-block;margin-right:10px}
        .key b{color:var(--ink);font-variant-numeric:tabular-nums}
        .key i{display:inline-block;width:12px;height:3px;border-radius:2px;margin-right:5px;vertical-align:middle;
        background:currentColor}
        svg{display:block;width:100%;height:auto}
        svg text{font-size:11px;fill:var(--muted);font-variant-numeric:tabular-nums}
        .x{text-anchor:middle}
        .y{text-anchor:end}
        .grid{stroke:var(--grid);stroke-width:1}
        .mark{stroke:var(--mark);stroke-width:1;stroke-dasharray:3 3}
        .line{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .dot{fill:none;stroke:currentColor;stroke-width:5;stroke-linecap:round}
        .range,.area{fill:currentColor;opacity:.16}
        .area{opacity:.1}
        .dashed{stroke-dasharray:5 4}
        .spot{fill:currentColor}
        .ring{fill:none;stroke:currentColor;stroke-width:1.5}
        .c0{color:var(--c0)}.c1{color:var(--c1)}.c2{color:var(--c2)}.c3{color:var(--c3)}
        .c4{color:var(--c4)}.c5{color:var(--c5)}.c6{color:var(--c6)}.c7{color:var(--c7)}
        .grey{color:var(--muted)}
        .scroll{overflow-x:auto;margin-bottom:14px}
        table{border-collapse:collapse;font-size:.9rem}
        th,td{padding:5px 12px 5px 0;border-bottom:1px solid var(--line);text-align:left;font-weight:400;
        font-variant-numeric:tabular-nums}
        thead th{color:var(--muted);font-size:.82rem;white-space:nowrap}
        .numbers td{white-space:nowrap}
        .numbers td,.numbers thead th:not(:first-child){text-align:right;padding:5px 0 5px 16px}
        details{margin:8px 0}
        summary{cursor:pointer;padding:4px 0;font-weight:600}
        .pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,480px),1fr));gap:12px;
        margin-top:6px}
        .pictures img{display:block;width:100%;height:auto;border-radius:6px;background:var(--grid)}
        .pictures figcaption{font-size:.82rem;color:var(--muted);margin-top:3px}
        .warnings{padding-left:1.2em;margin:0;font-size:.9rem;overflow-wrap:anywhere}
        pre{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 14px;
        font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
        """
}

extension EvaluationReport {
    /// What the page needs beyond the style of all reports.
    static let style = """
        main{max-width:1280px}
        h3{font-size:1rem;margin:22px 0 8px}
        .tables{display:flex;flex-wrap:wrap;gap:0 48px}
        .tables div{max-width:100%}
        td small,th small{display:block;font-size:.72rem;font-weight:400;color:var(--muted);white-space:nowrap}
        thead th{vertical-align:bottom;font-weight:600}
        .numbers th[scope=row]{position:sticky;left:0;background:var(--paper);white-space:nowrap;vertical-align:top}
        .numbers td{vertical-align:top}
        .numbers td,.numbers thead th:not(:first-child){padding-left:10px}
        td b{font-weight:700}
        .published th,.published td{color:var(--muted);font-style:italic}
        .tag{font-size:.68rem;font-style:normal;border:1px solid var(--line);border-radius:4px;padding:0 4px;
        color:var(--muted);white-space:nowrap}
        .sortable thead th{cursor:pointer}
        [aria-sort=ascending]::after{content:" ↑"}
        [aria-sort=descending]::after{content:" ↓"}
        .words td,.words th{overflow-wrap:break-word;vertical-align:top}
        .words td:nth-child(2){min-width:8em;max-width:24em}
        .words td:last-child{min-width:16em}
        .notes{padding-left:1.2em;margin:0;font-size:.9rem}
        .notes li{margin:4px 0}
        .keys span{display:inline-block;margin-right:18px}
        .bar{display:inline-block;width:72px;height:9px;border-radius:2px;vertical-align:middle;margin:0 3px}
        .both{color:var(--c2)}.missed{color:var(--c6)}.invented{color:var(--c0)}
        .panels{margin:10px 0 18px}
        .panels figcaption{font-size:.85rem;color:var(--muted);margin-bottom:4px;overflow-wrap:anywhere}
        .panels figcaption b{color:var(--ink)}
        .row{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(46%,150px),1fr));gap:6px;max-width:1280px}
        .row div{max-width:320px}
        .row img{display:block;width:100%;height:auto;border-radius:4px;background:var(--grid)}
        @media(max-width:600px){.numbers th[scope=row]{white-space:normal;min-width:6.5em;max-width:9em;
        overflow-wrap:break-word}}
        .row small{color:var(--muted);font-size:.75rem}
        """

    /// Sorts a table by the column whose head is clicked; what has no figure goes last.
    static let script = """
        for (const head of document.querySelectorAll("table.sortable thead th")) {
          const sort = () => {
            const body = head.closest("table").tBodies[0], column = head.cellIndex;
            const first = head.className === "more" ? "descending" : "ascending";
            const second = first === "ascending" ? "descending" : "ascending";
            const order = head.getAttribute("aria-sort") === first ? second : first;
            for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
            head.setAttribute("aria-sort", order);
            const sign = order === "ascending" ? 1 : -1;
            const key = row => {
              const cell = row.cells[column];
              return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v);
            };
            const rows = [...body.rows].sort((a, b) => {
              const x = key(a), y = key(b);
              if (typeof x !== typeof y) return typeof x === "number" ? -1 : 1;
              return sign * (typeof x === "number" ? x - y : x.localeCompare(y));
            });
            body.append(...rows);
          };
          head.tabIndex = 0;
          head.addEventListener("click", sort);
          head.addEventListener("keydown", event => { if (event.key === "Enter") sort(); });
        }
        """
}

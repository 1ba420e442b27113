/// The one look of all pages: system fonts, dark ink on white, one quiet accent.
enum Stylesheet {
    static func text(for page: Page) -> String {
        sheet(page) + "\n" + screen + "\n" + print
    }

    /// The printed sheet. The first one has no running head, since the title stands there large.
    private static func sheet(_ page: Page) -> String {
        let size = page.orientation == .landscape ? "A4 landscape" : "A4"
        let small = "font: 8pt \(Canvas.fonts); color: #4a5560;"
        return """
        @page { size: \(size); margin: \(page.size == .compact ? "16mm 16mm 15mm 16mm" : "20mm 18mm 20mm 18mm");
          @top-left { content: \(Escaping.css(page.title)); \(small) }
          @bottom-left { content: \(Escaping.css(page.footer ?? "")); \(small) }
          @bottom-right { content: counter(page) " / " counter(pages); \(small) } }
        @page :first { @top-left { content: ""; } }
        @page wide { size: A4 landscape; margin: 16mm 14mm; }
        \(page.orientation == .landscape ? "" : "@media print { figure.wide { page: wide; } }")
        """
    }

    private static let screen = """
    :root { color-scheme: light; }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body { margin: 0; background: #fff; color: #1d2733; font: 1rem/1.55 \(Canvas.fonts); }
    main { max-width: 47rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
    header, .head { border-top: 5px solid #12465c; padding-top: 1.5rem; margin-bottom: 2.25rem; }
    h1, h2, h3, h4 { color: #12394c; line-height: 1.22; text-wrap: balance; overflow-wrap: anywhere; }
    h1, .title { color: #12394c; font: 600 2.1rem/1.18 "Iowan Old Style", "Palatino Linotype", Palatino, Charter, Georgia, serif; margin: 0; }
    h2 { font: 600 1.45rem/1.22 "Iowan Old Style", "Palatino Linotype", Palatino, Charter, Georgia, serif;
      margin: 2.6rem 0 .8rem; padding-top: .7rem; border-top: 1px solid #c9d3da; }
    h3 { font-size: 1.1rem; font-weight: 650; margin: 1.9rem 0 .5rem; }
    h4 { font-size: 1rem; font-weight: 650; color: #1d2733; margin: 1.4rem 0 .3rem; }
    p { margin: 0 0 .9rem; overflow-wrap: break-word; }
    a { color: #0b4f73; }
    .subtitle { font-size: 1.15rem; color: #4a5560; margin: .5rem 0 0; }
    ul, ol { margin: 0 0 1rem; padding-inline-start: 1.4rem; }
    li { margin: .25rem 0; }
    .box { list-style: none; text-indent: -1.4em; }
    li::marker { color: #4a5560; }
    dl { margin: 0 0 1.25rem; }
    dd { margin: 0; overflow-wrap: break-word; }
    dt { color: #4a5560; }
    .notes { display: flex; flex-wrap: wrap; gap: .6rem 2rem; margin: 1.4rem 0 0; padding-top: .9rem;
      border-top: 1px solid #c9d3da; font-size: .92rem; }
    .notes dt { font-size: .8rem; }
    .facts > div { display: grid; grid-template-columns: minmax(8rem, 13rem) 1fr; gap: 0 1.2rem;
      padding: .42rem 0; border-bottom: 1px solid #e1e7eb; }
    .facts > div:first-child { border-top: 1px solid #e1e7eb; }
    nav { margin: 0 0 2rem; }
    nav h2 { font-size: 1.1rem; margin-top: 0; border: 0; padding: 0; }
    .table { overflow-x: auto; margin: 1.1rem 0 1.5rem; }
    table { border-collapse: collapse; width: 100%; font-size: .92rem; line-height: 1.42;
      font-variant-numeric: tabular-nums lining-nums; }
    caption { text-align: start; font-weight: 650; color: #12394c; padding-bottom: .5rem; }
    th, td { padding: .48rem .7rem; text-align: start; vertical-align: top; border-bottom: 1px solid #e1e7eb;
      overflow-wrap: break-word; }
    th:first-child, td:first-child { padding-inline-start: .1rem; }
    th:last-child, td:last-child { padding-inline-end: .1rem; }
    thead th { font-weight: 600; color: #4a5560; vertical-align: bottom; border-bottom: 2px solid #12465c; }
    tbody th { font-weight: 600; }
    .centre { text-align: center; }
    .end { text-align: end; }
    td.end { white-space: nowrap; }
    .date { white-space: nowrap; }
    .empty { color: #4a5560; font-style: italic; }
    .fill { table-layout: fixed; }
    .fill tbody tr { height: 3.4rem; }
    .fill td, .fill tbody th { border: 1px solid #8fa6b3; }
    .fill th:first-child, .fill td:first-child { padding-inline-start: .5rem; }
    .writing { margin: 1.2rem 0 1.6rem; }
    .writing p { margin: 0; }
    .rule { height: 2.1rem; border-bottom: 1px solid #8fa6b3; }
    .signature { display: flex; gap: 1.6rem; margin: 1.4rem 0 1.2rem; break-inside: avoid; }
    .signature > div { flex: 1; }
    .signature p { margin: .25rem 0 0; font-size: .85rem; color: #4a5560; }
    .cut { margin: 2rem 0 1.2rem; border-top: 1.5px dashed #8fa6b3; padding-top: .35rem; font-size: .85rem; color: #4a5560; break-after: avoid; }
    .table-note { font-size: .85rem; color: #4a5560; margin: .5rem 0 0; }
    blockquote { margin: 1.2rem 0; padding: .15rem 0 .15rem 1.2rem; border-inline-start: 3px solid #8fa6b3;
      font-family: "Iowan Old Style", "Palatino Linotype", Palatino, Charter, Georgia, serif; font-size: 1.04rem; }
    blockquote p { margin-bottom: .6rem; }
    blockquote footer { font: .88rem \(Canvas.fonts); color: #4a5560; border: 0; margin: 0; padding: 0; }
    blockquote footer::before { content: "\\2014\\a0"; }
    aside { margin: 1.3rem 0; padding: .9rem 1.1rem; background: #f1f5f7; border: 1px solid #c9d3da; border-radius: 4px; }
    aside > :last-child { margin-bottom: 0; }
    .callout-title { font-weight: 650; color: #12394c; margin-bottom: .3rem; }
    figure { margin: 1.5rem 0 1.9rem; }
    figcaption { font-weight: 650; color: #12394c; margin-bottom: .6rem; }
    .picture { overflow-x: auto; margin-bottom: .4rem; }
    .picture svg { display: block; width: 100%; height: auto; min-width: 40rem; }
    .wide .picture svg { min-width: 58rem; }
    .enclosure { margin-top: 3.2rem; }
    .enclosure h2 { border-top: 5px solid #12465c; }
    .tab { display: inline-block; min-width: 2.2rem; padding: .1rem .5rem; margin-inline-end: .5rem; background: #12465c; color: #fff; text-align: center; }
    .enclosure dd { min-width: 0; overflow-wrap: anywhere; }
    .enclosure img { display: block; max-width: 100%; height: auto; border: 1px solid #c9d3da; }
    .enclosure pre { margin: 1.2rem 0; padding: .9rem 1.1rem; border: 1px solid #c9d3da; font: .88rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace;
      white-space: pre-wrap; overflow-wrap: anywhere; }
    .insert { margin: 1.6rem 0; padding: 2.4rem 1.1rem; border: 2px dashed #8fa6b3; text-align: center; font-size: 1.15rem; color: #12394c; }
    details { font-size: .92rem; }
    summary { color: #0b4f73; cursor: pointer; padding: .3rem 0; }
    main > footer { margin-top: 3rem; padding-top: .9rem; border-top: 1px solid #c9d3da; font-size: .82rem; color: #4a5560; }
    code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
    :focus-visible { outline: 2px solid #0b4f73; outline-offset: 2px; }
    @media screen and (min-width: 64rem) { figure.wide { width: 60rem; margin-inline-start: calc(50% - 30rem); } }
    @media screen and (max-width: 36rem) {
      main { padding-top: 1.25rem; }
      h1 { font-size: 1.65rem; }
      .facts > div { grid-template-columns: 1fr; }
      .facts dt { font-size: .85rem; }
      .many table { min-width: 40rem; }
    }
    """

    private static let print = """
    @media print {
      html { font-size: 10pt; }
      body { line-height: 1.45; }
      main { max-width: none; padding: 0; }
      header, .head { border-top-width: 3pt; }
      h1, .title { font-size: 22pt; }
      h2 { font-size: 15pt; margin-top: 22pt; }
      h3 { font-size: 11.5pt; }
      h1, h2, h3, h4, figcaption, caption, h3 + p { break-after: avoid; break-inside: avoid; }
      p, li, blockquote { orphans: 3; widows: 3; }
      thead { display: table-header-group; break-inside: avoid; break-after: avoid; }
      tr, .facts > div, aside, .picture, .writing { break-inside: avoid; }
      .table, .picture { overflow: visible; }
      .picture svg, .wide .picture svg { min-width: 0; }
      .picture svg { max-height: 235mm; }
      .wide .picture svg { max-height: 145mm; }
      details { display: none; }
      .page-break { break-after: page; }
      :has(+ .page-break) { margin-bottom: 0; }
      .enclosure { break-before: page; margin-top: 0; }
      .enclosure img { max-height: 175mm; }
      .enclosure .file { display: none; }
      .insert { padding: 70mm 10mm; }
      a { color: inherit; text-decoration: none; }
      blockquote { break-inside: avoid; }
      main > footer { break-inside: avoid; margin-top: 16pt; padding-top: 6pt; font-size: 7.5pt; }
      main > footer p { margin-bottom: 3pt; }
      html:has(.compact) { font-size: 9pt; }
      .compact h1, .compact .title { font-size: 17pt; }
      .compact h2 { font-size: 12.5pt; margin: 12pt 0 5pt; padding-top: 5pt; }
      .compact h3 { margin-top: 10pt; }
      .compact header, .compact .head { padding-top: 9pt; margin-bottom: 12pt; }
      .compact .notes { margin-top: 8pt; padding-top: 6pt; }
      .compact .page-break + h2 { margin-top: 0; }
      .compact .rule { height: 19pt; }
      html:has(.large) { font-size: 13pt; }
      .large h1, .large .title { font-size: 26pt; }
      .large h2 { font-size: 18pt; margin-top: 20pt; }
    }
    """
}

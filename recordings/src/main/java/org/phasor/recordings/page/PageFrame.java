package org.phasor.recordings.page;

/** What pages have in common: how they begin, look and end. */
final class PageFrame {

    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; color: #222; background: #fff; max-width: 940px; margin: 2em auto;
              padding: 0 1em }
            h1 { font-size: 1.5em } h2 { font-size: 1.25em; margin-top: 2.2em; border-top: 1px solid #d5d9de; padding-top: 1em }
            h3 { font-size: 1.05em; margin: 1.6em 0 .4em }
            table { border-collapse: collapse; font-size: .93em; font-variant-numeric: tabular-nums }
            th, td { padding: .15em .7em; text-align: right; border-bottom: 1px solid #e8ebee; white-space: nowrap }
            th { border-bottom: 2px solid #9aa3ae } td.name, th.name { text-align: left }
            tr.first td { border-top: 1px solid #9aa3ae }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: .1em 1em; margin: 0 } dd { margin: 0 }
            dt { color: #555 } .interval { color: #6b7280 } .warning { background: #fff4e0; padding: .5em .8em }
            .wide { overflow-x: auto }
            .legend { color: #444; margin: .3em 0 } svg { max-width: 100%; height: auto }
            .legend svg { vertical-align: -2px }
            .met { color: #1b6e3c } .unmet { color: #b3261e; font-weight: 600 }
            .verdict { font-size: 1.15em; border-left: 5px solid; padding: .4em .8em; background: #f6f7f9; font-weight: 400 }
            td.words, th.words { text-align: left; white-space: normal } code { font-size: .93em; overflow-wrap: anywhere }
            .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(400px, 1fr)); gap: .6em 1em }
            @media print {
              @page { size: A4; margin: 14mm }
              body { font-size: 9.5pt; margin: 0; max-width: none; padding: 0 }
              .charts { grid-template-columns: 1fr 1fr }
              svg, tr, .verdict { break-inside: avoid } h2, h3, .legend, .lead { break-after: avoid }
            }
            """;

    private PageFrame() {}

    static void open(Markup page, String title) {
        page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        page.element("title", title);
        page.raw("<style>\n").raw(STYLE).raw("</style>\n</head>\n<body>\n");
    }

    static void close(Markup page) {
        page.raw("</body>\n</html>\n");
    }
}

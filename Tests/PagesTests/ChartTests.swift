import Foundation
import Testing

@testable import Pages

#if canImport(FoundationXML)
import FoundationXML
#endif

private let hostile = "<&\"'>\u{202E} and a very long name that goes on and on through every line there is"

private func day(_ iso: String) throws -> AxisDay { try #require(AxisDay(iso: iso)) }

/// One of each kind, with texts that try to be markup.
private func charts() throws -> [Chart] {
    [
        .level(LevelChart(
            title: hostile, levels: ["low", hostile], rows: [hostile, "b"],
            series: [
                .init(hostile, short: "<", values: [.at(0), .at(7)]),
                .init("two", short: "2", values: [.at(1), .absent(hostile)]),
            ])),
        .sideBySide(SideBySide(
            title: "s", rows: ["a"], series: [.init("x", values: [.number(.nan, hostile)]), .init("y", values: [])],
            scale: 0...0, style: .bars)),
        .timeline(Timeline(
            title: "t", entries: [.init(hostile, due: try day("2026-01-01"), done: try day("2026-03-09"))],
            breaks: [.init(hostile, first: try day("2026-02-16"), last: try day("2026-02-20"))], today: try day("2026-04-01"))),
        .yearPlanner(YearPlanner(
            title: "y", start: try day("2026-09-01"),
            rows: [.init(hostile, [.init(try day("2026-10-05"), hostile, status: hostile, shape: .ring)])])),
        .groupMap(GroupMap(
            title: "g",
            groups: [.init("1", [.init(hostile, latitude: 51, longitude: 0), .init("q", latitude: 51, longitude: 0), .init("r", latitude: .infinity, longitude: 2)])])),
        .shareBar(ShareBar(title: "b", parts: [.init(hostile, 3), .init("none", 0), .init("huge", Int.max)])),
        .dots(Dots(title: "d", rows: [.init(hostile, 3, of: 5), .init("many", 50, of: 99), .init("none", 0, of: 0)])),
    ]
}

@Suite("Charts")
struct ChartTests {
    @Test("Every picture is well-formed, named and described, whatever its labels say")
    func wellFormed() throws {
        for chart in try charts() {
            for svg in chart.svg(id: "c") {
                let parser = XMLParser(data: Data(svg.utf8))
                #expect(parser.parse(), "\(chart.kind): \(String(describing: parser.parserError))")
                #expect(svg.contains("role=\"img\" aria-labelledby=\"c-title c-desc\""))
                #expect(svg.contains("<title id=\"c-title\">") && svg.contains("<desc id=\"c-desc\">"))
                #expect(!svg.contains("nan") && !svg.contains("inf\""))
            }
        }
    }

    @Test("A small picture, whole")
    func whole() {
        let svg = Chart.dots(Dots(title: "Read & seen", rows: [.init("Lessons", 1, of: 2)])).svg(id: "d")
        #expect(svg == ["""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 34" width="720" height="34" role="img" aria-labelledby="d-title d-desc" font-family='system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'>
            <title id="d-title">Read &amp; seen</title>
            <desc id="d-desc">Lessons: 1 of 2.</desc>
            <line x1="0" y1="1" x2="720" y2="1" stroke="#12465c" stroke-width="2"/>
            <text x="0" y="19.5" font-size="13" fill="#1d2733">Lessons</text>
            <text x="716" y="19.5" font-size="13" fill="#1d2733" text-anchor="end" font-weight="600">1 of 2</text>
            <circle cx="229" cy="15" r="5.76" fill="#12465c" stroke="#12465c" stroke-width="1.5"/>
            <circle cx="247" cy="15" r="5.76" fill="#fff" stroke="#12465c" stroke-width="2"/>
            <line x1="0" y1="30" x2="720" y2="30" stroke="#e1e7eb" stroke-width="1"/>
            </svg>
            """])
    }

    @Test("Charts without anything in them are drawn or left out, never a fault")
    func empty() {
        let empty: [Chart] = [
            .level(LevelChart(title: "", levels: [], rows: [], series: [])),
            .sideBySide(SideBySide(title: "", rows: [], series: [], scale: 0...1)),
            .timeline(Timeline(title: "", entries: [])),
            .yearPlanner(YearPlanner(title: "", start: AxisDay(daysSince1970: .min), months: 0, rows: [])),
            .groupMap(GroupMap(title: "", groups: [])),
            .shareBar(ShareBar(title: "", parts: [])),
            .dots(Dots(title: "", rows: [])),
        ]
        for chart in empty { #expect(chart.svg().allSatisfy { XMLParser(data: Data($0.utf8)).parse() }) }
        #expect(Page(title: "T", blocks: empty.map { .chart($0) }).html().contains("Nothing to show."))
    }

    @Test("The table of levels says each value, each absence in its own words, and how far apart they are")
    func levels() {
        let chart = Chart.level(LevelChart(
            title: "L", levels: ["low", "mid", "high"], rows: ["a", "b", "c"],
            series: [
                .init("own", short: "o", values: [.at(0), .at(1), .absent("withheld")]),
                .init("other", short: "x", values: [.at(2), .at(1), .absent("not seen")]),
            ]))
        #expect(chart.table().csv() == """
            Row,own,other,Difference\r
            a,low,high,2 levels apart\r
            b,mid,mid,same level\r
            c,withheld,not seen,\r

            """)
    }

    @Test("Levels can be compared among some series alone")
    func compared() {
        let chart = Chart.level(LevelChart(
            title: "L", rowTitle: "Area", levels: ["low", "mid", "high"], rows: ["a"],
            series: [
                .init("own", short: "o", values: [.at(0)]), .init("x", short: "x", values: [.at(2)]),
                .init("agreed", short: "g", values: [.at(1)]),
            ], compared: [0, 2, 9]))
        #expect(chart.table().csv() == "Area,own,x,agreed,Difference\r\na,low,high,mid,1 level apart\r\n")
        #expect(chart.description() == "a: own low, x high, agreed mid, Difference 1 level apart.")
    }

    @Test("A timeline says what is late in words")
    func late() throws {
        let chart = Chart.timeline(Timeline(
            title: "D",
            entries: [
                .init("a", due: try day("2026-12-04"), done: try day("2026-12-04")),
                .init("b", due: try day("2026-12-04"), done: try day("2026-12-05")),
                .init("c", due: try day("2026-12-31")), .init("d", due: try day("2027-02-01")),
                .init("e", due: try day("2026-12-04"), done: try day("2027-01-06"), status: "in time: sent 3 Dec", late: false),
            ], today: try day("2027-01-05")))
        #expect(chart.table().csv() == """
            Item,Due,Done,Status\r
            a,4 Dec 2026,4 Dec 2026,on time\r
            b,4 Dec 2026,5 Dec 2026,1 day late\r
            c,31 Dec 2026,,5 days overdue\r
            d,1 Feb 2027,,not yet due\r
            e,4 Dec 2026,6 Jan 2027,in time: sent 3 Dec\r

            """)
    }

    @Test("A planner of forty rows comes in parts that each fit a sheet")
    func parts() throws {
        let october = try day("2026-10-05")
        let rows = (1...40).map { row in
            YearPlanner.Row("Row \(row)", [.init(october, "Visit", status: "done", shape: .disc)])
        }
        let planner = YearPlanner(title: "Year", start: october, rows: rows)
        let heights = planner.panels(id: "p", .english).map(\.height)
        #expect(heights.count > 1)
        #expect(heights.allSatisfy { $0 < 680 })
    }

    @Test("Marks of eighty-seven places in one spot are pushed apart")
    func spread() {
        let points = LabelSpread.apart(Array(repeating: (x: 100, y: 100), count: 29), by: 20)
        for one in points.indices {
            for other in points.indices where other > one {
                #expect(hypot(points[one].x - points[other].x, points[one].y - points[other].y) > 18)
            }
        }
    }

    @Test("Days are read from ISO 8601 and written for people; days that are none are refused")
    func days() throws {
        #expect(AxisDay(iso: "1970-01-01")?.number == 0)
        #expect(AxisDay(iso: "2024-02-29")?.number == 19_782)
        #expect(AxisDay(iso: "2023-02-29") == nil)
        #expect(AxisDay(iso: "2026-1-05") == nil)
        #expect(AxisDay(iso: "0000-01-01") == nil)
        #expect(Wording.english.date(try day("2026-12-04")) == "4 Dec 2026")
        #expect(AxisDay(daysSince1970: .max).iso == "9999-12-31")
        #expect(AxisDay(daysSince1970: .min).iso == "0001-01-01")
    }

    @Test("Every ink stands out from white by 4.5 to 1")
    func contrast() {
        for ink in Canvas.Ink.series + [Canvas.Ink.text, Canvas.Ink.quiet] {
            let value = UInt32(ink.dropFirst(), radix: 16) ?? 0xFFFFFF
            let parts = [16, 8, 0].map { shift -> Double in
                let share = Double((value >> UInt32(shift)) & 0xFF) / 255
                return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
            }
            // WCAG 2.2, relative luminance.
            let luminance = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
            #expect(1.05 / (luminance + 0.05) >= 4.5, "\(ink)")
        }
    }
}

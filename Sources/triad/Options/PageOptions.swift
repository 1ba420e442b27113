import ArgumentParser
import Pages
import Reporting

/// How a page is written, and where.
struct PageOptions: ParsableArguments {
    @Option(name: .long, help: "html, markdown, csv or json.") var kind: PageKind = .html
    @Option(name: .long, help: "Write it here; else to standard output.", completion: .file()) var out: String?

    func write(_ page: Page) throws {
        guard let out else { return Output.plain(kind.text(of: page)) }
        try kind.write(page, to: out)
    }
}

extension PageKind: Choice {
    func write(_ page: Page, to path: String) throws {
        try FileText.write(text(of: page), to: path)
        Output.say("Wrote \(path).")
    }
}

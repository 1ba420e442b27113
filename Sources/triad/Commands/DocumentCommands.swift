import ArgumentParser
import Casework
import TriadKit

struct DocumentsCommand: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "documents", abstract: "The documents of a case, by number.")
    @OptionGroup var options: FileOptions
    @Argument(help: "The case.") var `case`: String

    func carryOut() throws {
        let list: DocumentList = try options.reading().answer(.documents(case: `case`), as: options.person)
        options.print(list) { list in Screen([.table(DocumentScreen.table(list.documents))]) }
    }
}

struct DocumentCommand: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "document", abstract: "Write a document of a case into a file.",
        discussion: "Example: triad document triad-review-1 3 --to letter.pdf. Its hash is looked at on the way; a file that is not whole is not left behind.")
    @OptionGroup var options: FileOptions
    @Argument(help: "The case.") var `case`: String
    @Argument(help: "The document's number, as `triad documents CASE` shows it.") var number: Int
    @Option(name: .long, help: ArgumentHelp("The new file.", valueName: "file"), completion: .file()) var to: String
    @Flag(name: .long, help: "Write over a file that is there.") var replace = false

    func carryOut() throws {
        let document = try options.reading().write(number, of: `case`, to: to, replacing: replace, as: options.person)
        Output.say("Wrote \(to): \(document.name), \(document.size) bytes, SHA-256 \(document.sha256).")
    }
}

struct BundleCommand: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "bundle", abstract: "The documents of a case with an index, numbered, as one HTML file that prints: what you may see of it.",
        discussion: "Pictures and texts stand on their sheets; of the others the file holds the document itself, to be printed and put in. Example: triad bundle triad-review-1 --to bundle.html")
    @OptionGroup var options: FileOptions
    @Argument(help: "The case.") var `case`: String
    @Option(name: .long, help: ArgumentHelp("The new file.", valueName: "file"), completion: .file()) var to: String
    @Flag(name: .long, help: "Write over a file that is there.") var replace = false

    func carryOut() throws {
        let (triad, asker) = (try options.reading(), options.person)
        let bundle = try triad.bundle(`case`, as: asker)
        try Triad.write(to: to, replacing: replace) { write in try triad.write(bundle, of: `case`, as: asker, write) }
        Output.say("Wrote \(to): \(bundle.documents.count) document\(bundle.documents.count == 1 ? "" : "s").")
    }
}

struct Restore: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Make a file of a backup, and its documents beside it; all of it, verified, or nothing.")
    @Argument(help: "The backup.", completion: .file()) var backup: String
    @Option(name: .long, help: ArgumentHelp("The new file; neither it nor FILE.documents may be there yet.", valueName: "file"), completion: .file()) var to: String

    func carryOut() throws {
        let report = try Triad.restore(backup, to: to)
        Output.say("Wrote \(to): \(report.summary)")
        guard report.lacking > 0 else { return }
        throw Stop(
            .incomplete, "The backup lacks \(report.lacking) document\(report.lacking == 1 ? "" : "s"), as it said when it was made.",
            remedy: "`triad verify` names them; whoever has the same document attaches it again.")
    }
}

/// How documents are shown to people.
enum DocumentScreen {
    static func table(_ documents: [DocumentView]) -> TextTable {
        TextTable(["#", "Name", "Kind", "Bytes", "Received", "By", "Came with", "Seen by"], documents.map { document in
            [
                "\(document.number)", document.name, document.kind.rawValue, "\(document.size)", document.received.short, document.by.name,
                "entry \(document.entry)" + belongs(document) + (document.setAsideBy.map { " (set aside by entry \($0))" } ?? ""),
                document.visibility.rawValue,
            ]
        })
    }

    private static func belongs(_ document: DocumentView) -> String {
        if let record = document.record, let row = document.row { return ", \(record) \(row)" }
        return (document.sheet.map { ", sheet \($0)" } ?? document.vote.map { ", vote \($0)" }) ?? ""
    }
}

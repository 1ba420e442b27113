import ArgumentParser
import Casework
import CivilTime
import JSON
import TriadKit

struct Log: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "log", abstract: "What happened: the entries of a case, or of the whole file.")
    @OptionGroup var options: FileOptions
    @Argument(help: "A case, or `file` for register and definitions; nothing for all.") var stream: String?
    @Option(name: .long, help: "Only entries after this number or place.") var after: Int?
    @Option(name: .long, help: "At most so many.") var limit = 200

    func carryOut() throws {
        let log: LogView = try options.reading().answer(.log(stream: stream, after: after, limit: limit), as: options.person)
        options.print(log) { log in
            Screen([.table(TextTable(["Entry", "Happened", "By", "What", "Came of it"], log.entries.map {
                ["\($0.stream)/\($0.number)", $0.happened.short, $0.by.name, $0.title + ($0.setAsideBy.map { " (set aside by entry \($0))" } ?? $0.correctedBy.map { " (corrected by entry \($0))" } ?? ""), ($0.sentences + $0.documents.map { "\($0.number): \($0.name)" }).joined(separator: "\n")]
            })), .line("Head of the tree: \(log.head.size) entries, \(log.head.root)")])
        }
    }
}

extension EntryView {
    /// "Leila Marchbank, by post, typed by Ada Marsh"
    var whoseWord: String {
        let way: String? = switch came {
        case .system: nil
        case .email: "by e-mail"
        case .post: "by post"
        case .telephone: "on the telephone"
        case .meeting: "in a meeting"
        }
        return ([by.name, way].compactMap(\.self) + (typedBy.map { ["typed by \($0.name)"] } ?? [])).joined(separator: ", ")
    }
}

struct ChangesCommand: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "changes", abstract: "What was entered after a place, for a program that keeps itself in step: an object in JSON on each line.",
        discussion: "`place` of the last entry is --after of the next time: no entry is missed, and none comes twice. With --follow it goes on until it is ended.")
    @OptionGroup var options: FileOptions
    @Option(name: .long, help: ArgumentHelp("The place up to which everything is known.", valueName: "place")) var after: Int?
    @Option(name: .long, help: "At most so many at once.") var limit = 200
    @Flag(name: .long, help: "Wait for more.") var follow = false

    func carryOut() throws {
        let triad = try options.reading()
        var place = after
        var isThrough: Bool
        repeat {
            let changes = try triad.changes(after: place, limit: limit, waiting: follow ? Triad.longestWait : 0, as: options.person)
            for change in changes.changes { Output.plain(change.json.text) }
            // Of many entries none may be the asker's to see; what comes after them may be.
            isThrough = !changes.changes.isEmpty || changes.next <= place ?? -1
            place = changes.next
        } while follow || !isThrough
    }
}

struct Due: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "due", abstract: "What is due, late ones first, and who is to be seen next.")
    @OptionGroup var options: FileOptions
    @Option(name: .long, help: ArgumentHelp("Up to this day.", valueName: "date")) var until: String?

    func carryOut() throws {
        let list: DueList = try options.reading().answer(.due(until: try until.map(Reading.day)), as: options.person)
        options.print(list) { list in
            let clocks = Screen.Block.table(TextTable(["By", "", "What", "Case", "Waits for"], list.lines.map {
                [$0.due.short, $0.isAsking ? "did anything arrive?" : $0.isLate ? "late" : "", "\($0.title) [\($0.clock)]", "\($0.caseTitle) (\($0.case))", $0.owedBy.joined(separator: ", ")]
            }))
            guard !list.samples.isEmpty else { return Screen([clocks]) }
            let seen = TextTable(["By", "", "Who", "Why", "Seen", "Last", "Next sessions", "Case"], list.samples.map { line in
                let who = line.person.name + (line.apartTitle.map { " (\($0))" } ?? "")
                return [line.due.short, line.isLate ? "late" : "", who, line.why + (line.missed.map { "; gave \($0.session) on \($0.on.short) unseen" } ?? ""), String(line.seen), line.last?.short ?? "", line.next.map { "\($0.on.short) \($0.session)" }.joined(separator: "; "), line.planned ?? ""]
            })
            return Screen([clocks, .title("To be seen"), .table(seen)])
        }
    }
}

struct Tick: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "tick", abstract: "Let every clock strike that is due: reminders, windows that begin to ask, what follows.")
    @OptionGroup var options: FileOptions
    @Flag(name: .customLong("dry-run"), help: "Say how many would strike, and change nothing.") var dryRun = false

    func carryOut() throws {
        let triad = try options.writing()
        let struck = dryRun ? try triad.rehearseTick() : try triad.tick()
        let clocks = "\(struck) clock\(struck == 1 ? "" : "s")"
        Output.say(struck == 0 ? "Nothing \(dryRun ? "is" : "was") due." : dryRun ? "\(clocks) would strike." : "\(clocks) struck.")
    }
}

/// `field=value` words as a form: the door types them.
enum Form {
    static func read(_ fields: [String]) throws -> JSON.Object {
        var form = JSON.Object()
        for (name, value) in try Reading.pairs(fields) { form.append(name, .string(value)) }
        return form
    }
}

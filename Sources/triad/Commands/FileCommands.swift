import ArgumentParser
import Casework
import CivilTime
import JSON
import Register
import TriadKit

struct NewFile: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "new", abstract: "Make a new file.")

    @Argument(help: "Where the file is to be: a folder on this computer that no service synchronises.", completion: .file())
    var path: String

    @Option(name: .long, help: ArgumentHelp("The full name of a coordinator; several may be given.", valueName: "person"))
    var coordinator: [String]

    @Option(name: .long, help: ArgumentHelp("A virtual file, whose clock begins here and is set by hand: for demonstrations and tests.", valueName: "date"))
    var virtual: String?

    func carryOut() throws {
        guard !coordinator.isEmpty else {
            throw Stop(.mistyped, "A file needs a coordinator.", remedy: "Add --coordinator \"Her Full Name\".")
        }
        for name in coordinator {
            guard let fault = PlainText.fault(in: name, most: 200) else { continue }
            throw Stop(.mistyped, "The coordinator's name \(fault.sentence).", remedy: "Write her full name in plain characters.")
        }
        let begins = try virtual.map { try Reading.moment($0, in: .london).earliest(in: .london) }
        let triad = try Triad.create(at: path, coordinators: coordinator, virtualFrom: begins)
        let people = try triad.coordinators().map { "\($0.name) (\($0.id))" }
        Output.say("Made \(path)\(begins == nil ? "" : ", a virtual file"). Coordinator: \(people.joined(separator: ", ")).")
    }
}

struct ClockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "The file's clock.", subcommands: [ShowClock.self, SetClock.self], defaultSubcommand: ShowClock.self)

    struct ShowClock: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "What time it is in the file.")
        @OptionGroup var options: FileOptions

        func carryOut() throws {
            let triad = try options.reading()
            Output.data("\(triad.zone.day(of: try triad.now()).spelled)\(triad.isVirtual ? " (virtual)" : "")")
        }
    }

    struct SetClock: TriadCommanding {
        static let configuration = CommandConfiguration(commandName: "set", abstract: "Move a virtual file's clock forwards.")
        @OptionGroup var options: FileOptions
        @OptionGroup var act: ActOptions
        @Argument(help: "2027-01-12, or \"2027-01-12 07:10\".") var to: String

        func carryOut() throws {
            _ = try Reading.moment(to, in: .london)
            try options.perform("clock.set", [("to", .string(to))], act)
        }
    }
}

struct Erase: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "erase",
        abstract: "Empty what is kept of a person, or every value in which a text stands: shown first, done with --apply.",
        discussion: """
            Example: triad erase "Ben Oduya" --because "She asked for it on 3 May"
            What was done, and when, is kept, and the ledger still verifies; reports say "erased". Drafts in which it stands are taken away. A sealed
            sheet and copies made earlier are not reached. The content of a document is erased by its hash, which `triad documents CASE --format json`
            tells: triad erase --text SHA-256 --because WHY
            """)
    @OptionGroup var options: FileOptions
    @OptionGroup var act: ActOptions
    @Argument(help: "The person, by id or name.") var who: String?
    @Option(name: .long, help: "A text; every value in which it stands is emptied.") var text: String?
    @Option(name: .long, help: "Why.") var because: String
    @Flag(name: .long, help: "Do it; else it is only shown.") var apply = false

    func validate() throws {
        guard who != nil || text != nil else { throw ValidationError("Say what is to be erased: a person, or --text.") }
    }

    func carryOut() throws {
        var act = act
        if !apply { act.dryRun = true }
        let reply = try options.perform("erase", [
            ("person", who.map(JSON.Value.string)), ("text", text.map(JSON.Value.string)), ("because", .string(because)),
        ], act)
        guard !apply else { return }
        if options.format == .table { try show(reply) }
        Output.say("Nothing has been erased yet; add --apply. A document's content is erased by its hash alone (--text SHA-256).")
    }

    /// Whose entries hold what would be emptied: it may be more than she asked for.
    private func show(_ reply: Reply) throws {
        let names = reply.entries.flatMap(\.facts).flatMap { fact in if case .erased(let emptied) = fact { emptied.entries } else { [String]() } }
        let entries = try NamedEntries(names.map { try EntryName.parse($0) }, in: options.reading(), as: options.person)
        Output.say(Screen(entries.blocks("Values in") + (try stillOwed())).text(width: Output.width, style: .standard))
    }

    /// The running cases in which she holds a part: whatever they wait for from her, nobody would know whose it is.
    private func stillOwed() throws -> [Screen.Block] {
        guard let who else { return [] }
        let list: CaseList = try options.reading().answer(.cases(CaseWish(holder: who)), as: options.person)
        guard !list.cases.isEmpty else { return [] }
        return [
            .line("Cases that run, in which a part is held by whoever is erased: somebody else is appointed first (triad appoint CASE ROLE=SOMEBODY), or they may wait for nobody."),
            .table(TextTable(["Case", "Title", "State"], list.cases.map { [$0.id, $0.title, $0.state] })),
        ]
    }
}

struct Verify: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "verify",
        abstract: "Rebuild everything from the ledger and compare; check every hash; name what differs.")
    @OptionGroup var options: FileOptions

    func carryOut() throws {
        let report = try options.present().verify()
        options.print(report) { report in
            Screen([.line(report.summary)] + (report.differences.isEmpty ? [] : [
                .table(TextTable(["Table", "Row", "Column", "What differs"], report.differences.map { [$0.table, $0.row, $0.column ?? "", $0.sentence] })),
            ]))
        }
        if !report.isClean { throw Stop(.file, "The file does not say what its ledger says.", remedy: "Keep it as it is, and restore a backup beside it.") }
    }
}

struct DoctorCommand: TriadCommanding {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Look the file over: the database, incidents, cases that nobody can move.")
    @OptionGroup var options: FileOptions

    func carryOut() throws {
        options.print(try options.present().doctor(as: options.person)) { report in
            Screen([.table(TextTable(["", "What", "Found", "What now"], report.lines.map {
                [$0.isWell ? "ok" : "look", $0.what, $0.found, $0.remedy ?? ""]
            }))])
        }
    }
}

struct Backup: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "backup", abstract: "Write the whole file, as it stands now, into one new file.")
    @OptionGroup var options: FileOptions
    @Argument(help: "The new file; it must not be there yet.", completion: .file()) var to: String

    func carryOut() throws {
        let (head, lacking) = try options.present().backup(to: to)
        Output.say("Wrote \(to): \(head.size) entries, head \(head.root).")
        guard !lacking.isEmpty else { return }
        throw Stop(
            .incomplete, "The backup lacks what is lost: \(lacking.joined(separator: "; ")).",
            remedy: "Attach the same documents again, or restore them from an earlier backup; then make another.")
    }
}

struct Head: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "head", abstract: "The head of the ledger's tree: how many entries, and their hash.")
    @OptionGroup var options: FileOptions

    func carryOut() throws {
        let head: HeadView = try options.reading().answer(.head, as: options.person)
        options.print(head) { Screen([.table(TextTable(["Entries", "Root"], [["\($0.size)", $0.root]]))]) }
    }
}

struct ProofCommand: TriadCommanding {
    static let configuration = CommandConfiguration(commandName: "proof", abstract: "The proof that an entry stands in the ledger (RFC 9162).")
    @OptionGroup var options: FileOptions
    @Argument(help: "CASE/17: the stream and the number of the entry.") var entry: String

    func carryOut() throws {
        let (stream, number) = try EntryName.parse(entry)
        let proof: ProofView = try options.reading().answer(.proof(stream: stream, number: number), as: options.person)
        options.print(proof) { proof in
            Screen([
                .line("Entry \(proof.stream)/\(proof.number) is leaf \(proof.place) of \(proof.head.size)."),
                .table(TextTable(["", "SHA-256"], [["leaf", proof.leaf]] + proof.path.map { ["path", $0] } + [["root", proof.head.root]])),
            ])
        }
    }
}

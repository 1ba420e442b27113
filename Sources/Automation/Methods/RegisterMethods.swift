import Casework
import JSON
import Matching
import Register
import TriadKit

extension Methods {
    private static let parts = Register.Import.Table.allCases.map(\.rawValue)

    static let register: [Method] = [
        .command("import", "Read rows of organisations, people and their ties into the register: one change, made whole or not at all.", [
            .init("tables", .object(parts.map { .init("\($0)?", .list(.map(.text)), "Rows, each a text for each column.") }), "By kind of row a list of rows, each a text for each column; `register.columns` lists the columns."),
        ]) { given, glance in
            var tables = RegisterTables(register: try glance.register(as: given.required("as")))
            tables.read(given.members("tables").compactMap { name, rows in
                Register.Import.Table(rawValue: name).map { (place: name, table: $0, rows: (rows.arrayValue ?? []).map(row)) }
            })
            return try tables.act()
        },
        .query("register.list", "Look a part of the register up.", [
            .init("part?", .word(parts), "Else organisations."), .init("find?", .text, "Only rows in which this text stands."),
        ], .registerRows) { given, _ in
            .register(given.text("part").flatMap { Query.RegisterPart(rawValue: $0) } ?? .organisations, find: given.text("find"))
        },
        .command("register.add", "Add or change one row, by the columns of the import.", [
            .init("part", .word(parts), "The kind of row."), .init("row", .map(.text), "A text for each column."),
        ]) { given, glance in
            let part = given.required("part")
            var tables = RegisterTables(register: try glance.register(seenBy: given.required("as")))
            if let table = Register.Import.Table(rawValue: part) { tables.read([row(given["row"] ?? [:])], of: table, from: part) }
            return try tables.act()
        },
        .answer("register.columns", "The columns that each kind of row has.", [], .map(.list(.text))) { _, _ in
            .object(JSON.Object(Register.Import.Table.allCases.map { (key: $0.rawValue, value: .array($0.columns.map(JSON.Value.string))) }))
        },
        .command("coordinator", "Make somebody one of the file's coordinators, or no longer one.", [
            .init("who", .text, "Who."), .init("remove?", .yesNo, "No longer."),
        ]) { given, glance in .coordinate(person: try glance.person(given.required("who")), isOn: !given.isSet("remove")) },
    ]

    static func row(_ value: JSON.Value) -> [String: String] {
        var row: [String: String] = [:]
        for (column, cell) in value.objectValue ?? JSON.Object() { row[column] = cell.stringValue }
        return row
    }
}

extension Methods {
    private static let number = Shape.Member("number", .whole, "The proposal's number.")
    static let seed = Shape.Member("seed?", .either(.whole, .text), "Decides every choice of the search; else 1.")

    private static let wishes: [Shape.Member] = [
        .init("without?", .list(.text), "Not placed this time."), .init("only?", .list(.text), "Only these are placed."),
        .init("only_kind?", .word(["school", "hub"]), "Only organisations of this kind are placed."),
        .init("apart?", .list(.list(.text)), "Never in one triad, and nobody is told why."),
        .init("together?", .list(.list(.text)), "Would like to share a triad."),
        .init("keep?", .list(.list(.text)), "A triad already, kept as it is; of two, that they share one."),
        .init("lead_credential?", .text, "Each triad has somebody who holds this credential."),
        .init("partnership?", .yesNo, "Rather within one partnership."), .init("phase_mix?", .yesNo, "Rather schools of several phases in each triad."),
        .init("region?", .yesNo, "Rather within one region."),
        .init("weight?", .number, "How many kilometres further may be travelled to grant such a wish; else 50."),
        .init("travel_cap?", .number, "Nobody of a triad further than so many kilometres from another."),
        .init("repeat?", .number, "How many kilometres further may be travelled to meet somebody new."),
        seed, .init("workflow?", .text, "What each group is to begin; else the only workflow about a group."),
    ]

    static let forming: [Method] = [
        .proposal("form-triads", "Form triads of the schools that are in none: near to each other, kept apart where a tie stands in the way.", wishes) { given, triad in
            try triad.form(wish(given), as: given.required("as"))
        },
        .query("forming.show", "The triads of a proposal, and what became of them.", [
            .init("number?", .whole, "Its number; else the last."),
        ], .forming) { given, _ in .forming(given.whole("number")) },
        .proposal("forming.swap", "Two schools of different triads change places: a new proposal.", [
            number, .init("one", .text, "One school."), .init("other", .text, "The other."),
        ]) { given, triad in
            try triad.swap(given.whole("number") ?? 0, given.required("one"), given.required("other"), as: given.required("as")).triads
        },
        .proposal("forming.lock", "Keep triads of a proposal as they are, and form the rest again: a new proposal.", [
            number, .init("schools", .list(.text), "A school of each triad that is kept."), seed,
        ]) { given, triad in
            try triad.lock(given.whole("number") ?? 0, groupsOf: given.texts("schools"), seed: seed(given), as: given.required("as"))
        },
        .command("forming.invite", "Begin the triads of a proposal, all or none: a letter of invitation to each member.", [
            number, .init("workflow?", .text, "What each group begins; else what the proposal names."),
            .init("role?", .text, "The part that the members hold; else the workflow's own for several organisations."),
            .init("title?", .text, "The title of each case, with the group's number after it."),
        ]) { given, glance in
            try glance.invitation(
                to: given.whole("number") ?? 0, workflow: given.text("workflow"), role: given.text("role"), title: given.text("title"),
                as: given.required("as"))
        },
        .proposal("forming.again", "After somebody has declined: form the rest again around those who accepted, as a new proposal.", [
            number, .init("keep?", .yesNo, "Place those who declined again."), seed,
        ]) { given, triad in
            try triad.formAgain(given.whole("number") ?? 0, keepsDecliners: given.isSet("keep"), seed: seed(given), as: given.required("as"))
        },
        .query("owed", "What schools owe one another, as the workflow counts it: a row a school.", [], .owed) { _, _ in .owed },
    ]

    /// What is wished of triads, by the parameters of `form-triads`.
    ///
    /// - Throws: ``CallFailure`` with every parameter that does not fit.
    public static func wish(_ parameters: JSON.Object) throws -> Triad.FormingWish {
        let mistakes = Shape.mistakes(in: parameters, wishes, at: "")
        guard mistakes.isEmpty else { throw CallFailure.parameters(mistakes, of: "form-triads") }
        return try wish(Arguments(object: parameters))
    }

    private static func wish(_ given: Arguments) throws -> Triad.FormingWish {
        func sets(_ name: String) -> [[String]] { (given[name]?.arrayValue ?? []).map { ($0.arrayValue ?? []).compactMap(\.stringValue) } }
        return Triad.FormingWish(
            without: given.texts("without"), only: given.texts("only"), kind: given.text("only_kind").map { $0 == "hub" ? .hub : .school },
            apart: sets("apart"), together: sets("together"), keep: sets("keep"), leadCredential: given.text("lead_credential"),
            samePartnership: given.isSet("partnership"), phaseMix: given.isSet("phase_mix"), withinRegion: given.isSet("region"),
            weight: try kilometres("weight", given) ?? 50, travelCap: try kilometres("travel_cap", given),
            repeatPenalty: try kilometres("repeat", given), seed: try seed(given), workflow: given.text("workflow"))
    }

    private static func kilometres(_ name: String, _ given: Arguments) throws(CallFailure) -> Kilometres? {
        guard let number = given.number(name) else { return nil }
        if let distance = Kilometres(number) { return distance }
        throw .parameters([.init(place: name, sentence: "\(number) is no distance.", remedy: "Give a number of kilometres.")], of: "form-triads")
    }

    /// A seed has 64 bits without a sign: more than JSON's whole numbers, so that it may be written as a text.
    static func seed(_ given: Arguments) throws(CallFailure) -> UInt64 {
        switch given["seed"] {
        case .string(let text): if let seed = UInt64(text) { return seed }
        case nil: return 1
        default: if let seed = given.whole("seed").flatMap({ UInt64(exactly: $0) }) { return seed }
        }
        throw .parameters([.init(place: "seed", sentence: "A seed is a whole number from 0 to \(UInt64.max).", remedy: nil)], of: "form-triads")
    }
}

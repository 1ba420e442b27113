import Foundation
import Testing

/// The program itself, run as people and scripts run it.
struct Program {
    struct Ended: Equatable {
        var code: Int32
        var out: String
        var err: String
    }

    /// The debug binary, which stands beside the test bundle.
    static let path: String = {
        let bundle = Bundle.allBundles.map(\.bundlePath).first { $0.hasSuffix(".xctest") }
        let folder = bundle.map { URL(fileURLWithPath: $0).deletingLastPathComponent() } ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        return folder.appendingPathComponent("triad").path
    }()

    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("triad-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func place(_ name: String) -> String { folder.appendingPathComponent(name).path }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        return place(name)
    }

    func started(
        _ arguments: [String], as person: String? = nil, input: String? = nil, out: Pipe = Pipe(), environment more: [String: String] = [:]
    ) throws -> (process: Process, out: Pipe, err: Pipe) {
        let process = Process(), err = Pipe()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var environment = ["PATH": "/usr/bin:/bin", "TRIAD_FILE": place("a.triad"), "COLUMNS": "100"]
        environment["TRIAD_AS"] = person
        process.environment = environment.merging(more) { $1 }
        process.standardInput = try input.map { try FileHandle(forReadingFrom: URL(fileURLWithPath: write($0, to: "input"))) } ?? FileHandle.nullDevice
        process.standardOutput = out
        process.standardError = err
        try process.run()
        return (process, out, err)
    }

    /// Runs to the end. Standard error is small enough to stay in its pipe while standard output is read.
    func run(_ arguments: String..., as person: String? = "Ada Marsh") throws -> Ended { try run(arguments, as: person) }

    func run(_ arguments: [String], as person: String? = "Ada Marsh", input: String? = nil) throws -> Ended {
        let (process, out, err) = try started(arguments, as: person, input: input)
        let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let words = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Ended(code: process.terminationStatus, out: text, err: words.replacing(folder.path, with: "FOLDER"))
    }

    /// A virtual file with three schools, their heads and two trained reviewers, and one review that has just begun.
    func withReview() throws {
        try write("id,name,trust\nalder,Alder Bank School,\nbrindle,Brindle Cross Academy,\ncandle,Candlewick Lane School,\n", to: "organisations.csv")
        try write("id,name,email\np10,Hana Alder,hana@alder.example\np11,Ben Brindle,ben@brindle.example\np12,Cleo Candle,\n", to: "people.csv")
        try write("person,organisation,post,from\np10,alder,headteacher,2020-09-01\np11,brindle,headteacher,2020-09-01\np12,candle,headteacher,2020-09-01\n", to: "affiliations.csv")
        try write("person,kind,from\np11,trained_reviewer,2025-09-01\np12,trained_reviewer,2025-09-01\n", to: "credentials.csv")
        for arguments in [
            ["new", "a.triad", "--coordinator", "Ada Marsh", "--virtual", "2026-05-04"],
            ["import", "organisations.csv", "people.csv", "affiliations.csv", "credentials.csv", "--apply"],
            ["start", "triad-review", "--subject", "alder", "coordinator=Ada Marsh", "host=alder", "lead=brindle", "reviewer=candle"],
        ] {
            let ended = try run(arguments)
            try #require(ended.code == 0, "\(arguments): \(ended.err)")
        }
    }

    static let dates = ["papers_on=2026-09-10", "visit_on=2026-10-06", "visit_until=2026-10-07", "workshop_on=2026-11-20", "impact_on=2027-03-01"]
}

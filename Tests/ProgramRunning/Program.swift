import Foundation

/// The program itself, run as people and scripts run it.
public struct Program: Sendable {
    public struct Ended: Equatable, Sendable {
        public var code: Int32
        public var out: String
        public var err: String

        public init(code: Int32, out: String, err: String) {
            self.code = code
            self.out = out
            self.err = err
        }
    }

    /// The debug binary, which stands beside the test bundle.
    public static let path: String = {
        let bundle = Bundle.allBundles.map(\.bundlePath).first { $0.hasSuffix(".xctest") }
        let folder = bundle.map { URL(fileURLWithPath: $0).deletingLastPathComponent() } ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        return folder.appendingPathComponent("triad").path
    }()

    public let folder: URL

    public init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("triad-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    public func place(_ name: String) -> String { folder.appendingPathComponent(name).path }

    @discardableResult
    public func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        return place(name)
    }

    public func started(
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
    public func run(_ arguments: String..., as person: String? = "Ada Marsh") throws -> Ended { try run(arguments, as: person) }

    public func run(_ arguments: [String], as person: String? = "Ada Marsh", input: String? = nil) throws -> Ended {
        let (process, out, err) = try started(arguments, as: person, input: input)
        let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let words = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Ended(code: process.terminationStatus, out: text, err: words.replacing(folder.path, with: "FOLDER"))
    }
}

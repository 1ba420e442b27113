import Foundation

/// A folder of conformance cases, one on a line of each `.json` file.
public struct ConformanceSuite {
    public let folder: URL

    public init(folder: URL) { self.folder = folder }

    /// What became of one line.
    public enum Verdict: Sendable, Equatable {
        case passed
        /// The case, and what is wrong.
        case failed(String)
        /// What it needs.
        case skipped(String)
    }

    /// Runs what is promised, file by file, in the order of the names.
    /// - Throws: what reading a file throws.
    public func verdicts() throws -> [Verdict] {
        try lines().map { file, number, line in
            do {
                let found = try ConformanceCase(line: line)
                if let reason = found.reasonToSkip { return .skipped(reason) }
                return found.objection().map { .failed("\(found.id): `\(found.source)` \($0)") } ?? .passed
            } catch {
                return .failed("\(file):\(number): \(error)")
            }
        }
    }

    /// Every case that is built, promised or not.
    /// - Throws: where a file cannot be read, or a line is no case.
    public func builtCases() throws -> [ConformanceCase] {
        try lines().map { try ConformanceCase(line: $0.line) }.filter(\.isBuilt)
    }

    private func lines() throws -> [(file: String, number: Int, line: String)] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
            .flatMap { file in
                let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
                return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
                    .filter { !$0.element.allSatisfy { " \t\r".contains($0) } }
                    .map { (file.lastPathComponent, $0.offset + 1, String($0.element)) }
            }
    }
}

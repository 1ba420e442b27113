import Definitions
import Foundation

/// How long it takes to prove each shipped workflow sound, beside what it may take: a person waits for it at each change.
enum SoundnessBench {
    /// In seconds, for each workflow.
    static let limit = 2

    /// - Parameter folder: that of the workflows; what is no workflow in it is left out.
    static func lines(_ folder: String = "Workflows") -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let rows = files.filter { $0.hasSuffix(".yaml") }.sorted().compactMap { cells(of: $0, in: folder) }
        guard !rows.isEmpty else { return ["No workflow was gone through: there is none in \(folder)."] }
        return Bench.columns([["soundness, read and compiled included", "ms", "wanted", "gone through"]] + rows, figures: 1...1)
    }

    private static func cells(of file: String, in folder: String) -> [String]? {
        guard let text = try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8) else { return nil }
        let reader = DefinitionReader()
        let clock = ContinuousClock()
        var found: String?
        let times = (0..<9).map { _ in
            clock.measure { found = (try? reader.read(workflow: text, file: file).get())?.soundness?.sentence }
        }
        let (seconds, attoseconds) = times.sorted()[times.count / 2].components
        let milliseconds = Double(seconds) * 1e3 + Double(attoseconds) / 1e15
        return [file, String(format: "%.1f", milliseconds), "under \(limit) s", found ?? "a mistake in it"]
    }
}

import Casework
import Definitions
import Foundation
import JSON

extension DefinitionShelf {
    /// What the checker says of one file.
    public struct CheckedFile: Answer {
        public var file: String
        /// `triad-review 1`; nil where it has mistakes.
        public var what: String?
        public var findings: [Finding]
        let source: String

        public var hasMistakes: Bool { findings.contains { $0.severity == .error } }

        /// As people read it: `FILE: triad-review 1, no mistakes`, or every finding with its line.
        public var text: String {
            guard !findings.isEmpty else { return "\(file): \(what ?? ""), no mistakes" }
            return Mistakes(findings: findings, source: source).text
        }

        public var json: JSON.Value {
            .view(["file": .text(file), "what": .text(what), "findings": .list(findings, \.json)])
        }
    }

    /// Checks a workflow, rubric or calendar; which of them it is, its first keys say.
    public func check(_ text: String, file: String) -> CheckedFile {
        let reader = DefinitionReader()
        return switch DefinitionShelf.kind(of: text) {
        case .workflow: CheckedFile(reader.read(workflow: text, file: file), file, text)
        case .rubric: CheckedFile(reader.read(rubric: text, file: file), file, text)
        case .calendar: CheckedFile(reader.read(calendar: text, file: file), file, text)
        }
    }

    /// The workflow of that name, or in that file.
    ///
    /// - Throws: `Refusal` `unknown-workflow`, `bad-definition`.
    public func workflow(_ name: String) throws(Refusal) -> Workflow {
        let isFile = name.hasSuffix(".yaml") || name.hasSuffix(".yml")
        let found = isFile
            ? (try? String(contentsOfFile: name, encoding: .utf8)).map { (file: name, text: $0) }
            : text(.workflow, name).map { (file: $0.file, text: $0.text) }
        guard let found else {
            throw Refusal(.unknownWorkflow, "There is no workflow \(name).", place: name, remedy: "`triad check --all` names those at hand.")
        }
        switch DefinitionReader().read(workflow: found.text, file: found.file) {
        case .success(let checked): return checked.value
        case .failure(let mistakes): throw Refusal.badDefinition(mistakes.findings)
        }
    }

    /// The first line that begins with one of the kinds; a file without any is read as a workflow, whose checker says what is missing.
    private static func kind(of text: String) -> Command.DefinitionKind {
        for line in text.split(separator: "\n") {
            if line.hasPrefix("workflow:") { return .workflow }
            if line.hasPrefix("rubric:") { return .rubric }
            if line.hasPrefix("calendar:") { return .calendar }
        }
        return .workflow
    }
}

extension DefinitionShelf.CheckedFile {
    fileprivate init<Value>(_ outcome: Result<Checked<Value>, Mistakes>, _ file: String, _ source: String) {
        switch outcome {
        case .success(let checked):
            self.init(file: file, what: "\(checked.reference.name) \(checked.reference.version)", findings: checked.warnings, source: source)
        case .failure(let mistakes): self.init(file: file, what: nil, findings: mistakes.findings, source: source)
        }
    }
}

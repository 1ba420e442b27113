import ArgumentParser
import Automation
import Casework
import Foundation

/// Why the command line ends without doing what was asked.
struct Stop: Error {
    /// ``incomplete``: it is done, but for what is named.
    enum Exit: Int32 { case notNow = 1, mistyped, notThere, notYours, changed, definition, file, incomplete }

    var exit: Int32
    var code: String?
    var sentence: String
    var place: String?
    var remedy: String?
    var details: [Refusal.Detail] = []

    init(_ exit: Exit, _ sentence: String, remedy: String? = nil) {
        self.exit = exit.rawValue
        self.sentence = sentence
        self.remedy = remedy
    }

    init(_ refusal: Refusal) {
        exit = Int32(refusal.code.exit)
        code = refusal.code.rawValue
        sentence = refusal.sentence
        place = refusal.place
        remedy = refusal.remedy
        details = refusal.details
    }

    init(_ failure: CallFailure) {
        exit = Int32(failure.exit)
        code = failure.code
        sentence = failure.message
        place = failure.place
        remedy = failure.remedy
        details = failure.details
    }

    /// What stands on standard error: the sentence, where, and what now.
    var text: String {
        var lines = [sentence + (code.map { "  (\($0))" } ?? "")]
        if let place { lines.append("  where: \(place)") }
        lines += details.map { "  - \($0.place): \($0.sentence)" }
        if let remedy { lines.append("  what now: \(remedy)") }
        return lines.joined(separator: "\n")
    }
}

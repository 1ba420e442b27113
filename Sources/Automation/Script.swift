import JSON
import TriadKit

/// Commands in a text, one on each line.
public struct Script {
    private let application: Application
    private let isAtomic: Bool

    /// What came of a script.
    public struct Answers: Sendable, Hashable {
        /// How many were answered.
        public var count = 0
        public var refused = 0
        /// Whether nothing was kept because of one that is refused.
        public var isUndone = false
    }

    /// - Throws: ``CallFailure`` of the first line that is no command, with its number.
    public init(_ text: String, from place: String, isAtomic: Bool, isForGood: Bool) throws(CallFailure) {
        var requests: [Triad.Request] = []
        // By bytes: to Swift the end of a line as Windows writes it is one character, and none of these.
        for (number, line) in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            if line.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) { continue }
            do throws(CallFailure) {
                requests.append(try Script.request(Array(line)))
            } catch {
                throw error.within("\(place), line \(number + 1)", ", ")
            }
        }
        application = Application(requests, isAtomic: isAtomic, isForGood: isForGood)
        self.isAtomic = isAtomic
    }

    private static func request(_ line: [UInt8]) throws(CallFailure) -> Triad.Request {
        let value: JSON.Value
        do throws(JSON.ParseError) {
            value = try JSON.Value.parse(line, limits: JSON.Limits(depth: 256))
        } catch {
            throw .parse("\(error)")
        }
        guard let object = value.objectValue else { throw .request("A line is an object.", remedy: "Write {\"method\": …, \"params\": {…}}.") }
        return try Application.request(object, but: ["jsonrpc", "id"])
    }

    /// Does what it says, and gives the answer to each line in turn.
    ///
    /// - Throws: ``FileFailure``: the commands that have been answered are done, and no other.
    public func answers(from triad: Triad, _ give: (JSON.Value) -> Void) throws -> Answers {
        var answers = Answers()
        try application.perform(in: triad) { outcome in
            answers.count += 1
            switch outcome {
            case .success(let reply): give(["result": reply.json])
            case .failure(let failure):
                answers.refused += 1
                answers.isUndone = isAtomic
                give(["error": failure.json])
            }
        }
        return answers
    }
}

import JSON
import TriadKit

/// Commands in a text, one on each line.
public struct Script {
    private let requests: [Triad.Request]
    private let isAtomic: Bool
    private let isForGood: Bool

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
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.allSatisfy(\.isWhitespace) { continue }
            do throws(CallFailure) {
                requests.append(try Script.request(String(line)))
            } catch {
                var failure = error
                failure.place = "\(place), line \(number + 1)" + (error.place.map { ", \($0)" } ?? "")
                throw failure
            }
        }
        self.requests = requests
        self.isAtomic = isAtomic
        self.isForGood = isForGood
    }

    private static func request(_ line: String) throws(CallFailure) -> Triad.Request {
        let value: JSON.Value
        do throws(JSON.ParseError) {
            value = try JSON.Value.parse(line, limits: JSON.Limits(depth: 256))
        } catch {
            throw .parse("\(error)")
        }
        guard let object = value.objectValue else { throw .request("A line is an object.", remedy: "Write {\"method\": …, \"params\": {…}}.") }
        guard case .method(let method, let given) = try Call.content(of: object, but: ["jsonrpc", "id"]), case .command(let act) = method.body else {
            throw .parameters([.init(place: "method", sentence: "Only commands are applied.", remedy: "Ask what is no command through `triad rpc`.")], of: "apply")
        }
        return method.request(given, act)
    }

    /// Commands that are done for themselves go into one commit in such numbers.
    private static let mostTogether = 256

    /// Does what it says, and gives the answer to each line in turn.
    ///
    /// - Throws: ``FileFailure``: the commands that have been answered are done, and no other.
    public func answers(from triad: Triad, _ give: (JSON.Value) -> Void) throws -> Answers {
        let keeping: Keeping = !isForGood ? .nothing : isAtomic ? .all : .each
        let size = keeping == .each ? Script.mostTogether : max(requests.count, 1)
        var answers = Answers()
        for start in stride(from: 0, to: requests.count, by: size) {
            for outcome in try triad.perform(Array(requests[start..<min(start + size, requests.count)]), keeping: keeping) {
                answers.count += 1
                switch outcome {
                case .success(let reply): give(["result": reply.json])
                case .failure(let refusal):
                    answers.refused += 1
                    answers.isUndone = keeping == .all
                    give(["error": CallFailure(refusal).json])
                }
            }
        }
        return answers
    }
}

import Casework
import JSON
import Matching
import Pages
import TriadKit

/// Why a call has no result: the error object of JSON-RPC 2.0, section 5.1.
public struct CallFailure: Error, Sendable, Hashable {
    /// What kind of failure it is; -32768…-32000 are the specification's own.
    public var number: Int
    /// One sentence.
    public var message: String
    /// The stable word of a refusal or of a file that cannot be used.
    public var code: String?
    /// Where: a parameter, a field, an entry.
    public var place: String?
    /// What would make it pass.
    public var remedy: String?
    /// Several mistakes at once.
    public var details: [Refusal.Detail] = []
    /// How the command line would end.
    public var exit: Int

    init(_ number: Int, _ message: String, place: String? = nil, remedy: String? = nil, exit: Int = 2) {
        self.number = number
        self.message = CallFailure.clipped(message)
        self.place = place.map(CallFailure.clipped)
        self.remedy = remedy.map(CallFailure.clipped)
        self.exit = exit
    }

    /// A sentence may name what was sent, and that may have millions of bytes: its beginning is enough to know it by.
    private static func clipped(_ sentence: String) -> String {
        sentence.utf8.count <= longestSentence ? sentence : String(sentence.unicodeScalars.prefix(longestSentence / 4)) + " …"
    }

    /// In bytes.
    private static let longestSentence = 4_096

    public var json: JSON.Value {
        var data: JSON.Object = [:]
        if let code { data.append("code", .string(code)) }
        if let place { data.append("where", .string(place)) }
        if let remedy { data.append("what_now", .string(remedy)) }
        if !details.isEmpty {
            data.append("details", .array(details.map { ["where": .string($0.place), "code": .string($0.code), "sentence": .string($0.sentence)] }))
        }
        data.append("exit", .int(Int64(exit)))
        return ["code": .int(Int64(number)), "message": .string(message), "data": .object(data)]
    }
}

extension CallFailure {
    /// The same as a failure of part of something.
    ///
    /// - Parameter number: what kind of failure it is of the whole.
    func within(_ whole: String, _ separator: String = ".", as number: Int? = nil) -> CallFailure {
        var failure = self
        failure.place = whole + (place.map { separator + $0 } ?? "")
        failure.details = details.map { .init(place: whole + separator + $0.place, code: $0.code, sentence: $0.sentence) }
        failure.number = number ?? self.number
        return failure
    }

    static func parse(_ sentence: String) -> CallFailure {
        CallFailure(-32_700, "The line is no JSON: \(sentence)", remedy: "Send one JSON value in UTF-8 on each line.")
    }

    static func request(_ sentence: String, remedy: String) -> CallFailure { CallFailure(-32_600, sentence, remedy: remedy) }

    static func method(_ name: String, nearest: String?) -> CallFailure {
        CallFailure(
            -32_601, "There is no method \(name).", place: "method",
            remedy: nearest.map { "Did you mean \($0)?" } ?? "rpc.discover lists them.", exit: 3)
    }

    /// - Parameter mistakes: at least one.
    static func parameters(_ mistakes: [Shape.Mistake], of method: String) -> CallFailure {
        let first = mistakes.first ?? Shape.Mistake(place: "params", sentence: "The parameters do not fit.")
        var failure = CallFailure(-32_602, first.sentence, place: first.place, remedy: first.remedy ?? "rpc.discover shows the parameters of \(method).")
        if mistakes.count > 1 {
            failure.details = mistakes.map { mistake in
                .init(
                    place: clipped(mistake.place), code: "wrong-parameter",
                    sentence: clipped(mistake.sentence) + (mistake.remedy.map { " \($0)" } ?? ""))
            }
        }
        return failure
    }

    public init(_ refusal: Refusal) {
        self.init(refusal.code.number, refusal.sentence, place: refusal.place, remedy: refusal.remedy, exit: refusal.code.exit)
        code = refusal.code.rawValue
        details = refusal.details
    }

    public init(_ failure: FileFailure) {
        self.init(failure.code.number, failure.sentence, place: failure.place, remedy: failure.remedy, exit: 7)
        code = failure.code.rawValue
    }

    /// Triads that cannot be formed: by the exit of its kind, 190, 290 or 390.
    init(_ failure: Forming.Failure) {
        let exit = failure.code.exit
        self.init(exit.rawValue * 100 + 90, failure.sentence, place: failure.organisations.first?.text, remedy: failure.remedy, exit: exit.rawValue)
        code = failure.code.rawValue
    }

    /// Whatever a method has thrown.
    init(_ error: any Error) {
        switch error {
        case let failure as CallFailure: self = failure
        case let refusal as Refusal: self.init(refusal)
        case let failure as FileFailure: self.init(failure)
        case let failure as Forming.Failure: self.init(failure)
        case let mistakes as Pages.Mistakes:
            self.init(690, "The template cannot be filled: \(mistakes)", remedy: "Mend the template, or ask as somebody who sees more of the case.", exit: 6)
            code = "bad-template"
        case let fault as EmailLetter.Fault:
            self.init(291, "The letter cannot be written as e-mail: \(fault)", remedy: "Mend the address in the register.")
            code = "bad-address"
        default: self.init(-32_603, "Something went wrong inside: \(error)", remedy: "Run `triad doctor`, and tell whoever looks after the program.", exit: 7)
        }
    }
}


/// The parameters of one call, as a text.
public enum Parameters {
    /// - Throws: ``CallFailure`` where it is no object in JSON.
    public static func read(_ text: String) throws(CallFailure) -> JSON.Object {
        do throws(JSON.ParseError) {
            if case .object(let object) = try JSON.Value.parse(text, limits: JSON.Limits(depth: 256)) { return object }
        } catch {
            throw .parse("\(error)")
        }
        throw .request("The parameters are one object.", remedy: "Write {\"case\": …, \"event\": …, \"form\": {…}}.")
    }
}

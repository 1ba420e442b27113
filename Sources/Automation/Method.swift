import Casework
import JSON
import TriadKit

/// One thing that can be asked of an open file, by a name and named parameters.
public struct Method: Sendable {
    /// The words of the command line with dots between them: `letters.sent`.
    public let name: String
    /// What it does, in one sentence.
    public let summary: String
    public let parameters: [Shape.Member]
    public let result: Shape
    let body: Body

    enum Body: Sendable {
        /// One command, made when its turn has come; those that wait together are committed together.
        case command(@Sendable (Arguments, Glance) throws -> Command.Act)
        /// Triads, formed or changed before a command keeps them as a proposal: the search takes too long to hold up others.
        case proposal(@Sendable (Arguments, Triad) throws -> FormedTriads)
        /// An answer, after the commit of whatever came before it.
        case answer(@Sendable (Arguments, Triad) throws -> JSON.Value)
        /// An answer that is waited for where there is none yet, as long as may be.
        case awaited(@Sendable (Arguments, Triad, _ mayWait: () -> Bool) throws -> JSON.Value)
    }

    static func command(
        _ name: String, _ summary: String, _ parameters: [Shape.Member], _ act: @escaping @Sendable (Arguments, Glance) throws -> Command.Act
    ) -> Method {
        Method(name: name, summary: summary, parameters: parameters + ofCommands, result: .reply, body: .command(act))
    }

    static func proposal(
        _ name: String, _ summary: String, _ parameters: [Shape.Member], _ form: @escaping @Sendable (Arguments, Triad) throws -> FormedTriads
    ) -> Method {
        Method(name: name, summary: summary, parameters: parameters + ofCommands, result: .proposal, body: .proposal(form))
    }

    static func query(
        _ name: String, _ summary: String, _ parameters: [Shape.Member], _ result: Shape,
        _ query: @escaping @Sendable (Arguments, Triad) throws -> Query
    ) -> Method {
        lookingBack(name, summary, parameters, result) { given, triad in try triad.read(query(given, triad), as: given.text("as")).get().json }
    }

    static func answer(
        _ name: String, _ summary: String, _ parameters: [Shape.Member], _ result: Shape,
        _ answer: @escaping @Sendable (Arguments, Triad) throws -> JSON.Value
    ) -> Method {
        Method(name: name, summary: summary, parameters: parameters + ofQueries, result: result, body: .answer(answer))
    }

    static func awaited(
        _ name: String, _ summary: String, _ parameters: [Shape.Member], _ result: Shape,
        _ answer: @escaping @Sendable (Arguments, Triad, _ mayWait: () -> Bool) throws -> JSON.Value
    ) -> Method {
        Method(name: name, summary: summary, parameters: parameters + ofQueries, result: result, body: .awaited(answer))
    }

    /// An answer that can also be asked for as it was.
    static func lookingBack(
        _ name: String, _ summary: String, _ parameters: [Shape.Member], _ result: Shape,
        _ answer: @escaping @Sendable (Arguments, Triad) throws -> JSON.Value
    ) -> Method {
        self.answer(name, summary, parameters + ofMoments, result) { given, triad in try answer(given, triad.at(given.lookedBackTo())) }
    }

    private static let ofCommands: [Shape.Member] = [
        .init("as", .text, "Whose act it is: an id or a full name."),
        .init("typed_by?", .text, "Who enters it, where that is another person."),
        .init("on?", .moment, "When it happened; else now."),
        .init("came?", .word(Command.Came.allCases.map(\.rawValue)), "How it came; else by this system."),
        .init("key?", .key, "The same key again gives the first answer again."),
        .init("dry_run?", .yesNo, "Say what would happen, and change nothing."),
    ]

    /// For commands that are decided by how a case stands.
    static let seen = Shape.Member(
        "seen?", .whole, "The number of the case's last entry that was looked at: nothing is done if something that matters has changed since.")

    private static let ofMoments: [Shape.Member] = [
        .init("as_of?", .text, "How it was: after an entry (`triad-review-3/17`), at a time, or at the end of a day."),
        .init("corrected?", .yesNo, "How it was by what is known now: with every correction since. Else as it was recorded by then."),
    ]

    private static let ofQueries: [Shape.Member] = [
        .init("as?", .text, "Who asks; without it, what is public."),
    ]
}

extension Method {
    /// The parameters of a call, held to their shapes.
    ///
    /// - Throws: `CallFailure` with every mistake.
    func arguments(_ parameters: JSON.Object) throws(CallFailure) -> Arguments {
        let mistakes = Shape.mistakes(in: parameters, self.parameters, at: "")
        guard mistakes.isEmpty else { throw .parameters(mistakes, of: name) }
        return Arguments(object: parameters)
    }

    /// What the door is asked for, where the method is a command.
    func request(_ given: Arguments, _ act: @escaping (Arguments, Glance) throws -> Command.Act) -> Triad.Request {
        let key = given.key.map { (key: $0, request: request(given)) }
        return Triad.Request(key: key, isForGood: !given.isSet("dry_run"), documents: given.documents) { glance in
            Command(
                as: given.required("as"), typedBy: given.text("typed_by"), on: given.moment("on"),
                came: given.text("came").flatMap { Command.Came(rawValue: $0) } ?? .system, seen: given.whole("seen"), try act(given, glance))
        }
    }

    /// What a key stands for: the method and every parameter but the key itself, whatever their order.
    private func request(_ given: Arguments) -> JSON.Value {
        var object = JSON.Object()
        for (name, value) in given.object where name != "key" && name != "dry_run" { object.append(name, value) }
        return [.string(name), JSON.Value.object(object).inOrderOfNames]
    }
}

extension JSON.Value {
    /// The same value with the members of every object in the order of their names' bytes.
    var inOrderOfNames: JSON.Value {
        switch self {
        case .null, .bool, .int, .double, .string: self
        case .array(let elements): .array(elements.map(\.inOrderOfNames))
        case .object(let object):
            .object(JSON.Object(object.map { (key: $0.key, value: $0.value.inOrderOfNames) }.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }))
        }
    }
}

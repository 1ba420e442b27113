import JSON

/// The Recommendation's executable content, interpreted over an expression language.
public struct ExecutableModel<Evaluator: ExpressionEvaluator>: DataModel {
    public typealias Expression = Evaluator.Expression
    public typealias Condition = Expression
    public typealias Action = ExecutableContent<Expression>
    public typealias DoneData = Payload<Expression>
    public typealias Invocation = InvokeContent<Expression>

    public var evaluator: Evaluator
    /// The id of the session (`_sessionid`): `#_scxml_` and this id is its own external queue.
    public var session: String { opening.session }
    /// The data model, in document order.
    public var data: [Datum<Expression>] { opening.data }
    /// What stays as it is from one event to the next, so that a model is quickly copied.
    private var opening: Opening
    /// Who is there to be sent to.
    public var surroundings: Surroundings {
        get { opening.surroundings }
        set { opening = Opening(session: session, data: data, given: given, surroundings: newValue) }
    }
    /// First values that count instead of the data model's own, as an invoking session gives them.
    private var given: Object { opening.given }
    /// How deep `if` and `foreach` may stand in one another.
    private static var depthLimit: Int { 64 }
    /// The type of event processor that machines reach one another by (`origintype`).
    public static var processor: String { "http://www.w3.org/TR/scxml/#SCXMLEventProcessor" }

    public init(
        _ evaluator: Evaluator, session: String, data: [Datum<Expression>] = [], given: Object = [:],
        surroundings: Surroundings = Surroundings()
    ) {
        self.evaluator = evaluator
        opening = Opening(session: session, data: data, given: given, surroundings: surroundings)
    }

    private final class Opening: Sendable {
        let session: String
        let data: [Datum<Expression>]
        let given: Object
        let surroundings: Surroundings

        init(session: String, data: [Datum<Expression>], given: Object, surroundings: Surroundings) {
            self.session = session
            self.data = data
            self.given = given
            self.surroundings = surroundings
        }
    }

    /// Early binding (https://www.w3.org/TR/scxml/#DataBinding): all variables are there, as null, before the first of
    /// them is given its value; one whose expression fails stays null, and an error event tells of it.
    public mutating func initializeDatamodel(in context: inout Context) {
        for datum in data { attempt(in: &context) { model, _ in try model.evaluator.declare(datum.id) } }
        for datum in data {
            if let value = given[datum.id] {
                attempt(in: &context) { model, _ in try model.evaluator.assign(model.evaluator.value(of: value), to: datum.id) }
                continue
            }
            guard let expression = datum.expression else { continue }
            attempt(in: &context) { model, context in
                try model.evaluator.assign(try model.evaluator.evaluate(expression, in: context), to: datum.id)
            }
        }
    }

    private mutating func attempt(in context: inout Context, _ work: (inout Self, Context) throws -> Void) {
        do {
            try work(&self, context)
        } catch {
            context.raiseError("\(error)")
        }
    }

    public mutating func evaluate(_ condition: Condition, in context: Context) throws -> Bool {
        try evaluator.truth(of: try evaluator.evaluate(condition, in: context))
    }

    public mutating func evaluate(_ doneData: DoneData, in context: inout Context) throws -> JSON.Value? {
        if let content = doneData.content { return try value(of: content, in: context) }
        var object = Object()
        for param in doneData.params {
            // A parameter that fails is left out, and an error event tells of it
            // (https://www.w3.org/TR/scxml/#param).
            do {
                object.append(param.name, try value(of: param.expression, in: context))
            } catch {
                context.raiseError("\(error)")
            }
        }
        return object.isEmpty ? nil : .object(object)
    }

    public mutating func execute(_ action: Action, in context: inout Context) throws {
        try execute(action, in: &context, depth: 0)
    }

    private mutating func execute(_ action: Action, in context: inout Context, depth: Int) throws {
        switch action {
        case .raise(let event): context.raise(event)
        case .send(let content): try send(content, in: &context)
        case .cancel(let sendid): context.cancel(try text(sendid, in: context))
        case .if(let branches): try execute(branches, in: &context, depth: depth)
        case .foreach(let loop): try execute(loop, in: &context, depth: depth)
        case .assign(let location, let expression):
            try evaluator.assign(try evaluator.evaluate(expression, in: context), to: location)
        case .log(let label, let text): context.log(label, try text.map { try logged($0, in: context) })
        }
    }

    private mutating func execute(_ block: [Action], in context: inout Context, within depth: Int) throws {
        guard depth < Self.depthLimit else { throw ContentError.tooDeep(Self.depthLimit) }
        for action in block { try execute(action, in: &context, depth: depth + 1) }
    }

    private mutating func execute(_ branches: [Branch<Expression>], in context: inout Context, depth: Int) throws {
        for branch in branches where branch.condition.map({ holds($0, in: &context) }) ?? true {
            return try execute(branch.actions, in: &context, within: depth)
        }
    }

    /// A condition that fails is false, and an error event tells of it; the block goes on
    /// (https://www.w3.org/TR/scxml/#ConditionalExpressions).
    private mutating func holds(_ condition: Condition, in context: inout Context) -> Bool {
        do {
            return try evaluate(condition, in: context)
        } catch {
            context.raiseError("\(error)")
            return false
        }
    }

    /// https://www.w3.org/TR/scxml/#foreach: goes over a copy; the variables are declared where they are not.
    private mutating func execute(_ loop: Foreach<Expression>, in context: inout Context, depth: Int) throws {
        let elements = try evaluator.elements(of: try evaluator.evaluate(loop.array, in: context))
        for location in [loop.item, loop.index].compactMap({ $0 }) where !evaluator.isDeclared(location) {
            try evaluator.declare(location)
        }
        for (index, element) in elements.enumerated() {
            try evaluator.assign(element, to: loop.item)
            if let location = loop.index { try evaluator.assign(evaluator.value(of: .int(Int64(index))), to: location) }
            try execute(loop.actions, in: &context, within: depth)
        }
    }

    private func text(_ text: Text<Expression>, in context: Context) throws -> String {
        switch text {
        case .literal(let text): text
        case .expression(let expression): try evaluator.text(of: try evaluator.evaluate(expression, in: context))
        }
    }

    private func logged(_ text: Text<Expression>, in context: Context) throws -> JSON.Value {
        switch text {
        case .literal(let text): .string(text)
        case .expression(let expression): try value(of: expression, in: context)
        }
    }

    /// The data of an event.
    /// - Throws: at the first expression that fails; an event of which a part fails is not sent
    ///   (https://www.w3.org/TR/scxml/#send).
    private func data(of payload: Payload<Expression>, in context: Context) throws -> JSON.Value? {
        if let content = payload.content { return try value(of: content, in: context) }
        var object = Object()
        for param in payload.params { object.append(param.name, try value(of: param.expression, in: context)) }
        return object.isEmpty ? nil : .object(object)
    }

    private func value(of expression: Expression, in context: Context) throws -> JSON.Value {
        try evaluator.json(of: try evaluator.evaluate(expression, in: context))
    }
}

// MARK: Send

extension ExecutableModel {
    /// https://www.w3.org/TR/scxml/#send and https://www.w3.org/TR/scxml/#SCXMLEventProcessor
    private mutating func send(_ content: SendContent<Expression>, in context: inout Context) throws {
        var sendid = content.id
        if let location = content.idLocation {
            let made = context.newSendID()
            try evaluator.assign(evaluator.value(of: .string(made)), to: location)
            sendid = made
        }
        do {
            try send(content, sendid, in: &context)
        } catch {
            throw SendError(sendid: sendid, "\(error)")
        }
    }

    private func send(_ content: SendContent<Expression>, _ sendid: String?, in context: inout Context) throws {
        let name = try text(content.event, in: context)
        guard Event.isName(name) else { throw ContentError.badEvent(name) }
        if let type = try content.type.map({ try text($0, in: context) }) {
            guard Self.isOwn(processor: type) else { throw ContentError.badType(type) }
        }
        let delay = try delay(content.delay, in: context)
        let address = try content.target.map { try text($0, in: context) }
        let data = try data(of: content.payload, in: context)
        switch try target(address, delay: delay) {
        case .internal:
            context.send(Event(name, kind: .internal, data: data, sendid: sendid), to: .internal)
        case .external:
            context.send(
                Event(name, data: data, sendid: sendid, origin: "#_scxml_\(session)", origintype: Self.processor),
                delay: delay)
        case .remote(let address):
            guard delay > 0 || canReach(address, in: context) else {
                return context.raiseUnreachable(address, sendid: sendid)
            }
            context.send(
                Event(name, data: data, sendid: sendid, origin: "#_scxml_\(session)", origintype: Self.processor),
                to: .remote(address), delay: delay)
        }
    }

    private static func isOwn(processor: String) -> Bool {
        sameScalars(processor, Self.processor) || sameScalars(processor, "scxml")
    }

    private func delay(_ delay: SendContent<Expression>.Delay, in context: Context) throws -> Int64 {
        switch delay {
        case .milliseconds(let milliseconds):
            guard milliseconds >= 0 else { throw ContentError.negativeDelay(milliseconds) }
            return milliseconds
        case .expression(let expression):
            return try evaluator.milliseconds(of: try evaluator.evaluate(expression, in: context))
        }
    }

    /// Addresses by https://www.w3.org/TR/scxml/#SCXMLEventProcessor; other sessions are remote.
    private func target(_ address: String?, delay: Int64) throws -> Send.Target {
        guard let address, !sameScalars(address, "#_scxml_\(session)") else { return .external }
        if sameScalars(address, "#_internal") {
            guard delay == 0 else { throw ContentError.delayedInternal }
            return .internal
        }
        guard address.utf8.starts(with: "#_".utf8) else { throw ContentError.badTarget(address) }
        return .remote(address)
    }
}

/// What is wrong with executable content beyond its expressions.
public enum ContentError: Error, Sendable, Hashable, CustomStringConvertible {
    case tooDeep(Int)
    case negativeDelay(Int64)
    case delayedInternal
    case badTarget(String)
    case badEvent(String)
    case badType(String)
    case badService(String)

    public var description: String {
        switch self {
        case .tooDeep(let limit): "Actions are nested deeper than \(limit) levels; make them flatter."
        case .negativeDelay(let delay): "A delay of \(delay) milliseconds lies in the past; give none or a positive one."
        case .delayedInternal: "An event for the internal queue cannot be delayed; leave out the delay or the target."
        case .badEvent(let name): "\"\(name)\" is no name of an event; write one word."
        case .badType(let type): "There is no event processor of type \(type); name scxml, or none."
        case .badService(let type): "There is no service of type \(type) to invoke; name scxml, or none."
        case .badTarget(let target):
            "\(target) is no target of a send; name #_internal, #_parent, an invoked session (#_ID), another (#_scxml_ID), or none."
        }
    }
}

// MARK: Invoke

extension ExecutableModel {
    /// The Recommendation's own type of service.
    public static var machineType: String { "http://www.w3.org/TR/scxml/" }

    /// https://www.w3.org/TR/scxml/#invoke
    public mutating func evaluate(
        _ invocation: InvokeContent<Expression>, id: String, in context: inout Context
    ) throws -> InvokeRequest {
        let type = try invocation.type.map { try text($0, in: context) }
        if let type, !Self.isMachine(type) { throw ContentError.badService(type) }
        let source = try source(of: invocation, in: context)
        var data = Object()
        for param in invocation.params { data.append(param.name, try value(of: param.expression, in: context)) }
        if let location = invocation.idLocation { try evaluator.assign(evaluator.value(of: .string(id)), to: location) }
        return InvokeRequest(type: type, source: source, data: data)
    }

    private static func isMachine(_ type: String) -> Bool {
        [machineType, "http://www.w3.org/TR/scxml", "scxml"].contains { sameScalars($0, type) }
    }

    private func source(of invocation: InvokeContent<Expression>, in context: Context) throws -> InvokeRequest.Source {
        switch invocation.source {
        case .nothing: .nothing
        case .address(let address): .address(try text(address, in: context))
        case .definition(let definition): .content(definition)
        case .expression(let expression): .content(try value(of: expression, in: context))
        }
    }

    /// The invoking session, those that this one invoked, and others that the host names.
    public func canReach(_ address: String, in context: Context) -> Bool {
        if sameScalars(address, "#_parent") { return surroundings.hasParent }
        if surroundings.sessions.contains(where: { sameScalars(address, "#_scxml_\($0)") }) { return true }
        return context.isInvoked(String(decoding: address.utf8.dropFirst("#_".utf8.count), as: UTF8.self))
    }
}

/// The sessions around one, which it may send to.
public struct Surroundings: Sendable, Hashable {
    /// Whether it was invoked, so that `#_parent` is somebody.
    public var hasParent: Bool
    /// The ids of others (`#_scxml_` and the id).
    public var sessions: [String]

    public init(hasParent: Bool = false, sessions: [String] = []) {
        self.hasParent = hasParent
        self.sessions = sessions
    }
}

extension ExecutableModel: Sendable where Evaluator: Sendable {}

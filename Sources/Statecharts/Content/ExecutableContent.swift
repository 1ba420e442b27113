import JSON

/// The Recommendation's own actions (https://www.w3.org/TR/scxml/#executable) over an expression language.
public indirect enum ExecutableContent<Expression: Sendable>: Sendable {
    case raise(event: String)
    case send(SendContent<Expression>)
    case cancel(Text<Expression>)
    /// The first branch whose condition holds; one without condition is the `else`.
    case `if`([Branch<Expression>])
    case foreach(Foreach<Expression>)
    case assign(location: String, Expression)
    case log(label: String?, Text<Expression>?)
}

/// A variable of the data model and its first value, null where there is none
/// (https://www.w3.org/TR/scxml/#data).
public struct Datum<Expression: Sendable>: Sendable {
    public var id: String
    public var expression: Expression?

    public init(_ id: String, _ expression: Expression? = nil) {
        self.id = id
        self.expression = expression
    }
}

/// A text that stands as it is, or that an expression gives.
public enum Text<Expression: Sendable>: Sendable {
    case literal(String)
    case expression(Expression)
}

public struct Branch<Expression: Sendable>: Sendable {
    public var condition: Expression?
    public var actions: [ExecutableContent<Expression>]

    public init(if condition: Expression?, _ actions: [ExecutableContent<Expression>]) {
        self.condition = condition
        self.actions = actions
    }
}

public struct Foreach<Expression: Sendable>: Sendable {
    public var array: Expression
    public var item: String
    public var index: String?
    public var actions: [ExecutableContent<Expression>]

    public init(_ item: String, index: String? = nil, in array: Expression, _ actions: [ExecutableContent<Expression>]) {
        self.array = array
        self.item = item
        self.index = index
        self.actions = actions
    }
}

/// https://www.w3.org/TR/scxml/#send
public struct SendContent<Expression: Sendable>: Sendable {
    public var event: Text<Expression>
    public var id: String?
    /// Where the id that the machine makes is put.
    public var idLocation: String?
    public var delay: Delay
    /// Nil is the machine's own external queue.
    public var target: Text<Expression>?
    /// The type of event processor; nil is the Recommendation's own.
    public var type: Text<Expression>?
    public var payload: Payload<Expression>

    public enum Delay: Sendable {
        case milliseconds(Int64)
        case expression(Expression)
    }

    public init(
        _ event: Text<Expression>, id: String? = nil, idLocation: String? = nil, delay: Delay = .milliseconds(0),
        target: Text<Expression>? = nil, type: Text<Expression>? = nil, payload: Payload<Expression> = .init()
    ) {
        self.event = event
        self.id = id
        self.idLocation = idLocation
        self.delay = delay
        self.target = target
        self.type = type
        self.payload = payload
    }
}

/// https://www.w3.org/TR/scxml/#invoke
public struct InvokeContent<Expression: Sendable>: Sendable {
    public var type: Text<Expression>?
    public var source: Source
    /// First values for the session's data.
    public var params: [Payload<Expression>.Param]
    /// Where the session's id is put.
    public var idLocation: String?

    public enum Source: Sendable {
        case nothing
        /// Where the definition is.
        case address(Text<Expression>)
        /// The definition itself, in a form that the host knows.
        case definition(JSON.Value)
        /// What gives the definition.
        case expression(Expression)
    }

    public init(
        type: Text<Expression>? = nil, _ source: Source, params: [Payload<Expression>.Param] = [], idLocation: String? = nil
    ) {
        self.type = type
        self.source = source
        self.params = params
        self.idLocation = idLocation
    }
}

/// What an event carries: the value of one expression, or a map of parameters
/// (https://www.w3.org/TR/scxml/#param, https://www.w3.org/TR/scxml/#content).
public struct Payload<Expression: Sendable>: Sendable {
    public var content: Expression?
    public var params: [Param]

    public struct Param: Sendable {
        public var name: String
        public var expression: Expression

        public init(_ name: String, _ expression: Expression) {
            self.name = name
            self.expression = expression
        }
    }

    public init(content: Expression? = nil, params: [Param] = []) {
        self.content = content
        self.params = params
    }
}

/// An expression language with variables, for `ExecutableModel`.
public protocol ExpressionEvaluator {
    associatedtype Expression: Sendable
    associatedtype Value

    /// - Throws: where the expression cannot be evaluated.
    func evaluate(_ expression: Expression, in context: Context) throws -> Value
    /// The truth of a condition that follows from the active states alone (`In()`); nil where it takes more to know.
    static func decided(_ condition: Expression, isActive: (String) -> Bool) -> Bool?
    /// - Throws: where the value is no truth value.
    func truth(of value: Value) throws -> Bool
    /// - Throws: where the value is no text.
    func text(of value: Value) throws -> String
    /// A delay in milliseconds, such as of the text `1.5s` (https://www.w3.org/TR/scxml/#DelayExpressions).
    /// - Throws: where the value is no delay, or a negative one.
    func milliseconds(of value: Value) throws -> Int64
    /// - Throws: where the value is no list.
    func elements(of value: Value) throws -> [Value]
    /// - Throws: where JSON cannot say the value.
    func json(of value: Value) throws -> JSON.Value
    func value(of json: JSON.Value) -> Value
    func isDeclared(_ location: String) -> Bool
    /// - Throws: where this cannot be the name of a variable.
    mutating func declare(_ location: String) throws
    /// - Throws: where there is no such variable, or it cannot be changed.
    mutating func assign(_ value: Value, to location: String) throws
}

extension ExpressionEvaluator {
    /// Nothing is decided beforehand.
    public static func decided(_ condition: Expression, isActive: (String) -> Bool) -> Bool? { nil }
}

import Definitions
import JSON
import TriadKit

/// One line of the pipe, read.
enum Message {
    case one(Call)
    /// JSON-RPC 2.0, section 6.
    case batch([Call])

    /// The most calls in one batch; it is answered as one line, which is put together in memory.
    static let mostCalls = 10_000
    /// The most bytes in one line: a document of 25 MB in base64, with what goes beside it.
    static let longestLine = 36 << 20

    init(_ line: Line) {
        switch line {
        case .tooLong: self = .one(Call(.parse("it is longer than \(Message.longestLine) bytes")))
        case .text(let bytes):
            do throws(JSON.ParseError) {
                self.init(try JSON.Value.parse(bytes, limits: JSON.Limits(depth: 256, bytes: Message.longestLine)))
            } catch {
                self = .one(Call(.parse("\(error)")))
            }
        }
    }

    private init(_ value: JSON.Value) {
        guard case .array(let elements) = value else {
            self = .one(Call(value))
            return
        }
        if elements.isEmpty {
            self = .one(Call(.request("The batch is empty.", remedy: "Leave the line out.")))
        } else if elements.count > Message.mostCalls {
            self = .one(Call(.request(
                "The batch has \(elements.count) calls; at most \(Message.mostCalls) are taken.", remedy: "Send each on a line of its own: they are committed together all the same.")))
        } else {
            self = .batch(elements.map { Call($0) })
        }
    }
}

/// A line of input, without its end.
enum Line {
    case text([UInt8])
    /// Longer than is taken; its bytes were passed over.
    case tooLong
}

/// A request or notification (JSON-RPC 2.0, section 4), or why it is none.
struct Call {
    /// What the answer is known by; nil for a notification, which gets none.
    var id: JSON.Value?
    var content: Result<Content, CallFailure>

    enum Content {
        case method(Method, Arguments)
        case discover
        /// Several commands together.
        case apply(Application)
    }

    /// What cannot be read is answered, with no id.
    init(_ failure: CallFailure) {
        self.init(id: .null, content: .failure(failure))
    }

    init(_ value: JSON.Value) {
        guard let object = value.objectValue else {
            self.init(.request("A request is an object.", remedy: "Send {\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"cases\", \"params\": {}}."))
            return
        }
        var id = object["id"]
        let content: Result<Content, CallFailure>
        do throws(CallFailure) {
            content = .success(try Call.content(of: object))
        } catch {
            content = .failure(error)
            // One that is no request at all is answered, whether it has an id or not.
            if error.number == -32_600 { id = Call.isID(id) ? id : .null }
        }
        self.init(id: id, content: content)
    }

    private init(id: JSON.Value?, content: Result<Content, CallFailure>) {
        self.id = id
        self.content = content
    }

    private static func content(of object: JSON.Object) throws(CallFailure) -> Content {
        guard object["jsonrpc"] == "2.0" else { throw .request("jsonrpc is not \"2.0\".", remedy: "Add \"jsonrpc\": \"2.0\".") }
        guard object["id"] == nil || isID(object["id"]) else { throw .request("An id is a text, a number or null.", remedy: "Number the requests.") }
        return try content(of: object, but: ["jsonrpc", "id"])
    }

    private static func isID(_ id: JSON.Value?) -> Bool {
        switch id {
        case .string, .int, .double, .null: true
        case .bool, .array, .object, nil: false
        }
    }

    /// The method and parameters of a request.
    ///
    /// - Parameter known: further names that the object may have.
    static func content(of object: JSON.Object, but known: [String]) throws(CallFailure) -> Content {
        let known = known + ["method", "params"]
        if let other = object.keys.first(where: { !known.contains($0) }) {
            throw .request("A request has no member \(other).", remedy: "What belongs to the method goes into params.")
        }
        guard let name = object["method"]?.stringValue else { throw .request("method is missing.", remedy: "Name the method, as a text.") }
        let parameters: JSON.Object
        switch object["params"] {
        case nil: parameters = [:]
        case .object(let members): parameters = members
        default:
            throw .parameters([.init(place: "params", sentence: "params is no object.", remedy: "Parameters are given by name.")], of: name)
        }
        switch name {
        case "rpc.discover":
            let mistakes = Shape.mistakes(in: parameters, [], at: "")
            guard mistakes.isEmpty else { throw .parameters(mistakes, of: name) }
            return .discover
        case "apply": return .apply(try Application(parameters))
        default:
            guard let method = Methods.named(name) else { throw .method(name, nearest: Methods.nearest(to: name)) }
            return .method(method, try method.arguments(parameters))
        }
    }
}

import JSON

/// An event as the machine sees it (https://www.w3.org/TR/scxml/#InternalStructureofEvents).
public struct Event: Sendable, Hashable {
    /// Words with dots between them; a descriptor matches by the first words.
    public var name: String
    public var kind: Kind
    public var data: JSON.Value?
    /// Where it came from; most events from outside say nothing of it, and so are small.
    private var source: Source?

    /// The id of the send that this event came from, or whose failure it tells.
    public var sendid: String? {
        get { source?.sendid }
        set { source = Source(sendid: newValue, origin: origin, origintype: origintype, invokeid: invokeid) }
    }
    public var origin: String? {
        get { source?.origin }
        set { source = Source(sendid: sendid, origin: newValue, origintype: origintype, invokeid: invokeid) }
    }
    public var origintype: String? {
        get { source?.origintype }
        set { source = Source(sendid: sendid, origin: origin, origintype: newValue, invokeid: invokeid) }
    }
    public var invokeid: String? {
        get { source?.invokeid }
        set { source = Source(sendid: sendid, origin: origin, origintype: origintype, invokeid: newValue) }
    }

    private final class Source: Sendable {
        let sendid: String?
        let origin: String?
        let origintype: String?
        let invokeid: String?

        /// Nil where there is nothing to say.
        init?(sendid: String?, origin: String?, origintype: String?, invokeid: String?) {
            if sendid == nil, origin == nil, origintype == nil, invokeid == nil { return nil }
            self.sendid = sendid
            self.origin = origin
            self.origintype = origintype
            self.invokeid = invokeid
        }
    }

    public enum Kind: String, Sendable, Hashable {
        case `internal`, external, platform
    }

    public init(
        _ name: String, kind: Kind = .external, data: JSON.Value? = nil, sendid: String? = nil, origin: String? = nil,
        origintype: String? = nil, invokeid: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.data = data
        source = Source(sendid: sendid, origin: origin, origintype: origintype, invokeid: invokeid)
    }

    /// Whether a text can be the name of an event: one word, without white space.
    public static func isName(_ text: String) -> Bool { !text.utf8.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F } }

    public static func == (one: Event, other: Event) -> Bool { one.json == other.json }
    public func hash(into hasher: inout Hasher) { hashScalars(of: name, into: &hasher) }
}

/// An event on its way, at once or later (https://www.w3.org/TR/scxml/#send).
public struct Send: Sendable, Hashable {
    public var event: Event
    public var target: Target
    /// When it arrives, in milliseconds of the host's clock.
    public var due: Int64

    public enum Target: Sendable, Hashable {
        /// The machine's own external queue.
        case external
        /// The machine's own internal queue, `#_internal`.
        case `internal`
        /// Somewhere else, in the host's words. The machine only tells, when it is due, that it was sent.
        case remote(String)
    }

    public init(event: Event, target: Target = .external, due: Int64) {
        self.event = event
        self.target = target
        self.due = due
    }
}

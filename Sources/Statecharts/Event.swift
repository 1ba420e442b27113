import JSON

/// An event as the machine sees it (https://www.w3.org/TR/scxml/#InternalStructureofEvents).
///
/// It is made once and then passed from queue to machine to trace, so that all of it is one reference.
public struct Event: Sendable, Hashable {
    private let body: Body

    /// Words with dots between them; a descriptor matches by the first words.
    public var name: String { body.name }
    public var kind: Kind { body.kind }
    public var data: JSON.Value? { body.data }
    /// The id of the send that this event came from, or whose failure it tells.
    public var sendid: String? { body.sendid }
    public var origin: String? { body.origin }
    public var origintype: String? { body.origintype }
    public var invokeid: String? { body.invokeid }
    /// Of the name, taken once for any number of machines to look it up by.
    var nameHash: NameHash { body.nameHash }

    private final class Body: Sendable {
        let name: String
        let nameHash: NameHash
        let kind: Kind
        let data: JSON.Value?
        let sendid: String?
        let origin: String?
        let origintype: String?
        let invokeid: String?

        init(
            _ name: String, _ kind: Kind, _ data: JSON.Value?, sendid: String?, origin: String?, origintype: String?,
            invokeid: String?
        ) {
            self.name = name
            nameHash = NameHash(name.utf8)
            self.kind = kind
            self.data = data
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
        body = Body(name, kind, data, sendid: sendid, origin: origin, origintype: origintype, invokeid: invokeid)
    }

    /// The same event as it comes from an invoked session, or from none.
    public func from(invokeid: String?) -> Event {
        Event(name, kind: kind, data: data, sendid: sendid, origin: origin, origintype: origintype, invokeid: invokeid)
    }

    /// Whether a text can be the name of an event: one word, without white space.
    public static func isName(_ text: String) -> Bool { !text.utf8.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F } }

    public static func == (one: Event, other: Event) -> Bool { one.body === other.body || one.json == other.json }
    public func hash(into hasher: inout Hasher) { hasher.combine(nameHash) }
}

/// FNV-1a over the UTF-8 of a name. Names are looked up by it among the descriptors of a machine, which are few and
/// known, so that it need not withstand names that are chosen to collide.
struct NameHash: Sendable, Hashable {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325
    /// Whether the name has more than one token.
    private(set) var hasDot = false

    init(_ name: some Sequence<UInt8>) {
        for byte in name { add(byte) }
    }

    mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
        if byte == UInt8(ascii: ".") { hasDot = true }
    }
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

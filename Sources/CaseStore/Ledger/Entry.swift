import Casework
import CivilTime
import JSON

/// What one accepted command, strike or delivered event did to one stream.
///
/// It is one byte string, written once by ``encoded()``, stored as it was hashed and never rebuilt.
public struct Entry: Sendable, Hashable {
    /// The version of this form; older ones are upgraded on reading.
    public static let format: Int64 = 1
    /// The stream of what belongs to no case: register, definitions, forming.
    public static let fileStream = FileState.stream

    /// The file's random id, so that an entry cannot be passed off as another file's: 32 hexadecimal digits.
    public var file: String
    /// A case's id, or ``fileStream``.
    public var stream: String
    /// From 1, without gaps.
    public var number: Int
    public var recorded: Instant
    public var happened: When
    public var came: String
    /// The person whose act it is, `clock`, or the case that sent the event.
    public var actor: String
    public var typedBy: String?
    public var login: String?
    /// Names of what the decision looked at, and of what it changed.
    public var reads: [String]
    public var writes: [String]
    /// What was asked: `event agree-scope`, `seal peer`, `strike visiting`.
    public var word: String
    /// 32 hexadecimal digits that all entries of one command share.
    public var command: String
    public var key: Key?
    /// The hash of the definition under which it was decided.
    public var definition: String?
    /// The version of the program.
    public var engine: String
    /// The facts, with ``Concealment`` in place of what is not public.
    public var facts: [JSON.Value]
    /// 16 random bytes in hexadecimal digits, so that an entry cannot be guessed from its leaf.
    public var salt: String

    /// What makes a repeated command one command.
    public struct Key: Sendable, Hashable {
        public var client: String
        public var text: String
        /// Of the request that came with it first.
        public var request: Hash
        /// Whether it stands behind a hash of ``Concealment``, as in every entry but those of an earlier program: what a request holds is
        /// often one of a few words, and could be tried out from its bare hash.
        public var isConcealed = false
    }
}

extension Entry {
    /// The bytes that are hashed and stored: canonical JSON, members always in this order, absent ones left out.
    func encoded() -> [UInt8] {
        var out = JSON.Writer(indent: nil)
        out.put("{\"triad\":")
        out.write(integer: Entry.format)
        out.write(",\"file\":", file)
        out.write(",\"stream\":", stream)
        out.put(",\"number\":")
        out.write(integer: Int64(number))
        out.write(",\"recorded\":", recorded.description)
        out.write(",\"happened\":", happened.description)
        out.write(",\"came\":", came)
        out.write(",\"as\":", actor)
        out.write(",\"typed_by\":", typedBy)
        out.write(",\"login\":", login)
        out.write(",\"reads\":", reads)
        out.write(",\"writes\":", writes)
        out.write(",\"command\":", word)
        out.write(",\"id\":", command)
        if let key {
            out.put(",\"key\":")
            out.write(key.json)
        }
        out.write(",\"definition\":", definition)
        out.write(",\"engine\":", engine)
        out.put(",\"facts\":")
        out.write(.array(facts))
        out.write(",\"salt\":", salt)
        out.put("}")
        return out.out
    }

    /// The entry that these bytes hold; nil where they hold none.
    init?(_ bytes: [UInt8]) {
        guard let value = try? JSON.Value.parse(bytes), value["triad"]?.intValue == Entry.format,
              let file = value["file"]?.stringValue, let stream = value["stream"]?.stringValue,
              let number = value["number"]?.intValue.flatMap({ Int(exactly: $0) }),
              let recorded = (value["recorded"]?.stringValue).flatMap({ Instant($0) }),
              let happened = (value["happened"]?.stringValue).flatMap({ When($0, in: .utc) }),
              let came = value["came"]?.stringValue, let actor = value["as"]?.stringValue,
              let reads = value["reads"]?.texts, let writes = value["writes"]?.texts,
              let word = value["command"]?.stringValue, let command = value["id"]?.stringValue,
              let engine = value["engine"]?.stringValue, let facts = value["facts"]?.arrayValue,
              let salt = value["salt"]?.stringValue
        else { return nil }
        if let written = value["key"] {
            guard let key = Key(written) else { return nil }
            self.key = key
        }
        (self.file, self.stream, self.number) = (file, stream, number)
        (self.recorded, self.happened, self.came) = (recorded, happened, came)
        (self.actor, typedBy, login) = (actor, value["typed_by"]?.stringValue, value["login"]?.stringValue)
        (self.reads, self.writes, self.word, self.command) = (reads, writes, word, command)
        (definition, self.engine) = (value["definition"]?.stringValue, engine)
        (self.facts, self.salt) = (facts, salt)
    }
}

extension JSON.Writer {
    /// A member with its name and what parts it from the one before; nothing where it has no value.
    fileprivate mutating func write(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        put(name)
        write(string: text)
    }

    fileprivate mutating func write(_ name: StaticString, _ texts: [String]) {
        put(name)
        put("[")
        for (place, text) in texts.enumerated() {
            if place > 0 { put(",") }
            write(string: text)
        }
        put("]")
    }
}

extension Entry.Key {
    fileprivate var json: JSON.Value {
        [.string(client), .string(text), isConcealed ? Concealment.json(request) : .string(request.hex)]
    }

    fileprivate init?(_ value: JSON.Value) {
        let concealed = value[2]?.hashOfConcealed
        guard let client = value[0]?.stringValue, let text = value[1]?.stringValue,
              let request = (concealed ?? value[2]?.stringValue).flatMap({ Hash(hex: $0) })
        else { return nil }
        self.init(client: client, text: text, request: request, isConcealed: concealed != nil)
    }

    /// The same key as an entry holds it.
    func concealed(by concealment: inout Concealment) -> Entry.Key {
        Entry.Key(client: client, text: text, request: concealment.hash(concealing: .string(request.hex)), isConcealed: true)
    }

    /// The hash of the request itself; nil where it has been erased with what the request held.
    func request(openings: Openings) -> Hash? {
        guard isConcealed else { return request }
        return openings.reveal(Concealment.json(request), erased: .null).stringValue.flatMap { Hash(hex: $0) }
    }
}

extension Entry {
    /// The hashes of what it conceals: values of facts, in the order in which they stand, and last what its key stands for; nil for a
    /// text that is no hash.
    var concealed: [Hash?] {
        var hashes: [Hash?] = []
        for fact in facts { fact.eachConcealed { hashes.append($0) } }
        if let key, key.isConcealed { hashes.append(key.request) }
        return hashes
    }
}

extension JSON.Value {
    /// A list of texts; nil for anything else.
    var texts: [String]? {
        guard let elements = arrayValue else { return nil }
        let texts = elements.compactMap(\.stringValue)
        return texts.count == elements.count ? texts : nil
    }
}

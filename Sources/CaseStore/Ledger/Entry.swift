import CivilTime
import JSON

/// What one accepted command, strike or delivered event did to one stream.
///
/// It is one byte string, written once by ``encoded()``, stored as it was hashed and never rebuilt.
public struct Entry: Sendable, Hashable {
    /// The version of this form; older ones are upgraded on reading.
    public static let format: Int64 = 1
    /// The stream of what belongs to no case: register, definitions, forming.
    public static let fileStream = "file"

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
    }
}

extension Entry {
    /// The bytes that are hashed and stored: canonical JSON, members always in this order, absent ones left out.
    func encoded() -> [UInt8] {
        var object = JSON.Object()
        object.append("triad", .int(Entry.format))
        object.append("file", .string(file))
        object.append("stream", .string(stream))
        object.append("number", .int(Int64(number)))
        object.append("recorded", .string(recorded.description))
        object.append("happened", .string(happened.description))
        object.append("came", .string(came))
        object.append("as", .string(actor))
        if let typedBy { object.append("typed_by", .string(typedBy)) }
        if let login { object.append("login", .string(login)) }
        object.append("reads", .array(reads.map(JSON.Value.string)))
        object.append("writes", .array(writes.map(JSON.Value.string)))
        object.append("command", .string(word))
        object.append("id", .string(command))
        if let key {
            object.append("key", .array([.string(key.client), .string(key.text), .string(key.request.hex)]))
        }
        if let definition { object.append("definition", .string(definition)) }
        object.append("engine", .string(engine))
        object.append("facts", .array(facts))
        object.append("salt", .string(salt))
        return JSON.Value.object(object).serialized()
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

extension Entry.Key {
    fileprivate init?(_ value: JSON.Value) {
        guard let client = value[0]?.stringValue, let text = value[1]?.stringValue,
              let request = (value[2]?.stringValue).flatMap({ Hash(hex: $0) })
        else { return nil }
        self.init(client: client, text: text, request: request)
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

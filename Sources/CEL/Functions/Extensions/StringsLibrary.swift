/// The extension "strings" of the specification, by Unicode scalars.
enum StringsLibrary {
    private typealias Scalars = [Unicode.Scalar]

    static let functions: [FunctionDeclaration] = [
        FunctionDeclaration("charAt", documentation: "The character at the place, counted from 0; nothing at the end.", overloads: [
            member("string_char_at_int", [.int], .string) { text, arguments in
                let scalars = Array(text.unicodeScalars)
                let place = try index(arguments[0], in: scalars)
                return .string(place == scalars.count ? "" : String(scalars[place]))
            }
        ]),
        FunctionDeclaration("indexOf", documentation: "Where the part is first, counted from 0; -1 where it is not.", overloads: [
            member("string_index_of_string", [.string], .int) { try .int(firstPlace(in: $0, $1[0], from: nil)) },
            member("string_index_of_string_int", [.string, .int], .int) { try .int(firstPlace(in: $0, $1[0], from: $1[1])) },
        ]),
        FunctionDeclaration(
            "lastIndexOf", documentation: "Where the part is last, counted from 0; -1 where it is not.",
            overloads: [
            member("string_last_index_of_string", [.string], .int) { try .int(lastPlace(in: $0, $1[0], upTo: nil)) },
            member("string_last_index_of_string_int", [.string, .int], .int) { try .int(lastPlace(in: $0, $1[0], upTo: $1[1])) },
        ]),
        FunctionDeclaration("lowerAscii", documentation: "The text with the letters A to Z in lower case.", overloads: [
            member("string_lower_ascii", [], .string) { text, _ in .string(mapASCII(text) { (65...90).contains($0) ? $0 + 32 : $0 }) }
        ]),
        FunctionDeclaration("upperAscii", documentation: "The text with the letters a to z in upper case.", overloads: [
            member("string_upper_ascii", [], .string) { text, _ in .string(mapASCII(text) { (97...122).contains($0) ? $0 - 32 : $0 }) }
        ]),
        FunctionDeclaration("replace", documentation: "The text with a part replaced, everywhere or so many times.", overloads: [
            growing("string_replace_string_string", [.string, .string], .string) { try replace($0, $1, limit: nil, $2) },
            growing("string_replace_string_string_int", [.string, .string, .int], .string) { try replace($0, $1, limit: $1[2], $2) },
        ]),
        FunctionDeclaration("split", documentation: "The pieces of the text between separators, all or so many.", overloads: [
            growing("string_split_string", [.string], .list(.string)) { try .list(split($0, $1[0], limit: nil, $2)) },
            growing("string_split_string_int", [.string, .int], .list(.string)) { try .list(split($0, $1[0], limit: $1[1], $2)) },
        ]),
        FunctionDeclaration("join", documentation: "The texts one behind the other, with a separator between them.", overloads: [
            Overload("list_join", [.list(.string)], .string, isMember: true) { try join($0[0], with: "", $1) },
            Overload("list_join_string", [.list(.string), .string], .string, isMember: true) { try join($0[0], with: try text($0[1]), $1) },
        ]),
        FunctionDeclaration(
            "substring", documentation: "The characters from one place to before another, or to the end.",
            overloads: [
            member("string_substring_int", [.int], .string) { text, arguments in
                let scalars = Array(text.unicodeScalars)
                return .string(string(scalars[try index(arguments[0], in: scalars)...]))
            },
            member("string_substring_int_int", [.int, .int], .string) { text, arguments in
                let scalars = Array(text.unicodeScalars)
                let (start, end) = (try index(arguments[0], in: scalars), try index(arguments[1], in: scalars))
                guard start <= end else { throw Fault(.invalidArgument, "the part would end before it starts, \(start) to \(end)") }
                return .string(string(scalars[start..<end]))
            },
        ]),
        FunctionDeclaration("trim", documentation: "The text without white space at its ends.", overloads: [
            member("string_trim", [], .string) { text, _ in
                let scalars = text.unicodeScalars
                guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
                    let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
                else { return .string("") }
                return .string(String(scalars[first...last]))
            }
        ]),
        FunctionDeclaration("reverse", documentation: "The characters in reverse.", overloads: [
            member("string_reverse", [], .string) { text, _ in .string(string(text.unicodeScalars.reversed())) }
        ]),
        FunctionDeclaration("strings.quote", documentation: "The text as a literal in double quotes.", overloads: [
            .unary("strings_quote", .string, .string) { .string(quote(try text($0))) }
        ]),
        FunctionDeclaration(
            "format", documentation: "The text with `%s`, `%d`, `%.2f` and their like replaced by the values.",
            overloads: [
            growing("string_format", [.list(.dyn)], .string) { text, arguments, context in
                guard case .list(let values) = arguments[0] else { throw Fault.noOverload }
                return .string(try TextFormat.format(text, values, context))
            }
        ]),
    ]

    // MARK: Arguments

    /// A member of a text, with its other arguments.
    private static func member(
        _ id: String, _ parameters: [Type], _ result: Type, _ work: @escaping @Sendable (String, [Value]) throws -> Value
    ) -> Overload {
        growing(id, parameters, result) { text, arguments, _ in try work(text, arguments) }
    }

    /// A member of a text whose result can be far longer than what it is made of.
    private static func growing(
        _ id: String, _ parameters: [Type], _ result: Type, _ work: @escaping @Sendable (String, [Value], CallContext) throws -> Value
    ) -> Overload {
        Overload(id, [.string] + parameters, result, isMember: true) { arguments, context in
            try work(try text(arguments[0]), Array(arguments.dropFirst()), context)
        }
    }

    private static func text(_ value: Value) throws -> String {
        guard case .string(let text) = value else { throw Fault.noOverload }
        return text
    }

    private static func number(_ value: Value) throws -> Int {
        guard case .int(let number) = value else { throw Fault.noOverload }
        return Int(number)
    }

    private static func index(_ value: Value, in scalars: Scalars) throws -> Int {
        let place = try number(value)
        guard (0...scalars.count).contains(place) else {
            throw Fault(.indexOutOfRange, "the text has \(scalars.count) characters; \(place) is outside")
        }
        return place
    }

    private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    // MARK: Work

    private static func firstPlace(in text: String, _ part: Value, from start: Value?) throws -> Int64 {
        let scalars = Array(text.unicodeScalars)
        let start = try start.map { try index($0, in: scalars) } ?? 0
        return scalars.firstPlace(of: Array(try self.text(part).unicodeScalars), from: start).map(Int64.init) ?? -1
    }

    /// The last place at or before `end` where `part` begins: the first one, read backwards.
    private static func lastPlace(in text: String, _ part: Value, upTo end: Value?) throws -> Int64 {
        let scalars = Array(text.unicodeScalars)
        let part = Array(try self.text(part).unicodeScalars)
        let end = try end.map { try index($0, in: scalars) } ?? scalars.count
        let last = min(end, scalars.count - part.count)
        guard last >= 0 else { return -1 }
        let backwards = Array(scalars[..<(last + part.count)].reversed())
        return backwards.firstPlace(of: Array(part.reversed())).map { Int64(backwards.count - $0 - part.count) } ?? -1
    }

    private static func mapASCII(_ text: String, _ change: (UInt8) -> UInt8) -> String {
        String(decoding: text.utf8.map(change), as: UTF8.self)
    }

    /// The stretches of `text` between places of `separator`, at most `limit` of them; between all scalars where it is empty.
    private static func pieces(of text: String, _ separator: String, limit: Int, _ context: CallContext) throws -> [String] {
        let scalars = Array(text.unicodeScalars)
        let separator = Array(separator.unicodeScalars)
        if separator.isEmpty {
            try context.allow(elements: min(limit, scalars.count))
            let singles = scalars.prefix(max(0, limit - 1)).map { String($0) }
            let rest = scalars.dropFirst(singles.count)
            return rest.isEmpty ? singles : singles + [string(rest)]
        }
        let places = scalars.places(of: separator, limit: limit - 1)
        try context.allow(elements: places.count)
        var pieces: [String] = []
        var start = 0
        for place in places {
            pieces.append(string(scalars[start..<place]))
            start = place + separator.count
        }
        return pieces + [string(scalars[start...])]
    }

    private static func split(_ text: String, _ separator: Value, limit: Value?, _ context: CallContext) throws -> [Value] {
        let limit = try limit.map(number) ?? -1
        if limit == 0 { return [] }
        return try pieces(of: text, try self.text(separator), limit: limit < 0 ? .max : limit, context).map(Value.string)
    }

    /// - Parameter arguments: the part, and what comes in its place.
    private static func replace(_ text: String, _ arguments: [Value], limit: Value?, _ context: CallContext) throws -> Value {
        let (old, new) = (try self.text(arguments[0]), try self.text(arguments[1]))
        let limit = try limit.map(number) ?? -1
        let most = limit < 0 ? Int.max : limit
        guard old.isEmpty else {
            return try joined(try pieces(of: text, old, limit: most == .max ? .max : most + 1, context), with: new, context)
        }
        return .string(try spread(new, over: text, most: most, context))
    }

    /// A text with another between any two scalars, and at both ends.
    private static func spread(_ new: String, over text: String, most: Int, _ context: CallContext) throws -> String {
        try context.allow(bytes: text.utf8.count.plus(min(most, text.unicodeScalars.count + 1).times(new.utf8.count)))
        var result = ""
        for (place, scalar) in text.unicodeScalars.enumerated() {
            if place < most { result += new }
            result.unicodeScalars.append(scalar)
        }
        return text.unicodeScalars.count < most ? result + new : result
    }

    private static func join(_ list: Value, with separator: String, _ context: CallContext) throws -> Value {
        guard case .list(let elements) = list else { throw Fault.noOverload }
        return try joined(try elements.map(text), with: separator, context)
    }

    private static func joined(_ pieces: [String], with separator: String, _ context: CallContext) throws -> Value {
        let content = pieces.reduce(0) { $0.plus($1.utf8.count) }
        try context.allow(bytes: content.plus(max(0, pieces.count - 1).times(separator.utf8.count)))
        return .string(pieces.joined(separator: separator))
    }

    private static func quote(_ text: String) -> String {
        let escapes: [Unicode.Scalar: String] = [
            "\u{7}": "\\a", "\u{8}": "\\b", "\u{C}": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u{B}": "\\v", "\\": "\\\\", "\"": "\\\"",
        ]
        var result = "\""
        for scalar in text.unicodeScalars {
            if let escape = escapes[scalar] { result += escape } else { result.unicodeScalars.append(scalar) }
        }
        return result + "\""
    }
}

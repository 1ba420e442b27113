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
            member("string_replace_string_string", [.string, .string], .string) { try .string(replace($0, $1[0], $1[1], limit: nil)) },
            member("string_replace_string_string_int", [.string, .string, .int], .string) {
                try .string(replace($0, $1[0], $1[1], limit: $1[2]))
            },
        ]),
        FunctionDeclaration("split", documentation: "The pieces of the text between separators, all or so many.", overloads: [
            member("string_split_string", [.string], .list(.string)) { try .list(split($0, $1[0], limit: nil)) },
            member("string_split_string_int", [.string, .int], .list(.string)) { try .list(split($0, $1[0], limit: $1[1])) },
        ]),
        FunctionDeclaration("join", documentation: "The texts one behind the other, with a separator between them.", overloads: [
            Overload("list_join", [.list(.string)], .string, isMember: true) { arguments, _ in try join(arguments[0], with: "") },
            Overload("list_join_string", [.list(.string), .string], .string, isMember: true) { arguments, _ in
                try join(arguments[0], with: try text(arguments[1]))
            },
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
                let kept = text.unicodeScalars.drop { $0.properties.isWhitespace }.reversed().drop { $0.properties.isWhitespace }
                return .string(string(kept.reversed()))
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
            member("string_format", [.list(.dyn)], .string) { text, arguments in
                guard case .list(let values) = arguments[0] else { throw Fault.noOverload }
                return .string(try TextFormat.format(text, values))
            }
        ]),
    ]

    // MARK: Arguments

    /// A member of a text, with its other arguments.
    private static func member(
        _ id: String, _ parameters: [Type], _ result: Type, _ work: @escaping @Sendable (String, [Value]) throws -> Value
    ) -> Overload {
        Overload(id, [.string] + parameters, result, isMember: true) { arguments, _ in
            try work(try text(arguments[0]), Array(arguments.dropFirst()))
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
    private static func pieces(of text: String, _ separator: String, limit: Int) -> [String] {
        let scalars = Array(text.unicodeScalars)
        let separator = Array(separator.unicodeScalars)
        if separator.isEmpty {
            let singles = scalars.prefix(max(0, limit - 1)).map { String($0) }
            let rest = scalars.dropFirst(singles.count)
            return rest.isEmpty ? singles : singles + [string(rest)]
        }
        var pieces: [String] = []
        var start = 0
        while pieces.count + 1 < limit, let found = scalars[start...].firstPlace(of: separator).map({ $0 + start }) {
            pieces.append(string(scalars[start..<found]))
            start = found + separator.count
        }
        return pieces + [string(scalars[start...])]
    }

    private static func split(_ text: String, _ separator: Value, limit: Value?) throws -> [Value] {
        let limit = try limit.map(number) ?? -1
        if limit == 0 { return [] }
        return pieces(of: text, try self.text(separator), limit: limit < 0 ? .max : limit).map(Value.string)
    }

    private static func replace(_ text: String, _ old: Value, _ new: Value, limit: Value?) throws -> String {
        let (old, new) = (try self.text(old), try self.text(new))
        let limit = try limit.map(number) ?? -1
        let most = limit < 0 ? Int.max : limit
        guard old.isEmpty else { return pieces(of: text, old, limit: most == .max ? .max : most + 1).joined(separator: new) }
        // Between any two scalars, and at both ends.
        var result = ""
        for (place, scalar) in text.unicodeScalars.enumerated() {
            if place < most { result += new }
            result.unicodeScalars.append(scalar)
        }
        return text.unicodeScalars.count < most ? result + new : result
    }

    private static func join(_ list: Value, with separator: String) throws -> Value {
        guard case .list(let elements) = list else { throw Fault.noOverload }
        return .string(try elements.map(text).joined(separator: separator))
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

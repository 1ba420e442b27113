import Chance
import CEL

/// Makes well-typed expressions at random, without `dyn`: each compiles, and never meets a missing overload.
public struct ExpressionMaker {
    /// An expression with its parts, in two texts that mean the same: with its constants written out, and with variables in
    /// their place.
    public struct Made: Sendable {
        /// How it is written, with `$1`, `$2` … for its parts.
        public let form: String
        public let parts: [Made]
        /// The variable that a macro or `cel.bind` gives to its last part.
        public let variable: String?
        private let openForm: String

        public init(_ form: String, _ openForm: String? = nil, _ parts: [Made] = [], variable: String? = nil) {
            self.form = form
            self.openForm = openForm ?? form
            self.parts = parts
            self.variable = variable
        }

        public var closed: String { Self.fill(form, parts.map(\.closed)) }
        public var open: String { Self.fill(openForm, parts.map(\.open)) }

        /// The same with a text in the place of a macro's variable, but where a macro within gives that name anew.
        public func replacing(_ name: String, with text: String) -> Made {
            if parts.isEmpty { return form == name ? Made(text) : self }
            let replaced = parts.enumerated().map { place, part in
                variable == name && place == parts.count - 1 ? part : part.replacing(name, with: text)
            }
            return Made(form, openForm, replaced, variable: variable)
        }

        private static func fill(_ form: String, _ parts: [String]) -> String {
            var text = ""
            var rest = form.unicodeScalars[...]
            while let scalar = rest.popFirst() {
                if scalar == "$", let digit = rest.first, let place = Int(String(digit)), parts.indices.contains(place - 1) {
                    rest.removeFirst()
                    text += parts[place - 1]
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
            return text
        }
    }

    /// A constant that stands behind a variable of the open form.
    public struct Constant: Sendable {
        public let name: String
        public let type: CEL.`Type`
        public let value: CEL.Value
    }

    public private(set) var constants: [Constant] = []
    private var dice: SplitMix64
    private var scope: [(name: String, type: CEL.`Type`)] = []
    private var namesMade = 0
    /// Whether the extensions' functions are used too.
    private let hasExtensions: Bool

    public init(seed: UInt64, hasExtensions: Bool = true) {
        dice = SplitMix64(seed: seed)
        self.hasExtensions = hasExtensions
    }

    private static let plain: [CEL.`Type`] = [.bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration]
    private static let all: [CEL.`Type`] = plain + [.list(.int), .list(.string), .list(.bool), .list(.list(.int)), .map(.string, .int), .map(.int, .string)]

    /// - Returns: the type and an expression of it.
    public mutating func expression() -> (type: CEL.`Type`, made: Made) {
        let type = dice.rolls(1, in: 2) ? CEL.`Type`.bool : dice.one(of: Self.all)
        return (type, make(type, depth: dice.number(1...4)))
    }

    // MARK: Putting together

    /// - Parameters:
    ///   - form: with `$1`, `$2` … for its parts.
    ///   - types: those of the parts; the last ones may have no place in the form.
    private mutating func put(_ form: String, _ types: [CEL.`Type`], _ depth: Int) -> Made {
        let parts = types.map { make($0, depth: depth - 1) }
        return Made(form, nil, zip(1..., parts).filter { form.contains("$\($0.0)") }.map(\.1))
    }

    private mutating func make(_ type: CEL.`Type`, depth: Int) -> Made {
        if let local = scope.filter({ $0.type == type }).last, dice.rolls(1, in: 2) { return Made(local.name) }
        guard depth > 0, !dice.rolls(1, in: 6) else { return leaf(type) }
        if dice.rolls(1, in: 8) { return put("($1 ? $2 : $3)", [.bool, type, type], depth) }
        if dice.rolls(1, in: 12) { return put("[$1, $2][$3]", [type, type, .int], depth) }
        if hasExtensions, dice.rolls(1, in: 16) { return binding(type, depth) }
        switch type {
        case .bool: return truth(depth)
        case .int: return int(depth)
        case .uint: return put(dice.one(of: ["($1 + $2)", "($1 * $2)", "($1 - $2)", "($1 / $2)", "($1 % $2)"]), [.uint, .uint], depth)
        case .double: return dice.rolls(1, in: 4) ? put("double($1)", [dice.one(of: [.int, .uint])], depth) : put(dice.one(of: ["($1 + $2)", "($1 * $2)", "($1 - $2)", "($1 / $2)"]), [.double, .double], depth)
        case .string: return text(depth)
        case .bytes: return dice.rolls(1, in: 2) ? put("bytes($1)", [.string], depth) : put("($1 + $2)", [.bytes, .bytes], depth)
        case .timestamp: return put(dice.one(of: ["($1 + $2)", "($1 - $2)"]), [.timestamp, .duration], depth)
        case .duration: return dice.rolls(1, in: 2) ? put("($1 - $2)", [.timestamp, .timestamp], depth) : put("($1 + $2)", [.duration, .duration], depth)
        case .list(let element): return list(element, depth)
        case .map(let key, let value): return put("{$1: $2, $3: $4}", [key, value, key, value], depth)
        case .null, .dyn, .wrapper, .type, .abstract, .parameter, .record: return leaf(type)
        }
    }

    private mutating func binding(_ type: CEL.`Type`, _ depth: Int) -> Made {
        let bound = dice.one(of: Self.all)
        let value = make(bound, depth: depth - 1)
        return scoped(bound) { maker, name in maker.macro("cel.bind(\(name), $1, $2)", name, value, type, depth) }
    }

    private mutating func scoped(_ type: CEL.`Type`, _ work: (inout Self, String) -> Made) -> Made {
        namesMade += 1
        // The same few names, so that some hide others.
        let name = ["x", "y", "z"][namesMade % 3]
        let hidden = scope
        scope.removeAll { $0.name == name }
        scope.append((name, type))
        defer { scope = hidden }
        return work(&self, name)
    }

    // MARK: By type

    private mutating func truth(_ depth: Int) -> Made {
        switch dice.number(0...11) {
        case 0, 1: return put(dice.one(of: ["$1 && $2", "$1 || $2", "($1 && $2)", "($1 || $2 || $3)", "!$1"]).wrapped, [.bool, .bool, .bool], depth)
        case 2, 3:
            let type = dice.one(of: Self.plain)
            return put(dice.one(of: ["($1 < $2)", "($1 <= $2)", "($1 > $2)", "($1 >= $2)"]), [type, type], depth)
        case 4, 5:
            let type = dice.one(of: Self.all)
            return put(dice.one(of: ["($1 == $2)", "($1 != $2)"]), [type, type], depth)
        case 6:
            let type = dice.one(of: [CEL.`Type`.int, .string, .bool])
            return put("($1 in $2)", [type, .list(type)], depth)
        case 7: return put(dice.one(of: ["$1.contains($2)", "$1.startsWith($2)", "$1.endsWith($2)"]), [.string, .string], depth)
        case 8: return put("$1.matches('\(dice.one(of: ["^a+$", "(a|b)*c", "[^é]", "\\\\d{2}", "(?i)B"]))')", [.string], depth)
        case 9: return put(dice.one(of: ["has($1.a)", "($2 in $1)"]), [.map(.string, .int), .string], depth)
        case 10: return quantified(depth)
        default: return put("($1 \(dice.one(of: ["<", ">=", "=="])) $2)", [.int, .int], depth)
        }
    }

    private mutating func quantified(_ depth: Int) -> Made {
        let element = dice.one(of: [CEL.`Type`.int, .string, .bool])
        let range = make(.list(element), depth: depth - 1)
        let macro = dice.one(of: ["all", "exists", "exists_one"])
        return scoped(element) { maker, name in maker.macro("$1.\(macro)(\(name), $2)", name, range, .bool, depth) }
    }

    private mutating func macro(_ form: String, _ name: String, _ range: Made, _ body: CEL.`Type`, _ depth: Int) -> Made {
        Made(form, nil, [range, make(body, depth: depth - 1)], variable: name)
    }

    private mutating func int(_ depth: Int) -> Made {
        switch dice.number(0...7) {
        case 0: return put("-$1".wrapped, [.int], depth)
        case 1: return put("size($1)", [dice.one(of: [.string, .bytes, .list(.int), .map(.string, .int)])], depth)
        case 2: return put("int($1)", [dice.one(of: [.uint, .double, .timestamp])], depth)
        case 3: return put("$1.\(dice.one(of: ["getHours", "getMinutes", "getSeconds"]))()", [dice.one(of: [.timestamp, .duration])], depth)
        case 4: return put("$1.\(dice.one(of: ["getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear"]))()", [.timestamp], depth)
        case 5: return put("$1[$2]", [.map(.string, .int), .string], depth)
        default: return put(dice.one(of: ["($1 + $2)", "($1 - $2)", "($1 * $2)", "($1 / $2)", "($1 % $2)"]), [.int, .int], depth)
        }
    }

    private mutating func text(_ depth: Int) -> Made {
        if hasExtensions, dice.rolls(1, in: 3) {
            return dice.rolls(1, in: 4)
                ? put("'%s|%s'.format([$1, $2])", [dice.one(of: Self.all), dice.one(of: Self.all)], depth)
                : put(
                    dice.one(of: ["$1.replace($2, $3)", "$1.lowerAscii()", "$1.reverse()", "$1.trim()", "$1.split($2).join($3)", "strings.quote($1)"]),
                    [.string, .string, .string], depth)
        }
        if dice.rolls(1, in: 3) { return put("string($1)", [dice.one(of: [.bool, .int, .uint, .timestamp, .duration, .bytes])], depth) }
        return put("($1 + $2)", [.string, .string], depth)
    }

    private mutating func list(_ element: CEL.`Type`, _ depth: Int) -> Made {
        switch dice.number(0...3) {
        case 0: return put("($1 + $2)", [.list(element), .list(element)], depth)
        case 1:
            let range = make(.list(element), depth: depth - 1)
            return scoped(element) { maker, name in maker.macro("$1.filter(\(name), $2)", name, range, .bool, depth) }
        case 2:
            let from = dice.one(of: [CEL.`Type`.int, .string])
            let range = make(.list(from), depth: depth - 1)
            return scoped(from) { maker, name in maker.macro("$1.map(\(name), $2)", name, range, element, depth) }
        default: return put("[$1, $2]", [element, element], depth)
        }
    }

    // MARK: Constants

    private mutating func leaf(_ type: CEL.`Type`) -> Made {
        let (text, value) = constant(type)
        guard let value else { return Made(text) }
        let name = "k\(constants.count)"
        constants.append(Constant(name: name, type: type, value: value))
        return Made(text, name)
    }

    private mutating func constant(_ type: CEL.`Type`) -> (String, CEL.Value?) {
        switch type {
        case .bool:
            let truth = dice.rolls(1, in: 2)
            return (truth ? "true" : "false", .bool(truth))
        case .int:
            let number = dice.rolls(1, in: 10) ? dice.one(of: [Int64.max, .min, .max - 1, 1 << 53, 4_294_967_296]) : Int64(dice.number(-3...9))
            return (String(number), .int(number))
        case .uint:
            let number = dice.rolls(1, in: 10) ? dice.one(of: [UInt64.max, 1 << 63]) : UInt64(dice.number(0...9))
            return ("\(number)u", .uint(number))
        case .double:
            let number = dice.one(of: [0.0, 1.0, -1.0, 0.5, 2.5, -0.25, 1e10, 1e300, 3.0, 100.0])
            return ("\(number)", .double(number))
        case .string:
            let text = dice.one(of: ["", "a", "b", "ab", "abc", "é", "e\u{301}", "🐱", "12", "aab", "c"])
            return ("'\(text)'", .string(text))
        case .bytes: return dice.one(of: [("b''", .bytes([])), ("b'a'", .bytes([97])), ("b'\\xff'", .bytes([255])), ("b'ab'", .bytes([97, 98]))])
        case .timestamp:
            let text = dice.one(of: ["2027-01-12T09:30:00Z", "1969-12-31T23:59:59Z", "2000-02-29T12:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2027-06-30T22:15:01Z"])
            return ("timestamp('\(text)')", Timestamp(text).map(Value.timestamp))
        case .duration:
            let text = dice.one(of: ["0s", "1s", "90m", "-36h", "1000000s"])
            return ("duration('\(text)')", Duration(text).map(Value.duration))
        case .list(let element):
            let items = (0..<dice.number(0...3)).map { _ in constant(element) }
            // An empty list says nothing of its type: it is written so that it has one.
            if items.isEmpty { return ("[\(constant(element).0)].filter(e, false)", .list([])) }
            return ("[" + items.map(\.0).joined(separator: ", ") + "]", .list(items.compactMap(\.1)))
        case .map(.int, _): return ("{1: 'a', 2: 'b'}", (try? Map([(.int(1), .string("a")), (.int(2), .string("b"))])).map(Value.map))
        case .map: return ("{'a': 1, 'b': 2}", .map(Map([("a", .int(1)), ("b", .int(2))])))
        case .null, .dyn, .wrapper, .type, .abstract, .parameter, .record: return ("null", .null)
        }
    }
}

extension String {
    fileprivate var wrapped: String { hasPrefix("(") ? self : "(\(self))" }
}

/// Cuts a source text into tokens; reports every malformed one and goes on.
///
/// Language definition, "Syntax", the lexis.
struct Lexer {
    private let source: SourceText
    private var place = 0
    private var tokens: [Token] = []
    private var errors: [Mistake] = []

    private init(_ source: SourceText) {
        self.source = source
        // A token rarely has less than two characters, with the space behind it.
        tokens.reserveCapacity(source.scalars.count / 2 + 1)
    }

    /// - Returns: the tokens, the last of which is ``Token/Kind/end``, and what is malformed.
    static func tokens(of source: SourceText) -> ([Token], [Mistake]) {
        var lexer = Lexer(source)
        lexer.run()
        return (lexer.tokens, lexer.errors)
    }

    private mutating func run() {
        while let scalar = peek() {
            let start = place
            switch scalar {
            case " ", "\t", "\n", "\r", "\u{C}": place += 1
            case "/" where peek(1) == "/": skipComment()
            case "0"..."9": add(number(), from: start)
            case "." where peek(1).isDigit: add(number(), from: start)
            case "_", "a"..."z", "A"..."Z": add(word(), from: start)
            case "\"", "'": add(text(isRaw: false, isBytes: false), from: start)
            case "`": add(quotedName(), from: start)
            default: operators()
            }
        }
        add(.end, from: place)
    }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        place + ahead < source.scalars.count ? source.scalars[place + ahead] : nil
    }

    private mutating func add(_ kind: Token.Kind, from start: Int) {
        tokens.append(Token(kind: kind, span: Span(start, place)))
    }

    private mutating func report(_ code: CompileError.Code, _ message: String, from start: Int, suggestion: String? = nil) {
        errors.append(Mistake(code, message, Span(start, max(place, start + 1)), suggestion: suggestion))
    }

    private mutating func skipComment() {
        while let scalar = peek(), scalar != "\n", scalar != "\r" { place += 1 }
    }

    private mutating func operators() {
        if let (mark, length) = Token.Mark.reading(source.scalars[place], place + 1 < source.scalars.count ? source.scalars[place + 1] : nil) {
            place += length
            return add(.mark(mark), from: place - length)
        }
        let start = place
        place += 1
        switch source.scalars[start] {
        case "=": meant(.equal, "`=` is no operator; equality is written `==`", from: start)
        case "&": meant(.and, "`&` is no operator; *and* is written `&&`", from: start)
        case "|": meant(.or, "`|` is no operator; *or* is written `||`", from: start)
        case let other: report(.syntax, "the character `\(other)` has no meaning here", from: start)
        }
    }

    /// Reports what is no operator, and goes on with the one that was meant, so that it is told once.
    private mutating func meant(_ mark: Token.Mark, _ message: String, from start: Int) {
        report(.syntax, message, from: start, suggestion: mark.rawValue)
        add(.mark(mark), from: start)
    }
}

// MARK: - Names

extension Lexer {
    private mutating func word() -> Token.Kind {
        let start = place
        while peek().isWordPart { place += 1 }
        let name = source.text(in: Span(start, place))
        guard let quote = peek(), quote == "\"" || quote == "'" else { return .identifier(name) }
        switch name {
        case "r", "R": return text(isRaw: true, isBytes: false)
        case "b", "B": return text(isRaw: false, isBytes: true)
        case "rb", "rB", "Rb", "RB", "br", "bR", "Br", "BR": return text(isRaw: true, isBytes: true)
        default: return .identifier(name)
        }
    }

    /// A field's name in backticks: letters, digits and `_ . - / ` with spaces.
    private mutating func quotedName() -> Token.Kind {
        let start = place
        place += 1
        while let scalar = peek(), scalar != "`", scalar != "\n", scalar != "\r" { place += 1 }
        let name = source.text(in: Span(start + 1, place))
        guard peek() == "`" else {
            report(.syntax, "the quoted name has no closing backtick", from: start)
            return .invalid
        }
        place += 1
        let isNamed = !name.isEmpty && name.unicodeScalars.allSatisfy { Optional($0).isWordPart || "./- ".unicodeScalars.contains($0) }
        guard isNamed else {
            report(.syntax, "a quoted name is made of letters, digits and the marks `_ . - /` and space", from: start)
            return .invalid
        }
        return .quotedIdentifier(name)
    }
}

// MARK: - Numbers

extension Lexer {
    private mutating func number() -> Token.Kind {
        let start = place
        if peek() == "0", peek(1) == "x", peek(2).isHexadecimal {
            place += 2
            let first = place
            while peek().isHexadecimal { place += 1 }
            return whole(source.text(in: Span(first, place)), isHexadecimal: true, from: start)
        }
        while peek().isDigit { place += 1 }
        var isDouble = false
        if peek() == ".", peek(1).isDigit {
            isDouble = true
            place += 1
            while peek().isDigit { place += 1 }
        }
        if peek() == "e" || peek() == "E" {
            let sign = peek(1) == "+" || peek(1) == "-" ? 2 : 1
            if peek(sign).isDigit {
                isDouble = true
                place += sign
                while peek().isDigit { place += 1 }
            }
        }
        let digits = source.text(in: Span(start, place))
        guard isDouble else { return whole(digits, isHexadecimal: false, from: start) }
        guard !peek().isWordPart, let double = Double(digits) else { return malformedNumber(from: start) }
        guard double.isFinite else {
            report(.badNumber, "the number is out of the range of its type", from: start)
            return .invalid
        }
        return .double(double)
    }

    private mutating func whole(_ digits: String, isHexadecimal: Bool, from start: Int) -> Token.Kind {
        if peek() == "u" || peek() == "U" {
            place += 1
            guard !peek().isWordPart else { return malformedNumber(from: start) }
            return .uint(digits: digits, isHexadecimal: isHexadecimal)
        }
        guard !peek().isWordPart else { return malformedNumber(from: start) }
        return .int(digits: digits, isHexadecimal: isHexadecimal)
    }

    private mutating func malformedNumber(from start: Int) -> Token.Kind {
        while peek().isWordPart { place += 1 }
        report(.syntax, "`\(source.text(in: Span(start, place)))` is no number", from: start)
        return .invalid
    }
}

// MARK: - Texts

extension Lexer {
    private mutating func text(isRaw: Bool, isBytes: Bool) -> Token.Kind {
        let start = place
        let quote = source.scalars[place]
        let isTriple = peek(1) == quote && peek(2) == quote
        place += isTriple ? 3 : 1
        var content = LiteralText(isBytes: isBytes)
        while true {
            guard let scalar = peek(), isTriple || (scalar != "\n" && scalar != "\r") else {
                report(.syntax, "the string has no closing quote", from: start)
                return .invalid
            }
            if scalar == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
                place += isTriple ? 3 : 1
                break
            }
            if scalar == "\\" {
                if isRaw {
                    content.append(scalar)
                    place += 1
                } else {
                    escape(into: &content)
                }
                continue
            }
            // Both kinds of line end read as one, so that a file's line ends do not change what it means.
            if scalar == "\r" {
                content.append("\n")
                place += peek(1) == "\n" ? 2 : 1
                continue
            }
            content.append(scalar)
            place += 1
        }
        return isBytes ? .bytes(content.bytes) : .string(content.string)
    }

    private mutating func escape(into content: inout LiteralText) {
        let start = place
        place += 1
        guard let code = peek() else { return }
        place += 1
        if let plain = LiteralText.plainEscapes[code] { return content.append(plain) }
        switch code {
        case "x", "X": number(of: 2, radix: 16, from: start, into: &content)
        case "u" where !content.isBytes:
            if let pair = surrogatePair() {
                content.append(pair)
            } else {
                number(of: 4, radix: 16, from: start, into: &content)
            }
        case "U" where !content.isBytes: number(of: 8, radix: 16, from: start, into: &content)
        case "0"..."3":
            place -= 1
            number(of: 3, radix: 8, from: start, into: &content)
        case "u", "U": report(.badEscape, "bytes have no `\\\(code)` escapes; write `\\x` and two digits", from: start)
        default: report(.badEscape, "`\\\(code)` is no escape sequence", from: start, suggestion: "\\\\\(code)")
        }
    }

    /// The scalar that two `\u` escapes stand for together, from behind the first `u`; nothing is taken where they are none.
    private mutating func surrogatePair() -> Unicode.Scalar? {
        guard peek(4) == "\\", peek(5) == "u", let high = unit(at: place), let low = unit(at: place + 6),
            UTF16.isLeadSurrogate(high), UTF16.isTrailSurrogate(low)
        else { return nil }
        place += 10
        return Unicode.Scalar(0x1_0000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
    }

    private func unit(at place: Int) -> UInt16? {
        guard place + 4 <= source.scalars.count, source.scalars[place..<place + 4].allSatisfy({ Optional($0).isHexadecimal }) else { return nil }
        return UInt16(source.text(in: Span(place, place + 4)), radix: 16)
    }

    private mutating func number(of count: Int, radix: Int, from start: Int, into content: inout LiteralText) {
        let end = min(place + count, source.scalars.count)
        let digits = source.text(in: Span(place, end))
        let isWhole = end - place == count && source.scalars[place..<end].allSatisfy { Optional($0).isHexadecimal }
        guard isWhole, let number = UInt32(digits, radix: radix) else {
            return report(.badEscape, "the escape sequence takes \(count) digits", from: start)
        }
        place = end
        guard content.append(code: number) else {
            return report(.badEscape, "U+\(String(number, radix: 16, uppercase: true)) is no Unicode scalar", from: start)
        }
    }
}

extension Unicode.Scalar? {
    fileprivate var isDigit: Bool { map { ("0"..."9").contains($0) } ?? false }
    fileprivate var isHexadecimal: Bool {
        map { ("0"..."9").contains($0) || ("a"..."f").contains($0) || ("A"..."F").contains($0) } ?? false
    }
    fileprivate var isWordPart: Bool {
        map { $0 == "_" || ("0"..."9").contains($0) || ("a"..."z").contains($0) || ("A"..."Z").contains($0) } ?? false
    }
}

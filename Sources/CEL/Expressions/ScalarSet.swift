/// A set of Unicode scalars: a character class of a pattern.
struct ScalarSet: Sendable {
    var ranges: [ClosedRange<UInt32>] = []
    var categories: Set<Unicode.GeneralCategory> = []
    /// Classes inside this one, such as `\D` in `[\D_]`.
    var nested: [ScalarSet] = []
    var isNegated = false
    var ignoresCase = false

    init(_ ranges: ClosedRange<UInt32>..., isNegated: Bool = false) {
        self.ranges = ranges
        self.isNegated = isNegated
    }

    init(_ scalar: Unicode.Scalar, ignoresCase: Bool) {
        ranges = [scalar.value...scalar.value]
        self.ignoresCase = ignoresCase
    }

    /// How much work it is to look a scalar up: a class of many parts counts as several states of the machine.
    var work: Int { nested.reduce(1 + ranges.count / 8) { $0 + $1.work } }

    /// - Parameter otherCases: those of the scalar, which are found once for any number of sets.
    func contains(_ scalar: Unicode.Scalar, otherCases: [Unicode.Scalar] = []) -> Bool {
        let isIn = includes(scalar, otherCases) || (ignoresCase && otherCases.contains { includes($0, []) })
        return isIn != isNegated
    }

    private func includes(_ scalar: Unicode.Scalar, _ otherCases: [Unicode.Scalar]) -> Bool {
        if ranges.contains(where: { $0.contains(scalar.value) }) { return true }
        if !categories.isEmpty, categories.contains(scalar.properties.generalCategory) { return true }
        return nested.contains { $0.contains(scalar, otherCases: otherCases) }
    }

    // MARK: Named classes

    static let digits = ScalarSet(0x30...0x39)
    static let word = ScalarSet(0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A)
    static let space = ScalarSet(0x9...0xA, 0xC...0xD, 0x20...0x20)
    static let any = ScalarSet(0...0x10FFFF)
    static let anyButNewline = ScalarSet(0...0x9, 0xB...0x10FFFF)

    /// `[:alpha:]` and its like, which go by ASCII.
    static let posix: [String: ScalarSet] = [
        "alnum": ScalarSet(0x30...0x39, 0x41...0x5A, 0x61...0x7A), "alpha": ScalarSet(0x41...0x5A, 0x61...0x7A),
        "ascii": ScalarSet(0...0x7F), "blank": ScalarSet(0x9...0x9, 0x20...0x20), "cntrl": ScalarSet(0...0x1F, 0x7F...0x7F),
        "digit": digits, "graph": ScalarSet(0x21...0x7E), "lower": ScalarSet(0x61...0x7A), "print": ScalarSet(0x20...0x7E),
        "punct": ScalarSet(0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E), "space": ScalarSet(0x9...0xD, 0x20...0x20),
        "upper": ScalarSet(0x41...0x5A), "word": word, "xdigit": ScalarSet(0x30...0x39, 0x41...0x46, 0x61...0x66),
    ]

    /// `\p{L}`, `\p{Lu}` and the other general categories; `nil` for a name that is none.
    static func category(_ name: String) -> Set<Unicode.GeneralCategory>? {
        let letters: Set<Unicode.GeneralCategory> = [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter]
        switch name {
        case "L": return letters
        case "Lu": return [.uppercaseLetter]
        case "Ll": return [.lowercaseLetter]
        case "Lt": return [.titlecaseLetter]
        case "Lm": return [.modifierLetter]
        case "Lo": return [.otherLetter]
        case "M": return [.nonspacingMark, .spacingMark, .enclosingMark]
        case "Mn": return [.nonspacingMark]
        case "Mc": return [.spacingMark]
        case "Me": return [.enclosingMark]
        case "N": return [.decimalNumber, .letterNumber, .otherNumber]
        case "Nd": return [.decimalNumber]
        case "Nl": return [.letterNumber]
        case "No": return [.otherNumber]
        case "P":
            return [
                .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
                .finalPunctuation, .otherPunctuation,
            ]
        case "Pc": return [.connectorPunctuation]
        case "Pd": return [.dashPunctuation]
        case "Ps": return [.openPunctuation]
        case "Pe": return [.closePunctuation]
        case "Pi": return [.initialPunctuation]
        case "Pf": return [.finalPunctuation]
        case "Po": return [.otherPunctuation]
        case "S": return [.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol]
        case "Sm": return [.mathSymbol]
        case "Sc": return [.currencySymbol]
        case "Sk": return [.modifierSymbol]
        case "So": return [.otherSymbol]
        case "Z": return [.spaceSeparator, .lineSeparator, .paragraphSeparator]
        case "Zs": return [.spaceSeparator]
        case "Zl": return [.lineSeparator]
        case "Zp": return [.paragraphSeparator]
        case "C": return [.control, .format, .surrogate, .privateUse]
        case "Cc": return [.control]
        case "Cf": return [.format]
        case "Co": return [.privateUse]
        default: return nil
        }
    }
}

extension Unicode.Scalar {
    /// The same letter in its other cases, where these are one scalar each; the Kelvin sign is a `K`, and so a `k`.
    var otherCases: [Unicode.Scalar] {
        let (lower, upper) = (Self.only(properties.lowercaseMapping), Self.only(properties.uppercaseMapping))
        let further = [lower.flatMap { Self.only($0.properties.uppercaseMapping) }, upper.flatMap { Self.only($0.properties.lowercaseMapping) }]
        return ([lower, upper] + further).compactMap { $0 == self ? nil : $0 }
    }

    private static func only(_ text: String) -> Unicode.Scalar? {
        text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
    }
}

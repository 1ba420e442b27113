/// Why a text is not JSON, and where.
public struct ParseError: Error, Sendable, Hashable {
    public var code: Code
    /// Bytes before the mistake.
    public var offset: Int
    /// The line of the mistake, from 1; lines end with a line feed.
    public var line: Int
    /// The column of the mistake, from 1, in Unicode scalars.
    public var column: Int

    public enum Code: String, Sendable, Hashable, CaseIterable {
        case empty
        case byteOrderMark = "byte-order-mark"
        case unexpectedCharacter = "unexpected-character"
        case unexpectedEnd = "unexpected-end"
        case trailingText = "trailing-text"
        case invalidUTF8 = "invalid-utf8"
        case controlCharacter = "control-character"
        case invalidEscape = "invalid-escape"
        case loneSurrogate = "lone-surrogate"
        case invalidNumber = "invalid-number"
        case leadingZero = "leading-zero"
        case numberRange = "number-range"
        case duplicateKey = "duplicate-key"
        case tooDeep = "too-deep"
        case tooLong = "too-long"
    }
}

extension ParseError.Code {
    /// What is wrong, and what would make it pass.
    public var sentence: String {
        switch self {
        case .empty: "There is no value here; JSON text holds exactly one."
        case .byteOrderMark: "JSON text must not begin with a byte order mark; leave the bytes EF BB BF out."
        case .unexpectedCharacter: "This character cannot stand here; a value, a comma or a closing bracket was expected."
        case .unexpectedEnd: "The text ends before the value is complete; close what is open."
        case .trailingText: "Something follows the value; JSON text holds exactly one."
        case .invalidUTF8: "These bytes are not UTF-8; write the text in UTF-8."
        case .controlCharacter: "A control character must be escaped inside a string, such as \\n or \\u0000."
        case .invalidEscape: "After a backslash only \" \\ / b f n r t and u with four hexadecimal digits are allowed."
        case .loneSurrogate: "Half of a surrogate pair stands alone; write both halves, or the character itself."
        case .invalidNumber: "A number needs a digit here."
        case .leadingZero: "A number must not begin with a zero before other digits; leave the zero out."
        case .numberRange: "This number is out of range: integers need 64 bits, other numbers a double; write it as a string."
        case .duplicateKey: "This object has this key already; each key may come once."
        case .tooDeep: "Arrays and objects are nested too deeply here; make the text flatter, or raise the limit."
        case .tooLong: "The text is longer than allowed; make it shorter, or raise the limit."
        }
    }
}

extension ParseError: CustomStringConvertible {
    public var description: String { "line \(line), column \(column): \(code.sentence) (\(code.rawValue))" }
}

extension ParseError {
    /// Places a fault in the text by counting what stands before it.
    init(_ fault: Fault, in bytes: UnsafeBufferPointer<UInt8>) {
        code = fault.code
        offset = fault.offset
        line = 1
        column = 1
        for byte in bytes.prefix(fault.offset) {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
    }
}

/// A mistake while reading, before its line and column are counted.
struct Fault: Error {
    var code: ParseError.Code
    var offset: Int

    init(_ code: ParseError.Code, _ offset: Int) {
        self.code = code
        self.offset = offset
    }
}

import Foundation

/// The parts of a mail message.
enum MIME {
    // MARK: Headers

    /// A header of free text, in encoded words where it is not plain ASCII (RFC 2047).
    static func unstructured(_ name: String, _ value: String) -> String {
        folded(name + ":", words(Escaping.oneLine(value), structured: false))
    }

    static func addresses(_ name: String, _ addresses: [EmailLetter.Address]) throws -> String {
        let parts = try addresses.enumerated().flatMap { index, address -> [String] in
            guard isMailbox(address.mailbox) else {
                throw EmailLetter.Fault.mailbox(field: name, value: address.mailbox)
            }
            let end = index + 1 < addresses.count ? "," : ""
            let shown = Escaping.oneLine(address.name ?? "")
            guard !shown.isEmpty else { return [address.mailbox + end] }
            return words(shown, structured: true) + ["<\(address.mailbox)>\(end)"]
        }
        return folded(name + ":", parts)
    }

    /// A local part and a domain of the plain kind (RFC 5322, dot-atom on both sides); nothing that could
    /// end the header or the address.
    static func isMailbox(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count <= 254, let at = scalars.firstIndex(of: "@") else { return false }
        return isDotAtom(scalars[..<at]) && isDotAtom(scalars[(at + 1)...])
    }

    private static func isDotAtom(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        scalars.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.allSatisfy { isAtom($0) }
        }
    }

    private static func isAtom(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
            || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
    }

    /// A text as words that may be folded between. A plain text goes as it is; where any of it needs
    /// encoding, all of it is encoded, since spaces between encoded words are not shown.
    private static func words(_ text: String, structured: Bool) -> [String] {
        let plain = text.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) }
            && !text.utf8.starts(with: "=?".utf8) && !text.contains("=?")
        let atoms = text.split(separator: " ").map(String.init)
        if plain, atoms.allSatisfy({ $0.utf8.count <= 70 }) {
            if !structured { return atoms }
            if atoms.allSatisfy({ $0.unicodeScalars.allSatisfy(isAtom) }) { return atoms }
        }
        return encodedWords(text)
    }

    /// Base64 encoded words that fit one line behind the longest field name, none of which cuts a character (RFC 2047, 2 and 5).
    private static func encodedWords(_ text: String) -> [String] {
        var words: [String] = []
        var bytes: [UInt8] = []
        func flush() {
            if !bytes.isEmpty { words.append("=?UTF-8?B?\(Data(bytes).base64EncodedString())?=") }
            bytes = []
        }
        for scalar in text.unicodeScalars {
            let next = Array(String(scalar).utf8)
            if bytes.count + next.count > 36 { flush() }
            bytes += next
        }
        flush()
        return words
    }

    /// Lines of at most 78 characters, gone on after a space (RFC 5322, 2.1.1 and 2.2.3).
    private static func folded(_ name: String, _ words: [String]) -> String {
        var lines = [name]
        for word in words {
            let current = lines[lines.count - 1]
            if current.utf8.count + 1 + word.utf8.count > 76, current.utf8.count > name.utf8.count {
                lines.append(" " + word)
            } else {
                lines[lines.count - 1] = current + " " + word
            }
        }
        return lines.joined(separator: "\r\n")
    }

    /// `Tue, 24 Nov 2026 09:05:00 +0000` (RFC 5322, 3.3).
    static func date(_ date: Date, _ zone: TimeZone) -> String {
        let offset = zone.secondsFromGMT(for: date)
        let limit = 86_400 * Double(AxisDay.last)
        let since = date.timeIntervalSince1970.isFinite ? date.timeIntervalSince1970 : 0
        let seconds = Int(min(max(since, 0), limit).rounded(.down)) + offset
        let day = AxisDay(daysSince1970: Int((Double(seconds) / 86_400).rounded(.down)))
        let (year, month, dayOfMonth) = day.civil
        let rest = seconds - day.number * 86_400
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][((day.number % 7) + 7) % 7]
        let name = Wording.english.months[month - 1]
        let minutes = abs(offset) / 60
        let zoneText = (offset < 0 ? "-" : "+") + two(minutes / 60) + two(minutes % 60)
        return "\(weekday), \(dayOfMonth) \(name) \(year) \(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60)) \(zoneText)"
    }

    // MARK: Bodies

    static func multipart(_ kind: String, boundary: String, _ parts: [String]) -> String {
        let open = "Content-Type: multipart/\(kind); boundary=\"\(boundary)\"\r\n\r\n"
        return open + parts.map { "--\(boundary)\r\n\($0)\r\n" }.joined() + "--\(boundary)--\r\n"
    }

    static func text(_ kind: String, _ text: String) -> String {
        "Content-Type: text/\(kind); charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            + quotedPrintable(text)
    }

    static func attachment(_ file: EmailLetter.Attachment) throws -> String {
        let parts = file.mediaType.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isToken) }) else {
            throw EmailLetter.Fault.mediaType(file.mediaType)
        }
        let base64 = Data(file.bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
        // RFC 2231: every byte but letters and digits as %XX, so a name can end neither value nor header.
        let name = Escaping.oneLine(file.name).utf8.map { byte in
            isLetterOrDigit(byte) || byte == 0x2E || byte == 0x2D ? String(UnicodeScalar(byte)) : "%" + hex(byte)
        }.joined()
        return "Content-Type: \(file.mediaType)\r\nContent-Transfer-Encoding: base64\r\n"
            + "Content-Disposition: attachment;\r\n filename*=UTF-8''\(name)\r\n\r\n" + base64
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func isToken(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "+-.".utf8.contains(byte)
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.utf8.count == 1 ? "0" + digits : digits
    }

    /// Quoted-printable with lines of at most 76 characters (RFC 2045, 6.7).
    static func quotedPrintable(_ text: String) -> String {
        var out = ""
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { out += "\r\n" }
            var width = 0
            let bytes = Array(line.utf8)
            for (place, byte) in bytes.enumerated() {
                let isLast = place + 1 == bytes.count
                let isPlain = (0x21...0x7E).contains(byte) && byte != 0x3D || (byte == 0x20 || byte == 0x09) && !isLast
                // A dot or "From " at a line's beginning is changed by mail programs on the way.
                let isFragile = width == 0 && (byte == 0x2E || byte == 0x46)
                let piece = isPlain && !isFragile ? String(UnicodeScalar(byte)) : "=" + hex(byte)
                if width + piece.utf8.count > 75 {
                    out += "=\r\n"
                    width = 0
                }
                out += piece
                width += piece.utf8.count
            }
        }
        return out
    }
}

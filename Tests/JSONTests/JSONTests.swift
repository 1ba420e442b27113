import JSON

/// The first mistake in a text as "code line:column@offset", or the value as compact JSON.
func reading(_ text: String, limits: Limits = .standard) -> String {
    reading(bytes: Array(text.utf8), limits: limits)
}

func reading(bytes: [UInt8], limits: Limits = .standard) -> String {
    do {
        return try Value.parse(bytes, limits: limits).text
    } catch {
        return "\(error.code.rawValue) \(error.line):\(error.column)@\(error.offset)"
    }
}

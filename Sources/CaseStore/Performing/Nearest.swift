/// The name that was probably meant.
public enum Nearest {
    /// The one of `names` that is few letters away from `word`, capitals and small letters alike; nil where none is near.
    public static func name(to word: String, among names: some Sequence<String>) -> String? {
        let letters = folded(word)
        // One letter in three may be wrong: what is further away is another word.
        let limit = max(1, letters.count / 3)
        var best: (name: String, distance: Int)?
        for name in names {
            let candidate = folded(name)
            guard abs(candidate.count - letters.count) <= limit else { continue }
            let distance = distance(letters, candidate)
            if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
        }
        return best?.name
    }

    private static func folded(_ text: String) -> [Unicode.Scalar] {
        Array(text.unicodeScalars.prefix(64).flatMap { $0.properties.lowercaseMapping.unicodeScalars })
    }

    /// Letters put in, taken out or changed.
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var last = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var row = [i + 1]
            for (j, right) in b.enumerated() {
                row.append(min(last[j + 1] + 1, row[j] + 1, last[j] + (left == right ? 0 : 1)))
            }
            last = row
        }
        return last[b.count]
    }
}

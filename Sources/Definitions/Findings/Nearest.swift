/// The name that was probably meant: one way for definitions, commands and people.
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

    /// Letters put in, taken out, changed, or swapped with their neighbour (Damerau's distance, restricted).
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var before: [Int] = []
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for j in 0..<b.count {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
                row.append(cost)
            }
            before = last
            last = row
        }
        return last[b.count]
    }
}

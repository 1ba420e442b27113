/// What somebody may have meant who mistyped a name.
enum Spelling {
    /// The name nearest to `text`, if it is near enough: at most a third of its letters are other, missing or swapped.
    static func nearest(to text: String, among names: some Sequence<String>) -> String? {
        let text = Array(text.unicodeScalars.prefix(64))
        var best: (name: String, distance: Int)?
        for name in names {
            let distance = distance(text, Array(name.unicodeScalars.prefix(64)))
            if distance <= max(1, text.count / 3), distance < best?.distance ?? .max { best = (name, distance) }
        }
        return best?.name
    }

    /// Letters changed, added, left out, or two neighbours swapped (optimal string alignment).
    private static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
        var rows = [[Int]](repeating: [Int](repeating: 0, count: other.count + 1), count: one.count + 1)
        for i in 0...one.count { rows[i][0] = i }
        for j in 0...other.count { rows[0][j] = j }
        guard !one.isEmpty, !other.isEmpty else { return max(one.count, other.count) }
        for i in 1...one.count {
            for j in 1...other.count {
                let cost = one[i - 1] == other[j - 1] ? 0 : 1
                rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + cost)
                if i > 1, j > 1, one[i - 1] == other[j - 2], one[i - 2] == other[j - 1] { rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1) }
            }
        }
        return rows[one.count][other.count]
    }
}

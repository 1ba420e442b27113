/// Finds the name that somebody meant.
enum Suggestion {
    /// The name nearest to `name`, by letters added, left out, changed or swapped; `nil` where none is near.
    static func nearest(to name: String, among names: some Sequence<String>) -> String? {
        guard name.utf8.count <= 100 else { return nil }
        let allowed = max(1, name.utf8.count / 3)
        let near = names.compactMap { candidate -> (Int, String)? in
            guard abs(candidate.utf8.count - name.utf8.count) <= allowed, !candidate.utf8.contains(64) else { return nil }
            let distance = distance(Array(name.utf8), Array(candidate.utf8))
            // A name of which no letter is left is another name.
            return distance <= allowed && distance < name.utf8.count ? (distance, candidate) : nil
        }
        return near.min { ($0.0, $0.1) < ($1.0, $1.1) }?.1
    }

    /// The words that offer it.
    static func question(_ nearest: String?) -> String { nearest.map { "; did you mean `\($0)`?" } ?? "" }

    /// The optimal string alignment distance.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var before: [Int] = []
        var last = Array(0...b.count)
        for (row, left) in a.enumerated() {
            var current = [row + 1]
            for (column, right) in b.enumerated() {
                var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (left == right ? 0 : 1))
                if row > 0, column > 0, left == b[column - 1], a[row - 1] == right { best = min(best, before[column - 1] + 1) }
                current.append(best)
            }
            before = last
            last = current
        }
        return last[b.count]
    }
}

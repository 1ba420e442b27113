/// The text of a file, by lines of Unicode scalars, as YAML counts them.
///
/// A line ends at a line feed, a carriage return, both together, and (as YAML 1.1 readers hold) at U+0085, U+2028 and
/// U+2029; anything else would put every later place one line off.
struct SourceText: Sendable {
    let file: String
    let text: String
    let scalars: [Unicode.Scalar]
    /// Where each line begins in `scalars`.
    private let starts: [Int]

    init(file: String, text: String) {
        self.file = file
        self.text = text
        scalars = Array(text.unicodeScalars)
        var starts = [0]
        var index = 0
        while index < scalars.count {
            if scalars[index].isLineBreak {
                if scalars[index] == "\r", index + 1 < scalars.count, scalars[index + 1] == "\n" { index += 1 }
                starts.append(index + 1)
            }
            index += 1
        }
        self.starts = starts
    }

    var lineCount: Int { starts.count }

    /// The line without its end, counted from 1; empty where there is none.
    func line(_ number: Int) -> String {
        guard number >= 1, number <= starts.count else { return "" }
        var end = number < starts.count ? starts[number] : scalars.count
        let start = starts[number - 1]
        while end > start, scalars[end - 1].isLineBreak { end -= 1 }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[start..<end])
        return String(view)
    }

    /// The index of a scalar by line and column, both from 1.
    func index(line: Int, column: Int) -> Int? {
        guard line >= 1, line <= starts.count, column >= 1 else { return nil }
        let index = starts[line - 1] + column - 1
        return index <= scalars.count ? index : nil
    }

    func place(at index: Int) -> Place {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= index { low = middle + 1 } else { high = middle }
        }
        let line = max(low, 1)
        return Place(file: file, line: line, column: index - starts[line - 1] + 1)
    }
}

extension Unicode.Scalar {
    var isLineBreak: Bool { self == "\n" || self == "\r" || self == "\u{85}" || self == "\u{2028}" || self == "\u{2029}" }
    var isBlank: Bool { self == " " || self == "\t" }
}

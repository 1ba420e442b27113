/// A distance, or a cost put as a distance, in whole tenths of a kilometre, so that sums are exact.
public struct Kilometres: Hashable, Comparable, Sendable, Codable, CustomStringConvertible, ExpressibleByIntegerLiteral {
    /// Tenths of a kilometre.
    public let tenths: Int

    public init(tenths: Int) { self.tenths = tenths }

    /// Rounded to the nearest tenth; nil where `kilometres` is not a number or beyond ten million.
    public init?(_ kilometres: Double) {
        guard kilometres.isFinite, abs(kilometres) <= 1e7 else { return nil }
        tenths = Int((kilometres * 10).rounded())
    }

    /// Whole kilometres.
    public init(integerLiteral kilometres: Int) {
        let (tenths, overflows) = kilometres.multipliedReportingOverflow(by: 10)
        self.tenths = overflows ? (kilometres < 0 ? .min : .max) : tenths
    }

    public static let zero = Kilometres(tenths: 0)

    public static func < (left: Kilometres, right: Kilometres) -> Bool { left.tenths < right.tenths }

    /// The sum, held at the ends of the range.
    public static func + (left: Kilometres, right: Kilometres) -> Kilometres {
        let (sum, overflows) = left.tenths.addingReportingOverflow(right.tenths)
        return Kilometres(tenths: overflows ? (left.tenths < 0 ? .min : .max) : sum)
    }

    /// The difference, held at the ends of the range.
    public static func - (left: Kilometres, right: Kilometres) -> Kilometres {
        let (difference, overflows) = left.tenths.subtractingReportingOverflow(right.tenths)
        return Kilometres(tenths: overflows ? (left.tenths < 0 ? .min : .max) : difference)
    }

    /// `3,575.1 km`
    public var description: String {
        let whole = String(tenths.magnitude / 10)
        var grouped = ""
        for (place, digit) in whole.enumerated() {
            if place > 0, (whole.utf8.count - place) % 3 == 0 { grouped.append(",") }
            grouped.append(digit)
        }
        return "\(tenths < 0 ? "-" : "")\(grouped).\(tenths.magnitude % 10) km"
    }
}

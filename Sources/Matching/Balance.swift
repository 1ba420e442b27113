/// What an organisation has received and given, over all cycles and groups.
///
/// It is kept by organisation and not by group, so what is owed passes on when a group is formed anew or a member leaves.
public struct Tally: Hashable, Sendable, Codable {
    /// Reviews held at this organisation.
    public var hosted: Int
    /// Visitors received at them: two for a review with a lead and an assistant.
    public var received: Int
    public var led: Int
    public var assisted: Int

    /// - Parameter received: two for each review hosted, where nothing else is said.
    public init(hosted: Int = 0, received: Int? = nil, led: Int = 0, assisted: Int = 0) {
        self.hosted = hosted
        self.received = received ?? Tally.sum(hosted, hosted)
        self.led = led
        self.assisted = assisted
    }

    /// Visitors received less visits made. Over everybody, outside leads included, these sum to zero.
    public var visitsOwed: Int {
        let (owed, overflows) = received.subtractingReportingOverflow(Tally.sum(led, assisted))
        return overflows ? (received < 0 ? .min : .max) : owed
    }

    /// Whole reviews owed, a half counted as one: a school that was reviewed and has not reviewed owes one. Below zero
    /// where others owe this one.
    public var reviewsOwed: Int { visitsOwed / 2 + visitsOwed % 2 }

    public static func + (left: Tally, right: Tally) -> Tally {
        Tally(
            hosted: sum(left.hosted, right.hosted), received: sum(left.received, right.received),
            led: sum(left.led, right.led), assisted: sum(left.assisted, right.assisted))
    }

    /// The sum, held at the ends of the range, since a tally may come from outside.
    private static func sum(_ one: Int, _ other: Int) -> Int {
        let (sum, overflows) = one.addingReportingOverflow(other)
        return overflows ? (one < 0 ? .min : .max) : sum
    }
}

/// Everybody's tallies.
public struct Balance: Hashable, Sendable {
    /// By organisation; whoever has none has received and given nothing.
    public private(set) var tallies: [Label: Tally]

    /// - Parameters:
    ///   - carried: what stood before.
    ///   - reviews: the reviews that were held since.
    public init(carried: [Label: Tally] = [:], reviews: [Rota.Review] = []) {
        tallies = carried
        for review in reviews { add(review) }
    }

    public subscript(organisation: Label) -> Tally { tallies[organisation] ?? Tally() }

    /// Everybody who owes a review or is owed one, most owing first, then by label.
    public var rows: [(organisation: Label, tally: Tally)] {
        tallies.filter { $0.value.visitsOwed != 0 }
            .map { (organisation: $0.key, tally: $0.value) }
            .sorted { ($1.tally.visitsOwed, $0.organisation) < ($0.tally.visitsOwed, $1.organisation) }
    }

    /// Counts a review that was held with a lead and an assistant.
    public mutating func add(_ review: Rota.Review) {
        tallies[review.host] = self[review.host] + Tally(hosted: 1)
        switch review.lead {
        case .member(let lead), .outside(let lead): tallies[lead] = self[lead] + Tally(led: 1)
        }
        tallies[review.assistant] = self[review.assistant] + Tally(assisted: 1)
    }
}

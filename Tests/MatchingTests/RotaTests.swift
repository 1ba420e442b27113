import Matching
import Testing

@Suite("The rota of a group")
struct RotaTests {
    private func led(_ review: Rota.Review) -> Label {
        switch review.lead {
        case .member(let lead), .outside(let lead): lead
        }
    }

    @Test("of three is a directed ring, one review a term, and is reversed in the next cycle")
    func ring() throws {
        let first = try Rota(members: ["A", "B", "C"])
        #expect(first.reviews == [
            Rota.Review(host: "A", lead: .member("C"), assistant: "B", slot: Rota.Slot(term: .autumn)),
            Rota.Review(host: "B", lead: .member("A"), assistant: "C", slot: Rota.Slot(term: .spring)),
            Rota.Review(host: "C", lead: .member("B"), assistant: "A", slot: Rota.Slot(term: .summer)),
        ])
        let next = try Rota(members: ["A", "B", "C"], cycle: 1)
        #expect(next.reviews.map { [$0.host, led($0), $0.assistant] } == [["A", "B", "C"], ["B", "C", "A"], ["C", "A", "B"]])
    }

    @Test("of four has two reviews in one of the terms")
    func four() throws {
        let rota = try Rota(members: ["A", "B", "C", "D"])
        #expect(rota.reviews.map { [$0.host, led($0), $0.assistant] } == [
            ["A", "D", "C"], ["B", "A", "D"], ["C", "B", "A"], ["D", "C", "B"],
        ])
        #expect(rota.reviews.map(\.slot) == [
            Rota.Slot(term: .autumn), Rota.Slot(term: .spring), Rota.Slot(term: .spring, place: 2), Rota.Slot(term: .summer),
        ])
        let summer = try Rota(members: ["A", "B", "C", "D"], doubleTerm: .summer)
        #expect(summer.reviews.map(\.slot.term) == [.autumn, .spring, .summer, .summer])
    }

    @Test("lets each member host, lead and assist exactly once, and nobody lead where her own lead is from",
        arguments: [3, 4], [0, 1, 2, 7, -1])
    func invariants(size: Int, cycle: Int) throws {
        let members = ["A", "B", "C", "D"].prefix(size).map { Label($0) }
        let rota = try Rota(members: members, cycle: cycle)
        #expect(rota.reviews.map(\.host).sorted() == members)
        #expect(rota.reviews.map(led).sorted() == members)
        #expect(rota.reviews.map(\.assistant).sorted() == members)
        #expect(Set(rota.reviews.map(\.slot)).count == size)
        for review in rota.reviews {
            #expect(Set([review.host, led(review), review.assistant]).count == 3)
            #expect(!rota.reviews.contains { $0.host == led(review) && led($0) == review.host })
        }
    }

    @Test("of two members needs a lead from outside")
    func two() throws {
        let rota = try Rota(members: ["A", "B"], outsideLead: "X")
        #expect(rota.reviews == [
            Rota.Review(host: "A", lead: .outside("X"), assistant: "B", slot: Rota.Slot(term: .autumn)),
            Rota.Review(host: "B", lead: .outside("X"), assistant: "A", slot: Rota.Slot(term: .spring)),
        ])
        #expect(throws: Rota.Failure.outsideLeadNeeded) { try Rota(members: ["A", "B"]) }
        #expect(throws: Rota.Failure.outsideLeadUnneeded) { try Rota(members: ["A", "B", "C"], outsideLead: "X") }
        #expect(throws: Rota.Failure.memberTwice) { try Rota(members: ["A", "B"], outsideLead: "B") }
        #expect(throws: Rota.Failure.memberTwice) { try Rota(members: ["A", "B", "A"]) }
        #expect(throws: Rota.Failure.notTwoToFour) { try Rota(members: ["A"]) }
    }
}

@Suite("The balance of reviews")
struct BalanceTests {
    @Test("is even for everybody after a whole cycle")
    func even() throws {
        for size in 3...4 {
            let members = ["A", "B", "C", "D"].prefix(size).map { Label($0) }
            let balance = Balance(reviews: try Rota(members: members).reviews)
            #expect(balance.rows.isEmpty)
            #expect(balance["A"] == Tally(hosted: 1, received: 2, led: 1, assisted: 1))
        }
    }

    @Test("a school that was reviewed and has not reviewed owes one, which is carried over when it leaves")
    func carried() throws {
        let held = try Rota(members: ["A", "B", "C"]).reviews.prefix(1)
        let after = Balance(reviews: Array(held))
        #expect(after["A"].reviewsOwed == 1)
        #expect(after.rows.map(\.organisation) == ["A", "B", "C"])
        #expect(after.rows.map(\.tally.visitsOwed) == [2, -1, -1])
        let next = Balance(carried: after.tallies, reviews: try Rota(members: ["A", "E", "F"]).reviews)
        #expect(next["A"].reviewsOwed == 1)
        #expect(next["E"].reviewsOwed == 0)
    }

    @Test("visits owed sum to zero over everybody, a lead from outside included")
    func zero() throws {
        let balance = Balance(reviews: try Rota(members: ["A", "B"], outsideLead: "X").reviews)
        #expect(balance["A"].reviewsOwed == 1)
        #expect(balance["X"].reviewsOwed == -1)
        #expect(balance.tallies.values.reduce(0) { $0 + $1.visitsOwed } == 0)
    }

    @Test("absurd tallies from outside never overflow")
    func absurd() {
        let tally = Tally(hosted: .max, led: .max, assisted: .max) + Tally(hosted: 1, received: .min, led: .min)
        #expect(tally.hosted == .max)
        #expect(Tally(received: .min, led: 1, assisted: .max).visitsOwed == .min)
    }
}

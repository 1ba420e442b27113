import Foundation
import ProgramRunning
import Testing

extension Program {
    /// A virtual file with three schools, their heads and two trained reviewers, and one review that has just begun.
    func withReview() throws {
        try write("id,name,trust\nalder,Alder Bank School,\nbrindle,Brindle Cross Academy,\ncandle,Candlewick Lane School,\n", to: "organisations.csv")
        try write("id,name,email\np10,Hana Alder,hana@alder.example\np11,Ben Brindle,ben@brindle.example\np12,Cleo Candle,\n", to: "people.csv")
        try write("person,organisation,post,from\np10,alder,headteacher,2020-09-01\np11,brindle,headteacher,2020-09-01\np12,candle,headteacher,2020-09-01\n", to: "affiliations.csv")
        try write("person,kind,from\np11,trained_reviewer,2025-09-01\np12,trained_reviewer,2025-09-01\n", to: "credentials.csv")
        for arguments in [
            ["new", "a.triad", "--coordinator", "Ada Marsh", "--virtual", "2026-05-04"],
            ["import", "organisations.csv", "people.csv", "affiliations.csv", "credentials.csv", "--apply"],
            ["start", "triad-review", "--subject", "alder", "coordinator=Ada Marsh", "host=alder", "lead=brindle", "reviewer=candle"],
        ] {
            let ended = try run(arguments)
            try #require(ended.code == 0, "\(arguments): \(ended.err)")
        }
    }

    static let dates = ["papers_on=2026-09-10", "visit_on=2026-10-06", "visit_until=2026-10-07", "workshop_on=2026-11-20", "impact_on=2027-03-01"]
}

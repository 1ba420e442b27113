import Casework
import Timetables

extension Glance {
    /// A term's timetable from the rows of a table, taken whole or not at all.
    ///
    /// - Throws: `Refusal` `wrong-type` with every mistake.
    public func timetable(_ rows: [[String: String]], term: String) throws(Refusal) -> Timetable {
        do throws(TimetableTable.Mistakes) {
            return try TimetableTable.read(rows, term: term) { try? person($0) }
        } catch {
            throw Refusal(
                .wrongType, "Nothing was changed; mend these first.", place: error.all.first?.place, remedy: "Mend them, then send all of it again.",
                details: error.all.map { .init(place: $0.place, code: Refusal.Code.wrongType.rawValue, sentence: $0.sentence) })
        }
    }
}

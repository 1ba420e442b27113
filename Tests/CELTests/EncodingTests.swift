import Foundation
import Testing

@testable import CEL

private struct Visit: Encodable {
    struct Person: Encodable {
        let name: String
        let years: UInt8?
    }

    let daysAhead: Int
    let focus: [String]
    let people: [Person]
    let ratio: Double
    let seal: Data
    let on: Date
    let marks: [String: Bool]
    let nothing: [[Int]]
}

@Test("any Encodable value goes in")
func encodable() throws {
    let visit = Visit(
        daysAhead: 14, focus: ["e\u{301}"], people: [.init(name: "A", years: 44), .init(name: "B", years: nil)], ratio: 0.5, seal: Data([255]),
        on: Date(timeIntervalSince1970: 1.5), marks: ["open": true], nothing: [[], [1]])
    let value = try Value(encoding: visit)
    #expect(value == .map(Map([
        ("daysAhead", .int(14)), ("focus", .list([.string("e\u{301}")])),
        ("people", .list([.map(Map([("name", .string("A")), ("years", .uint(44))])), .map(Map([("name", .string("B"))]))])),
        ("ratio", .double(0.5)), ("seal", .bytes([255])), ("on", Timestamp(seconds: 1, nanoseconds: 500_000_000).map(Value.timestamp) ?? .null),
        ("marks", .map(Map([("open", .bool(true))]))), ("nothing", .list([.list([]), .list([.int(1)])])),
    ])))
    #expect(try Value(encoding: [1, 2]) == .list([.int(1), .int(2)]))
    #expect(try Value(encoding: "text") == .string("text"))
    #expect(try Value(encoding: Int?.none) == .null)
    #expect(try Value(encoding: URL(string: "https://example.org/a")) == .string("https://example.org/a"))
    #expect(try Value(encoding: [Decimal(string: "0.1")]) == .list([.double(0.1)]))
    #expect(throws: Fault.self) { try Value(encoding: Date(timeIntervalSince1970: 1e18)) }
    #expect(throws: Fault.self) { try Value(encoding: Date(timeIntervalSince1970: .nan)) }
    let environment = Environment(variables: ["visit": .dyn])
    #expect(outcome(of: "visit.daysAhead >= 10 && visit.people.exists(p, !has(p.years))", in: environment, Activation(["visit": value])) == "true")
}

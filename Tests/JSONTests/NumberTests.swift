import Chance
import JSON
import Testing

@Suite("Numbers")
struct NumberTests {
    @Test("a whole number within 64 bits stays whole", arguments: [
        ("0", 0), ("-1", -1), ("10", 10), ("9223372036854775807", .max), ("-9223372036854775808", .min),
    ] as [(String, Int64)])
    func integers(text: String, value: Int64) throws {
        #expect(try Value.parse(text) == .int(value))
        #expect(Value.int(value).text == text)
    }

    @Test("fractions, exponents and minus zero are doubles, correctly rounded", arguments: [
        ("-0", -0.0), ("-0.0", -0.0), ("1.0", 1), ("1e2", 100), ("1E+2", 100), ("25e-1", 2.5), ("0e99999999999999999999", 0),
        ("0.1", 0.1), ("3.141592653589793", .pi), ("1.7976931348623157e308", .greatestFiniteMagnitude),
        ("5e-324", .leastNonzeroMagnitude), ("2.2250738585072011e-308", .leastNormalMagnitude.nextDown), ("1e-99999999999999999999", 0),
        ("9007199254740993.0", 9_007_199_254_740_992), ("9007199254740993.00000000000000000001", 9_007_199_254_740_994),
        ("123456789012345678901234567890.0", 123456789012345678901234567890.0), ("1e22", 1e22), ("1e23", 1e23),
        ("0.000001e6", 1), ("8.5e-22", 8.5e-22),
    ])
    func doubles(text: String, value: Double) throws {
        let read = try #require(try Value.parse(text).doubleValue)
        #expect(read.bitPattern == value.bitPattern)
        #expect(try Value.parse(text).intValue == nil)
    }

    @Test("what is no number, or none that fits, has its own code", arguments: [
        ("01", "leading-zero 1:1@0"), ("-00", "leading-zero 1:2@1"), ("00.5", "leading-zero 1:1@0"),
        ("-", "unexpected-end 1:2@1"), ("-x", "invalid-number 1:2@1"), ("1.", "unexpected-end 1:3@2"), ("[1.]", "invalid-number 1:4@3"),
        ("1.e5", "invalid-number 1:3@2"), ("1e", "unexpected-end 1:3@2"), ("[1e+]", "invalid-number 1:5@4"), (".5", "unexpected-character 1:1@0"),
        ("+1", "unexpected-character 1:1@0"), ("0x10", "trailing-text 1:2@1"), ("1_000", "trailing-text 1:2@1"), ("--1", "invalid-number 1:2@1"),
        ("NaN", "unexpected-character 1:1@0"), ("Infinity", "unexpected-character 1:1@0"), ("-Infinity", "invalid-number 1:2@1"),
        ("9223372036854775808", "number-range 1:1@0"), ("-9223372036854775809", "number-range 1:1@0"),
        ("[1, 100000000000000000000]", "number-range 1:5@4"), ("1e309", "number-range 1:1@0"), ("-1e999999999999999999999", "number-range 1:1@0"),
        ("1.7976931348623159e308", "number-range 1:1@0"),
    ])
    func mistakes(text: String, mistake: String) {
        #expect(reading(text) == mistake)
    }

    @Test("a double is written as the shortest text that reads back as the same double", arguments: [
        (0.1, "0.1"), (1, "1.0"), (-0.0, "-0.0"), (1e21, "1e+21"), (.leastNonzeroMagnitude, "5e-324"), (123456.75, "123456.75"),
        (9_007_199_254_740_992, "9007199254740992.0"),
    ])
    func shortest(value: Double, text: String) {
        #expect(Value.double(value).text == text)
    }

    @Test("a number that is not finite is refused at the door, and written as null where it was put in by hand")
    func notFinite() {
        #expect(Value(finite: .nan) == nil)
        #expect(Value(finite: .infinity) == nil)
        #expect(Value(finite: 1.5) == 1.5)
        #expect(Value.array([.double(.nan), .double(-.infinity)]).text == "[null,null]")
    }

    @Test("every double survives writing and reading, bit for bit")
    func doublesRoundTrip() throws {
        var dice = SplitMix64(seed: 8259)
        for _ in 0..<20_000 {
            let number = Double(bitPattern: dice.next())
            guard number.isFinite else { continue }
            let read = try #require(try Value.parse(Value.double(number).serialized()).doubleValue)
            #expect(read.bitPattern == number.bitPattern)
        }
    }

    @Test("decimal texts are read as the standard library reads them")
    func decimalTexts() throws {
        var dice = SplitMix64(seed: 64)
        for _ in 0..<20_000 {
            let whole = UInt64.random(in: 0...(1 << UInt64.random(in: 0...63, using: &dice)), using: &dice)
            let text = "\(whole).\(UInt64.random(in: 0...999_999, using: &dice))e\(Int.random(in: -40...40, using: &dice))"
            #expect(try Value.parse(text).doubleValue?.bitPattern == Double(text)?.bitPattern)
        }
    }
}

import Chance
import JSON
import Testing

@Suite("Values and objects")
struct ValueTests {
    private let case1: Value = ["id": "C1", "open": true, "score": 2.5, "rounds": [1, 2], "note": nil, "of": ["x": 1]]

    @Test("literals, text and pretty text")
    func writing() {
        #expect(case1.text == #"{"id":"C1","open":true,"score":2.5,"rounds":[1,2],"note":null,"of":{"x":1}}"#)
        #expect(case1.pretty == """
            {
              "id": "C1",
              "open": true,
              "score": 2.5,
              "rounds": [
                1,
                2
              ],
              "note": null,
              "of": {
                "x": 1
              }
            }
            """)
        #expect((["a": [], "b": [:]] as Value).pretty == "{\n  \"a\": [],\n  \"b\": {}\n}")
        #expect(String(decoding: case1.serialized(), as: UTF8.self) == case1.text)
    }

    @Test("accessors give nil for every other kind")
    func accessors() {
        #expect(case1["id"]?.stringValue == "C1")
        #expect(case1["open"]?.boolValue == true)
        #expect(case1["score"]?.doubleValue == 2.5)
        #expect(case1["score"]?.intValue == nil)
        #expect(case1["rounds"]?[1]?.intValue == 2)
        #expect(case1["rounds"]?[1]?.doubleValue == 2)
        #expect(case1["rounds"]?[2] == nil)
        #expect(case1["rounds"]?[-1] == nil)
        #expect(case1["rounds"]?["id"] == nil)
        #expect(case1[0] == nil)
        #expect(case1["note"]?.isNull == true)
        #expect(case1["none"] == nil)
        #expect(case1["of"]?.objectValue?.keys == ["x"])
        #expect(case1.arrayValue == nil)
    }

    @Test("an object keeps its order; setting keeps the place, nil takes the member out")
    func order() {
        var object: Object = ["b": 1, "a": 2]
        object["c"] = 3
        object["b"] = 4
        object.append("a", nil)
        #expect(Value.object(object).text == #"{"b":4,"a":null,"c":3}"#)
        object["b"] = nil
        object["nothing"] = nil
        #expect(object.keys == ["a", "c"])
        #expect(object.map(\.key) == ["a", "c"])
        #expect(Object([(key: "x", value: 1), (key: "y", value: 2), (key: "x", value: 3)] as [Object.Member]) == ["x": 3, "y": 2])
        #expect(Object().isEmpty)
    }

    @Test("equality and hash ignore the order of members and nothing else")
    func equality() {
        let one: Value = ["a": 1, "b": [2, 3]]
        let other: Value = ["b": [2, 3], "a": 1]
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(one != ["a": 1, "b": [3, 2]])
        #expect(one != ["a": 1, "b": [2, 3], "c": nil])
        #expect(Value.int(1) != Value.double(1))
        #expect(Value.null != Value.bool(false))
    }

    @Test("an object with 100,000 keys is built, read, looked up and compared")
    func manyKeys() throws {
        var object = Object()
        for number in 0..<100_000 { object["key \(number)"] = .int(Int64(number)) }
        let read = try #require(try Value.parse(Value.object(object).serialized()).objectValue)
        #expect(read == object)
        #expect(read["key 99999"] == 99_999)
        #expect(read["key 100000"] == nil)
        #expect(Object(read.filter { $0.value.intValue.map { $0 < 10 } ?? false }).count == 10)
    }

    @Test("taking a member out of a large object leaves the others where they are found")
    func removal() {
        var object = Object()
        for number in 0..<20 { object["\(number)"] = .int(Int64(number)) }
        for number in stride(from: 0, to: 20, by: 2) { object["\(number)"] = nil }
        #expect(object.keys == ["1", "3", "5", "7", "9", "11", "13", "15", "17", "19"])
        #expect(object["19"] == 19)
        #expect(object["18"] == nil)
    }

    @Test("every value survives writing and reading, compact and pretty")
    func roundTrip() throws {
        var dice = SplitMix64(seed: 1)
        for _ in 0..<3_000 {
            let value = randomValue(depth: 4, &dice)
            #expect(try Value.parse(value.serialized()) == value)
            #expect(try Value.parse(value.pretty) == value)
            #expect(try Value.parse(value.text).text == value.text)
        }
    }

    @Test("no bytes whatever stop the reader")
    func randomBytes() {
        var dice = SplitMix64(seed: 2)
        let alphabet = Array("{}[]:,\"\\u0123e.-+ntrue false\u{E9}\n".utf8) + [0xFF, 0xC3, 0x00]
        var read = 0
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...12, using: &dice)).map { _ in alphabet.randomElement(using: &dice) ?? 0 }
            if (try? Value.parse(bytes)) != nil { read += 1 }
        }
        #expect(read > 0)
    }

    private func randomValue(depth: Int, _ dice: inout SplitMix64) -> Value {
        switch Int.random(in: 0...(depth > 0 ? 7 : 5), using: &dice) {
        case 0: return nil
        case 1: return .bool(Bool.random(using: &dice))
        case 2: return .int(Int64(bitPattern: dice.next()))
        case 3: return Value(finite: Double(bitPattern: dice.next())) ?? 0.5
        case 4, 5: return .string(randomText(&dice))
        case 6: return .array((0..<Int.random(in: 0...4, using: &dice)).map { _ in randomValue(depth: depth - 1, &dice) })
        default:
            var object = Object()
            for _ in 0..<Int.random(in: 0...20, using: &dice) {
                object.append(randomText(&dice), randomValue(depth: depth - 2, &dice))
            }
            return .object(object)
        }
    }

    private func randomText(_ dice: inout SplitMix64) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...6, using: &dice) {
            let ranges: [ClosedRange<UInt32>] = [0...0x7F, 0...0x1F, 0x80...0x7FF, 0x300...0x310, 0xE000...0xFFFF, 0x10000...0x10FFFF]
            let range = ranges.randomElement(using: &dice) ?? 0...0
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &dice)) { text.append(scalar) }
        }
        return String(text)
    }
}

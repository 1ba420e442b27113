import Testing

@testable import CEL

/// The language definition, section by section, beside the cases of `LanguageTests`: what is written, and what it comes to
/// when it is checked, and when it is only parsed.
private struct Rule: Sendable, CustomTestStringConvertible {
    let source: String
    let checked: String
    let parsed: String

    init(_ source: String, _ checked: String, parsed: String? = nil) {
        self.source = source
        self.checked = checked
        self.parsed = parsed ?? checked
    }

    var testDescription: String { source }

    static let everything = Environment(
        variables: ["i": .int, "size": .int, "s": .string, "d": .dyn, "m": .map(.string, .dyn)],
        libraries: [.strings, .math, .encoders, .bindings, .block, .optionals, .twoVariableComprehensions])
    static let activation = Activation([
        "i": .int(7), "size": .int(2), "s": .string("text"), "d": .int(1), "m": .map(Map([("a", .int(1)), ("n", .null)])),
    ])

    func hold() {
        #expect(outcome(of: source, in: Self.everything, Self.activation) == checked, "\(source), checked")
        guard case .success(let program) = Self.everything.compileUnchecked(source) else {
            #expect(parsed == checked, "\(source) does not parse")
            return
        }
        switch program.evaluate(Self.activation) {
        case .success(let value): #expect(value.description == parsed, "\(source), parsed")
        case .failure(let error): #expect(error.code.rawValue == parsed, "\(source), parsed")
        }
    }
}

@Test("Syntax: the lexis", arguments: [
    Rule("0X10", "syntax at 1:1"), Rule("0xfF", "255"), Rule("1U", "1u"), Rule("0xAu", "10u"), Rule("1.5e3", "1500.0"), Rule("1E-2", "0.01"), Rule(".5e1", "5.0"),
    Rule("1.", "syntax at 1:3"), Rule("0xFFFFFFFFFFFFFFFFu", "18446744073709551615u"), Rule("-0x8000000000000000", "-9223372036854775808"), Rule("0x8000000000000000", "bad-number at 1:1"),
    Rule("\t1\n\u{C}+\r\n1 ", "2"), Rule("1 // + 1\r+ 2", "3"), Rule("1 //", "1"), Rule("truex", "undeclared at 1:1", parsed: "no-such-variable"), Rule("_i1", "undeclared at 1:1", parsed: "no-such-variable"),
    Rule("as", "reserved-word at 1:1"), Rule("namespace", "reserved-word at 1:1"), Rule("m.while", "no-such-key at 1:1", parsed: "no-such-key"), Rule("{'while': 1}.while", "1"), Rule("m.null", "syntax at 1:3"),
    Rule("{'a b/c.d-e': 1}.`a b/c.d-e`", "1"), Rule("has({'a-b': 1}.`a-b`)", "true"), Rule("`i`", "syntax at 1:1"), Rule("m.``", "syntax at 1:3"), Rule("{'in': 1}.`in`", "1"), Rule("m.`a`()", "syntax at 1:6"),
])
private func lexis(_ rule: Rule) { rule.hold() }

@Test("Syntax: the grammar", arguments: [
    Rule("1 + 2 - 3 * 4 / 2 % 5", "2"), Rule("-i", "-7"), Rule("- -i", "7"), Rule("--i", "7"), Rule("!!true", "true"), Rule("1 == 1 == true", "true"), Rule("1 < 2 in [true]", "true"), Rule("2 - -2", "4"),
    Rule("true ? 1 : true ? 2 : 3", "1"), Rule("false ? 1 : false ? 2 : 3", "3"), Rule("true ? true ? 1 : 2 : 3", "syntax at 1:13"), Rule("true ? (true ? 1 : 2) : 3", "1"), Rule("true || false ? 1 : 2", "1"),
    Rule("[1, 2][0] + {'a': [5]}.a[0]", "6"), Rule("(i)", "7"), Rule("i + ", "syntax at 1:5"), Rule("size(s,)", "syntax at 1:8"), Rule("[1,,2]", "syntax at 1:4"), Rule("{'a' 1}", "syntax at 1:6"), Rule("-'a'.size()", "-1"), Rule("-1.0.isNaN", "not-a-record at 1:6", parsed: "no-matching-overload"),
    Rule((0..<40).map { _ in "1" }.joined(separator: " + "), "40"), Rule((0..<40).map { _ in "false" }.joined(separator: " || "), "false"), Rule((0..<40).map { _ in "true" }.joined(separator: " && "), "true"),
    Rule(String(repeating: "[", count: 40) + "1" + String(repeating: "]", count: 40) + String(repeating: "[0]", count: 40), "1"), Rule("size([" + (0..<40).map(String.init).joined(separator: ", ") + "])", "40"),
    Rule("size({" + (0..<40).map { "\($0): 1" }.joined(separator: ", ") + "})", "40"), Rule("1 == 1" + String(repeating: " == true", count: 40), "true"),
])
private func grammar(_ rule: Rule) { rule.hold() }

@Test("Syntax: name resolution", arguments: [
    Rule("size(s) + size", "6"), Rule("s.size() > size", "true"), Rule(".i", "7"), Rule("[1].map(i, i + .i)", "[8]"), Rule("[1].map(i, [i].map(i, i + 1))", "[[2]]"), Rule("cel.bind(i, 2, [i, .i])", "[2, 7]"),
    Rule("[[1]].all(s, s.all(s, s == 1))", "true"), Rule("[1].exists(size, size(s) > size)", "true"), Rule("[m].all(m, m.a == 1)", "true"), Rule("[{'size': 3}].map(math, math.size)", "[3]"), Rule("int", "int"), Rule(".int", "int"), Rule("[5].map(int, int)", "[5]"),
    Rule("google.protobuf.Duration", "google.protobuf.Duration"), Rule(".google.protobuf.Int32Value{value: 3}", "3"),
])
private func names(_ rule: Rule) { rule.hold() }

@Test("Values: strings and bytes", arguments: [
    Rule("'\\a\\b\\f\\n\\r\\t\\v' == '\\x07\\x08\\x0c\\x0a\\x0d\\x09\\x0b'", "true"), Rule("'\\\\\\?\\\"\\'\\`'", "\"\\\\?\\\"'`\""), Rule("'\\X41'", "\"A\""), Rule("'\\303\\277'", "\"Ã¿\""), Rule("'\\377'", "\"ÿ\""), Rule("'\\xFF'", "\"ÿ\""),
    Rule("b'\\303\\277' == b'ÿ'", "true"), Rule("b'\\377' == b'\\xFF'", "true"), Rule("b'\\xff' == b'ÿ'", "false"), Rule("'\\400'", "bad-escape at 1:2"), Rule("'\\08'", "bad-escape at 1:2"), Rule("'\\x4'", "bad-escape at 1:2"), Rule("'\\u00e'", "bad-escape at 1:2"), Rule("'\\U00110000'", "bad-escape at 1:2"),
    Rule("'\\ud83d\\ude00' == '\\U0001F600'", "true"), Rule("'\\ud83d'", "bad-escape at 1:2"), Rule("'\\ude00\\ud83d'", "bad-escape at 1:2, bad-escape at 1:8"), Rule("'\\U0000d83d'", "bad-escape at 1:2"), Rule("b'\\U00000041'", "bad-escape at 1:3"),
    Rule("'\"\"'", "\"\\\"\\\"\""), Rule("'''x''x'''", "\"x''x\""), Rule("r'\\\\'", "\"\\\\\\\\\""), Rule("R\"\"\"\\d\"\"\"", "\"\\\\d\""), Rule("b'''a\nb'''", "b\"a\\x0ab\""), Rule("rb'\\x'", "b\"\\\\x\""), Rule("Br\"\\n\" == bR'\\n'", "true"),
    Rule("'''a\r\nb\rc''' == 'a\\nb\\nc'", "true"), Rule("'a\r'", "syntax at 1:1, syntax at 1:4"), Rule("size('\\U0001F431')", "1"), Rule("size(b'\\U'.b)", "bad-escape at 1:8"), Rule("'\\u00e9' == 'e\\u0301'", "false"), Rule("'a' < '\\U00010000'", "true"), Rule("b'a' < b'ab'", "true"),
])
private func texts(_ rule: Rule) { rule.hold() }

@Test("Values: numbers", arguments: [
    Rule("1 + 1u", "no-matching-overload at 1:1", parsed: "no-matching-overload"), Rule("uint(1) + 1u", "2u"), Rule("18446744073709551615u + 1u", "overflow at 1:1", parsed: "overflow"), Rule("9223372036854775807 * 2", "overflow at 1:1", parsed: "overflow"), Rule("0u - 1u", "overflow at 1:1", parsed: "overflow"),
    Rule("-(-9223372036854775808)", "overflow at 1:1", parsed: "overflow"), Rule("1e308 * 10.0", "double(\"Infinity\")"), Rule("0.0 / 0.0 == 0.0 / 0.0", "false"), Rule("-0.0 == 0.0", "true"), Rule("5 % -3", "2"), Rule("-5 % 3", "-2"), Rule("-5 / 3", "-1"), Rule("1u / 0u", "division-by-zero at 1:1", parsed: "division-by-zero"), Rule("5.0 % 2.0", "no-matching-overload at 1:1", parsed: "no-matching-overload"),
    Rule("0.1 + 0.2", "0.30000000000000004"), Rule("-1.0 / 0.0", "double(\"-Infinity\")"),
])
private func numbers(_ rule: Rule) { rule.hold() }

@Test("Values: lists, maps and messages", arguments: [
    Rule("{1: 1, 1: 2}", "repeated-key at 1:1", parsed: "repeated-key"), Rule("{1: 1, 1u: 2}", "repeated-key at 1:1", parsed: "repeated-key"), Rule("{null: 1}", "type-mismatch at 1:2", parsed: "unsupported-key"), Rule("{b'a': 1}", "type-mismatch at 1:2", parsed: "unsupported-key"), Rule("{true: 'yes'}[true]", "\"yes\""),
    Rule("{'é': 1, 'e\\u0301': 2}.size()", "2"), Rule("{'e\\u0301': 1}['\\u00e9']", "no-such-key at 1:1", parsed: "no-such-key"), Rule("[1, 'a', null]", "[1, \"a\", null]"), Rule("{'a': 1, 2: 'b'}[2]", "\"b\""), Rule("[1] + [2.0]", "no-matching-overload at 1:1", parsed: "[1, 2.0]"), Rule("[1] + [dyn(2.0)]", "[1, 2.0]"),
    Rule("[0, 1][2u]", "no-matching-overload at 1:1", parsed: "index-out-of-range"), Rule("[0, 1][dyn(1u)]", "1"), Rule("[0, 1][dyn(0.5)]", "index-out-of-range at 1:1", parsed: "index-out-of-range"), Rule("{1: 'a'}[dyn(1.0)]", "\"a\""), Rule("google.protobuf.BytesValue{value: b'a'} == b'a'", "true"),
    Rule("google.protobuf.UInt32Value{value: 4294967296u}", "overflow at 1:1", parsed: "overflow"), Rule("google.protobuf.FloatValue{value: 1.5}", "1.5"), Rule("google.protobuf.BoolValue{}", "false"), Rule("google.protobuf.Int64Value{value: 1, value: 2}", "syntax at 1:38", parsed: "repeated-key"),
    Rule("google.protobuf.Timestamp{seconds: 1, nanos: 1000000000}", "overflow at 1:1", parsed: "overflow"), Rule("google.protobuf.Duration{seconds: 1, nanos: -1}", "duration(\"0.999999999s\")"), Rule("type(google.protobuf.StringValue{value: 'a'})", "string"),
])
private func aggregates(_ rule: Rule) { rule.hold() }

@Test("Values: types", arguments: [
    Rule("type(1)", "int"), Rule("type(int)", "type"), Rule("type(type)", "type"), Rule("type([]) == type([1])", "true"), Rule("type({}) == map", "true"), Rule("type(null)", "null_type"), Rule("type(1) == type(1u)", "false"), Rule("type(dyn(1)) == uint", "false"),
    Rule("type(b'') == bytes", "true"), Rule("type(timestamp(0)) == google.protobuf.Timestamp", "true"), Rule("type(duration('0s'))", "google.protobuf.Duration"), Rule("[int, string][0]", "int"), Rule("type(optional.none()) == optional_type", "true"),
])
private func types(_ rule: Rule) { rule.hold() }

@Test("Evaluation: logic takes in what fails where the other side decides", arguments: [
    Rule("1 / 0 == 1 || true", "true"), Rule("true || 1 / 0 == 1", "true"), Rule("1 / 0 == 1 && false", "false"), Rule("1 / 0 == 1 || 2 / 0 == 1", "division-by-zero at 1:1", parsed: "division-by-zero"), Rule("dyn('a') || true", "true"), Rule("dyn('a') && true", "no-matching-overload at 1:1", parsed: "no-matching-overload"),
    Rule("m.b == 1 || m.a == 1", "true"), Rule("true ? 1 : 1 / 0", "1"), Rule("1 / 0 > 0 ? 1 : 2", "division-by-zero at 1:1", parsed: "division-by-zero"), Rule("!(1 / 0 == 1) || true", "true"), Rule("null ? 1 : 2", "type-mismatch at 1:1", parsed: "no-matching-overload"),
])
private func logic(_ rule: Rule) { rule.hold() }

@Test("Evaluation: macros and field selection", arguments: [
    Rule("[0, 1].all(x, 1 / x > 0)", "division-by-zero at 1:15", parsed: "division-by-zero"), Rule("[0, 1].all(x, 1 / x > 1)", "false"), Rule("[1, 2].exists_one(x, x > 0)", "false"), Rule("[0].map(x, 1 / x)", "division-by-zero at 1:12", parsed: "division-by-zero"), Rule("[1, 2].filter(x, 1 / (x - 1) > 0)", "division-by-zero at 1:18", parsed: "division-by-zero"),
    Rule("{'a': 1, 'b': 2}.all(k, k in ['a', 'b'])", "true"), Rule("{1: 'a'}.exists(k, k == 1)", "true"), Rule("[1, 2, 3].map(x, x > 1, x + 1)", "[3, 4]"), Rule("has(m.a)", "true"), Rule("has(m.b)", "false"), Rule("has(m.n)", "true"), Rule("has(d.a)", "no-matching-overload at 1:1", parsed: "no-matching-overload"), Rule("has(m.b.c)", "no-such-key at 1:5", parsed: "no-such-key"),
    Rule("has(m['a'])", "bad-macro at 1:5"), Rule("m.a", "1"), Rule("m.b", "no-such-key at 1:1", parsed: "no-such-key"), Rule("i.a", "not-a-record at 1:3", parsed: "no-matching-overload"), Rule("[1].all(x.y, true)", "bad-macro at 1:9"),
    Rule("[[1, 2], [3]].exists(l, l.all(x, x > 2))", "true"), Rule("{'a': 2}.transformMap(k, v, v * i)", "{\"a\": 14}"), Rule("[3, 4].all(i, v, i < v)", "true"), Rule("{'a': 1}.exists(k, v, k == 'a' && v == 1)", "true"), Rule("[3, 4].existsOne(i, v, i == 1)", "true"), Rule("[3, 4].transformList(i, v, i > 0, v)", "[4]"),
])
private func macros(_ rule: Rule) { rule.hold() }

@Test("Standard definitions: equality and order", arguments: [
    Rule("dyn(1) == 1u && dyn(1) == 1.0 && dyn(1u) == 1.0", "true"), Rule("dyn(1) == '1'", "false"), Rule("dyn(null) == 1", "false"), Rule("dyn(1) != null", "true"), Rule("1 == 1u", "no-matching-overload at 1:1", parsed: "true"), Rule("[1, 2] == [1]", "false"), Rule("[dyn(1)] == [1.0]", "true"), Rule("{'a': dyn(1)} == {'a': 1u}", "true"), Rule("{1: 2} == {1: 2, 3: 4}", "false"),
    Rule("[double('NaN')] == [double('NaN')]", "false"), Rule("double('NaN') in [double('NaN')]", "false"), Rule("1 < 1.5 && 1u < 2 && -1 < 0u && 1.0 <= 1u", "true"), Rule("1.5 > 9223372036854775807", "false"), Rule("18446744073709551615u > 9223372036854775807", "true"), Rule("-1 < 18446744073709551615u", "true"), Rule("double('-Infinity') < -9223372036854775808", "true"), Rule("double('NaN') < 1", "false"), Rule("double('NaN') >= 1", "false"),
    Rule("false < true", "true"), Rule("'a' < 'B'", "false"), Rule("'e\\u0301' < '\\u00e9'", "true"), Rule("b'\\xff' > b'\\x00\\xff'", "true"), Rule("duration('1s') < duration('1001ms')", "true"), Rule("timestamp(1) > timestamp(0)", "true"), Rule("dyn(1) < 'a'", "no-matching-overload at 1:1", parsed: "no-matching-overload"), Rule("type(1) == int", "true"), Rule("dyn(1u) in [1]", "true"), Rule("dyn(1.0) in {1: 2}", "true"), Rule("dyn('a') in {1: 2}", "false"), Rule("i in [6, 7]", "true"),
])
private func equality(_ rule: Rule) { rule.hold() }

@Test("Standard definitions: conversions", arguments: [
    Rule("int('+5')", "5"), Rule("int('')", "conversion at 1:1", parsed: "conversion"), Rule("int('0x10')", "conversion at 1:1", parsed: "conversion"), Rule("int(18446744073709551615u)", "overflow at 1:1", parsed: "overflow"), Rule("int(9223372036854775807.0)", "overflow at 1:1", parsed: "overflow"), Rule("int(1.99)", "1"), Rule("int(timestamp('1969-12-31T23:59:59.5Z'))", "-1"),
    Rule("uint('5')", "5u"), Rule("uint('+5')", "conversion at 1:1", parsed: "conversion"), Rule("uint('-0')", "conversion at 1:1", parsed: "conversion"), Rule("uint(18446744073709551616.0)", "overflow at 1:1", parsed: "overflow"), Rule("uint(2.9)", "2u"), Rule("double('1e400')", "conversion at 1:1", parsed: "conversion"), Rule("double('-Inf')", "double(\"-Infinity\")"), Rule("double('nan(1)')", "conversion at 1:1", parsed: "conversion"), Rule("double('0x1')", "conversion at 1:1", parsed: "conversion"), Rule("double('1e-400')", "0.0"),
    Rule("double(9223372036854775807)", "9.223372036854776e+18"), Rule("bool('1') && bool('t') && !bool('F'.lowerAscii())", "true"), Rule("bool('tRuE')", "conversion at 1:1", parsed: "conversion"), Rule("string(1u)", "\"1\""), Rule("string(-0.0)", "\"-0\""), Rule("string(double('-Infinity'))", "\"-Infinity\""), Rule("string(duration('-1ms'))", "\"-0.001s\""), Rule("string(timestamp('2009-02-13T23:31:30.500Z'))", "\"2009-02-13T23:31:30.5Z\""), Rule("string(b'\\xc3')", "conversion at 1:1", parsed: "conversion"),
    Rule("bytes('\\u00e9') == b'\\xc3\\xa9'", "true"), Rule("dyn(dyn(1)) + 1", "2"), Rule("string([1])", "no-matching-overload at 1:1", parsed: "no-matching-overload"), Rule("timestamp(timestamp(0)) == timestamp(0)", "true"), Rule("duration(duration('1s')) == duration('1s')", "true"),
])
private func conversions(_ rule: Rule) { rule.hold() }

@Test("Standard definitions: times and zones", arguments: [
    Rule("timestamp('0000-01-01T00:00:00Z')", "bad-literal at 1:11", parsed: "conversion"), Rule("timestamp('2016-12-31T23:59:60Z')", "bad-literal at 1:11", parsed: "conversion"), Rule("timestamp('0001-01-01T00:00:00+01:00')", "bad-literal at 1:11", parsed: "conversion"), Rule("timestamp('9999-12-31T23:59:59.999999999Z')", "timestamp(\"9999-12-31T23:59:59.999999999Z\")"), Rule("timestamp(253402300800)", "overflow at 1:1", parsed: "overflow"),
    Rule("timestamp('9999-12-31T23:59:59Z') + duration('1s')", "overflow at 1:1", parsed: "overflow"), Rule("timestamp('2009-02-13 23:31:30Z')", "bad-literal at 1:11", parsed: "conversion"), Rule("timestamp('2009-02-13T23:31:30+24:00')", "bad-literal at 1:11", parsed: "conversion"), Rule("timestamp('2009-02-13T23:31:30Z').getDate('Australia/Sydney')", "14"), Rule("timestamp('2009-02-13T23:31:30Z').getMinutes('Asia/Kathmandu')", "16"), Rule("timestamp('2009-02-13T23:31:30Z').getHours('-00:30')", "23"),
    Rule("timestamp('2009-02-13T23:31:30Z').getHours('US/Central')", "17"), Rule("timestamp('2009-02-13T23:31:30Z').getHours('CET')", "0"), Rule("timestamp('2009-02-13T23:31:30Z').getHours('UTC')", "23"), Rule("timestamp('2009-02-13T23:31:30Z').getHours('GMT+3')", "invalid-argument at 1:1", parsed: "invalid-argument"), Rule("timestamp('2009-02-13T23:31:30Z').getHours('Mars/Olympus')", "invalid-argument at 1:1", parsed: "invalid-argument"), Rule("timestamp('0001-01-01T00:00:00Z').getFullYear('-08:00')", "0"), Rule("timestamp('2009-02-13T23:31:30.987654321Z').getMilliseconds('+01:00')", "987"),
    Rule("duration('1h2m3s4ms5us6ns')", "duration(\"3723.004005006s\")"), Rule("duration('-.5s')", "duration(\"-0.5s\")"), Rule("duration('1d')", "bad-literal at 1:10", parsed: "conversion"), Rule("duration('1s') - duration('2s')", "duration(\"-1s\")"), Rule("duration('1s') * 2", "no-matching-overload at 1:1", parsed: "no-matching-overload"), Rule("duration('3730s').getMinutes()", "62"), Rule("duration('1.234s').getMilliseconds()", "234"), Rule("duration('-1.5h').getHours()", "-1"), Rule("duration('1m') + timestamp(0)", "timestamp(\"1970-01-01T00:01:00Z\")"),
])
private func moments(_ rule: Rule) { rule.hold() }

@Test("Extensions: formats", arguments: [
    Rule("'%s'.format([1e21])", "\"1000000000000000000000\""), Rule("'%s'.format([0.0000001])", "\"0.0000001\""), Rule("'%d'.format([3.5])", "\"3.5\""), Rule("'%s'.format([b'a\\xff\\xfeb'])", "\"a\u{FFFD}b\""), Rule("'%.f'.format([1.5])", "invalid-argument at 1:1", parsed: "invalid-argument"), Rule("'%.0f'.format([2.5])", "\"2\""), Rule("'%.3f'.format([123.4999])", "\"123.500\""), Rule("'%.1e'.format([-3.14])", "\"-3.1e+00\""), Rule("'%e'.format([0u])", "\"0.000000e+00\""),
    Rule("'%x %X'.format([-255, 'hi'])", "\"-ff 6869\""), Rule("'%o %b %b'.format([-8, true, 5u])", "\"-10 1 101\""), Rule("'%s'.format([{2u: 1.5, 'b': true, 1: 'a'}])", "\"{1: a, 2: 1.5, b: true}\""), Rule("'%s %s %s'.format([null, type(1), duration('90m')])", "\"null int 5400s\""), Rule("'%f %e %d'.format([double('NaN'), double('-Infinity'), double('Infinity')])", "\"NaN -Infinity Infinity\""), Rule("'%5d'.format([1])", "invalid-argument at 1:1", parsed: "invalid-argument"), Rule("'%%'.format([])", "\"%\""),
])
private func formats(_ rule: Rule) { rule.hold() }

import Testing

@testable import CEL

/// A case for each rule of the language: what is written, and what it comes to.
private let rules: [(String, String)] = [
    // Literals
    ("0x1F", "31"), ("-0x10", "-16"), ("7u", "7u"), ("0xFFu", "255u"), ("1e3", "1000.0"), (".5", "0.5"), ("null", "null"),
    ("-9223372036854775808", "-9223372036854775808"), ("9223372036854775808", "bad-number at 1:1"),
    ("18446744073709551616u", "bad-number at 1:1"), ("-1u", "bad-number at 1:1"), ("1x", "syntax at 1:1"), ("1e309", "bad-number at 1:1"), ("1e-400", "0.0"),
    ("r'\\n'", "\"\\\\n\""), ("'''a'b''c'''", "\"a'b''c\""), ("\"\"\"a\nb\"\"\"", "\"a\\nb\""),
    ("'\\x41\\u00e9\\U0001F431\\101'", "\"Aé🐱A\""), ("b'\\xff\\377é'", "b\"\\xff\\xff\\xc3\\xa9\""), ("br'\\x'", "b\"\\\\x\""),
    ("'\\ud83d'", "bad-escape at 1:2"), ("'\\q'", "bad-escape at 1:2"), ("b'\\u0041'", "bad-escape at 1:3"),
    ("'abc", "syntax at 1:1"), ("'a\nb'", "syntax at 1:1, syntax at 2:2"), ("1 // one\n + 1", "2"),
    // Precedence
    ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("10 - 4 - 3", "3"), ("2 * 3 % 4", "2"), ("-2 * 3", "-6"), ("--2", "2"),
    ("!true || true", "true"), ("true || false && false", "true"), ("1 < 2 == true", "true"), ("1 + 1 in [2]", "true"),
    ("false ? 1 : true ? 2 : 3", "2"), ("3 -1", "2"), ("[1, 2,]", "[1, 2]"), ("{'a': 1,}.a", "1"), ("size([1,])", "1"),
    // Names
    ("x", "undeclared at 1:1"), ("if", "reserved-word at 1:1"), ("{'if': 1}.if", "1"), ("{'a-b': 2}.`a-b`", "2"),
    ("{'in': 1}.in", "syntax at 1:11"), ("int", "int"), ("type(1)", "int"), ("type(type(1)) == type(string)", "true"),
    ("type([]) == list && type({}) == map && type(null) == null_type", "true"),
    // Arithmetic
    ("9223372036854775807 + 1", "overflow at 1:1"), ("-9223372036854775808 / -1", "overflow at 1:1"),
    ("-9223372036854775808 % -1", "overflow at 1:1"), ("0u - 1u", "overflow at 1:1"), ("1 / 0", "division-by-zero at 1:1"),
    ("1.0 / 0.0", "double(\"Infinity\")"), ("5 % 0", "division-by-zero at 1:1"), ("7 / 2", "3"), ("-7 / 2", "-3"), ("-7 % 3", "-1"),
    ("1 + 1u", "no-matching-overload at 1:1"), ("1.5 % 1.0", "no-matching-overload at 1:1"), ("[1] + [2]", "[1, 2]"),
    ("b'a' + b'b'", "b\"ab\""), ("-(1u)", "no-matching-overload at 1:1"),
    // Equality and order
    ("1 == 1u", "no-matching-overload at 1:1"), ("dyn(1) == 1u", "true"), ("dyn(1) == 1.0", "true"), ("1 < 1.5", "true"), ("1u > -1", "true"),
    ("dyn('1') == 1", "false"), ("[1, 2] == [1, 2]", "true"), ("{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", "true"),
    ("dyn([1]) == [1.0]", "true"), ("double('NaN') == double('NaN')", "false"), ("double('NaN') != 1.0", "true"),
    ("double('NaN') < 1.0", "false"), ("false < true", "true"), ("b'a' < b'b'", "true"), ("[1] < [2]", "no-matching-overload at 1:1"),
    ("null == null", "true"), ("'é' == 'e\\u0301'", "false"), ("'z' < 'é'", "true"), ("'\\uFFFF' < '\\U00010000'", "true"),
    // Texts by scalars
    ("size('e\\u0301')", "2"), ("size('👨‍👩‍👧')", "5"), ("'e\\u0301'.startsWith('e')", "true"), ("'\\r\\n'.size()", "2"), ("{'é': 1, 'e\\u0301': 2}['e\\u0301']", "2"),
    ("'abcabd'.contains('abd')", "true"), ("''.contains('')", "true"), ("'abc'.endsWith('bc')", "true"),
    // Lists and maps
    ("[1, 2][1]", "2"), ("[1][1]", "index-out-of-range at 1:1"), ("[1][-1]", "index-out-of-range at 1:1"), ("[1, 2][dyn(1.0)]", "2"),
    ("[1]['a']", "no-matching-overload at 1:1"), ("{1: 'a'}[dyn(1u)]", "\"a\""), ("{'a': 1}.b", "no-such-key at 1:1"),
    ("{1: 1, dyn(1u): 2}", "repeated-key at 1:1"), ("{1.5: 1}", "type-mismatch at 1:2"), ("{dyn(1.5): 1}", "unsupported-key at 1:1"), ("2 in [1, 2]", "true"), ("'a' in {'a': 1}", "true"),
    ("dyn(2.0) in {2: 1}", "true"), ("[[1], ['a']][1][0]", "\"a\""), ("(1).a", "not-a-record at 1:5"), ("size({'a': 1})", "1"),
    // Logic
    ("false && 1 / 0 > 0", "false"), ("1 / 0 > 0 && false", "false"), ("1 / 0 > 0 || true", "true"), ("1 / 0 > 0 || false", "division-by-zero at 1:1"),
    ("true && dyn(1)", "no-matching-overload at 1:9"), ("dyn(1) || true", "true"), ("1 && true", "type-mismatch at 1:1"),
    ("true ? 1 : 1 / 0", "1"), ("dyn(1) ? 1 : 2", "no-matching-overload at 1:1"), ("true ? 1 : 'a'", "type-mismatch at 1:8"),
    ("true ? dyn(1) : 'a'", "1"), ("!dyn('a')", "no-matching-overload at 1:2"),
    // Macros
    ("[1, 2].all(x, x > 0)", "true"), ("[1, 0, 2].all(x, 2 / x > 5)", "false"), ("[0, 1].exists(x, 1 / x == 1)", "true"),
    ("[0, 2].exists(x, 1 / x == 1)", "division-by-zero at 1:18"), ("[0, 1].exists_one(x, 1 / x == 1)", "division-by-zero at 1:22"),
    ("[1, 2, 2].exists_one(x, x == 2)", "false"), ("[1, 2].existsOne(x, x == 2)", "true"), ("[1, 2].map(x, x * 2)", "[2, 4]"),
    ("[1, 2, 3].map(x, x > 1, x * 2)", "[4, 6]"), ("[1, 2, 3].filter(x, x != 2)", "[1, 3]"), ("{'a': 1, 'b': 2}.map(k, k)", "[\"a\", \"b\"]"),
    ("{'a': 1}.exists(k, k == 'a')", "true"), ("[].all(x, false)", "true"), ("[].exists(x, true)", "false"),
    ("[[1, 2], [3]].map(x, x.map(y, y + size(x)))", "[[3, 4], [4]]"), ("[1].map(x, [2].map(x, x))", "[[2]]"),
    ("has({'a': 1}.a)", "true"), ("has({'a': 1}.b)", "false"), ("has(1)", "bad-macro at 1:5"), ("[1].all(1, true)", "bad-macro at 1:9"),
    ("1.all(x, true)", "not-iterable at 1:1"), ("(1).all(x, true)", "not-iterable at 1:1"), ("[1].all(x, x)", "type-mismatch at 1:12"),
    ("[1].map(x, x)[0] + y", "undeclared at 1:20"),
    // Conversions
    ("int('-42')", "-42"), ("int('4x')", "conversion at 1:1"), ("int(1e30)", "overflow at 1:1"), ("int(-1.9)", "-1"), ("int(-9223372036854775808.0)", "overflow at 1:1"), ("int(-9223372036854774784.0)", "-9223372036854774784"), ("int(double('NaN'))", "overflow at 1:1"), ("uint(-1)", "overflow at 1:1"),
    ("uint(-0.5)", "overflow at 1:1"), ("double('1e2')", "100.0"), ("string(1.0)", "\"1\""), ("string(1e21)", "\"1e+21\""), ("string(123456.789)", "\"123456.789\""),
    ("string(1e-7)", "\"1e-07\""), ("string(100000000000000000000.0)", "\"100000000000000000000\""), ("string(0.00001234)", "\"1.234e-05\""),
    ("string(b'\\xff')", "conversion at 1:1"), ("string(b'\\xc3\\xa9')", "\"é\""), ("bytes('é')", "b\"\\xc3\\xa9\""), ("bool('True')", "true"),
    ("bool('yes')", "conversion at 1:1"), ("string(true)", "\"true\""), ("string(null)", "no-matching-overload at 1:1"),
    // Wrappers
    ("google.protobuf.Int64Value{value: 3} + 1", "4"), ("google.protobuf.StringValue{} == ''", "true"),
    ("google.protobuf.Int32Value{value: 2147483648}", "overflow at 1:1"), ("google.protobuf.Int32Value{worth: 1}", "unknown-field at 1:28"),
    ("google.protobuf.BoolValue{value: 1}", "type-mismatch at 1:34"), ("google.protobuf.Nothing{}", "undeclared at 1:1"),
    ("google.protobuf.Duration{seconds: 1, nanos: 5}", "duration(\"1.000000005s\")"),
]

@Test("each rule of the language", arguments: rules)
func rule(_ source: String, _ expected: String) {
    #expect(outcome(of: source) == expected, "\(source)")
}

private let times: [(String, String)] = [
    ("timestamp('2027-01-12T09:30:00.5+01:00')", "timestamp(\"2027-01-12T08:30:00.5Z\")"), ("timestamp('2027-02-29T00:00:00Z')", "bad-literal at 1:11"), ("timestamp(dyn('2027-02-29T00:00:00Z'))", "conversion at 1:1"),
    ("timestamp('2028-02-29T00:00:00Z').getDayOfYear()", "59"), ("timestamp(0)", "timestamp(\"1970-01-01T00:00:00Z\")"),
    ("timestamp('0001-01-01T00:00:00Z') - duration('1ns')", "overflow at 1:1"), ("string(timestamp('1969-12-31T23:59:59.999999999Z'))", "\"1969-12-31T23:59:59.999999999Z\""),
    ("timestamp('2027-01-12T00:00:00Z') - timestamp('2027-01-11T00:00:00.5Z')", "duration(\"86399.5s\")"),
    ("timestamp('1969-12-31T23:59:59.5Z') + duration('-1.75s')", "timestamp(\"1969-12-31T23:59:57.75Z\")"),
    ("timestamp('2027-07-01T12:00:00Z').getHours('Europe/London')", "13"), ("timestamp('2027-01-01T12:00:00Z').getHours('Europe/London')", "12"),
    ("timestamp('2027-01-01T12:00:00Z').getHours('02:00')", "14"), ("timestamp('2027-01-01T12:00:00Z').getHours('Nowhere')", "invalid-argument at 1:1"),
    ("timestamp('2027-01-01T12:00:00Z').getHours('PST')", "invalid-argument at 1:1"), ("timestamp('2027-01-01T12:00:00Z').getHours('Z')", "invalid-argument at 1:1"),
    ("timestamp('2027-01-01T12:00:00Z').getHours('Europe/London\\u0000')", "invalid-argument at 1:1"),
    ("timestamp('2027-01-01T12:00:00Z').getHours('NZ')", "1"), ("timestamp('2027-01-01T12:00:00Z').getHours('GMT+3')", "invalid-argument at 1:1"), ("timestamp('2027-01-01T12:00:00Z').getHours('UTC+3')", "invalid-argument at 1:1"),
    ("timestamp('2027-01-03T00:00:00Z').getDayOfWeek()", "0"), ("timestamp('2027-01-12T09:30:15.123Z').getMilliseconds()", "123"), ("timestamp('2027-03-12T00:00:00Z').getMonth()", "2"),
    ("timestamp('2027-03-12T00:00:00Z').getDate()", "12"), ("timestamp('2027-03-12T00:00:00Z').getDayOfMonth()", "11"), ("int(timestamp('2027-01-01T00:00:00Z'))", "1798761600"),
    ("duration('1h30m').getMinutes()", "90"), ("duration('-1.5s')", "duration(\"-1.5s\")"), ("duration('1.5')", "bad-literal at 1:10"), ("duration('')", "bad-literal at 1:10"), ("duration('0')", "duration(\"0s\")"),
    ("duration('1µs')", "duration(\"0.000001s\")"), ("duration('0.1h')", "duration(\"360s\")"), ("duration('300y')", "bad-literal at 1:10"), ("duration('9223372036s') + duration('1s')", "overflow at 1:1"),
    ("duration('-9223372036.854775808s')", "duration(\"-9223372036.854775808s\")"), ("duration('9223372036.854775808s')", "bad-literal at 1:10"),
    ("duration('1m') > duration('59s')", "true"), ("timestamp('2027-01-01T00:00:00Z') < timestamp('2027-01-01T00:00:00.000000001Z')", "true"),
]

@Test("timestamps and durations", arguments: times)
func time(_ source: String, _ expected: String) {
    #expect(outcome(of: source) == expected, "\(source)")
}

private let patterns: [(String, String, String)] = [
    ("abc", "b", "true"), ("abc", "^b", "false"), ("abc", "^abc$", "true"), ("aXc", "(?i)axc", "true"), ("ÄB", "(?i)^äb$", "true"), ("a\\nb", "a.b", "false"),
    ("a\\nb", "(?s)a.b", "true"), ("a\\nb", "(?m)^b$", "true"), ("a\\nb", "^b$", "false"), ("colour", "colou?r", "true"), ("aaa", "^a{2}$", "false"), ("aaa", "^a{2,}$", "true"),
    ("aaaa", "^a{1,3}$", "false"), ("foo bar", "\\\\bbar\\\\b", "true"), ("foobar", "\\\\bbar", "false"), ("foobar", "\\\\Bbar", "true"), ("x5", "^\\\\w\\\\d$", "true"), ("é", "^\\\\w$", "false"),
    ("é", "^\\\\p{L}$", "true"), ("É", "^\\\\p{Ll}$", "false"), ("5", "^\\\\PN$", "false"), ("a]b", "[]]", "true"), ("-", "[a-]", "true"), ("b", "[^a]", "true"), ("Q", "[[:^lower:]]", "true"),
    ("a.b", "^\\\\Qa.b\\\\E$", "true"), ("axb", "^\\\\Qa.b\\\\E$", "false"), ("AB", "\\\\x41\\\\x{42}", "true"), ("ab", "(?P<one>a)(?:b)", "true"), ("ab", "(?i:A)b", "true"), ("aB", "(?i:A)b", "false"),
    ("", "", "true"), ("a{", "a{", "true"), ("a", "a{1001}", "invalid-argument at 1:1"), ("a", "(a", "invalid-argument at 1:1"), ("a", "a)", "invalid-argument at 1:1"), ("a", "*a", "invalid-argument at 1:1"),
    ("a", "a**", "invalid-argument at 1:1"), ("a", "(a)\\\\1", "invalid-argument at 1:1"), ("a", "(?=a)", "invalid-argument at 1:1"), ("a", "(?<=a)", "invalid-argument at 1:1"), ("a", "[b-a]", "invalid-argument at 1:1"),
    ("a", "((a{100}){100}){100}", "invalid-argument at 1:1"), ("a", "((){1000}){1000}", "invalid-argument at 1:1"),
    ("xabbb", "^x\\\\Qab\\\\E+$", "true"), ("xabab", "^x\\\\Qab\\\\E+$", "false"), ("a|", "^\\\\Qa|", "true"), ("a", "(?i)^\\\\p{Lu}$", "true"), ("a", "(?i)^\\\\P{Lu}$", "false"), ("A", "(?i)^[[:lower:]]$", "true"), ("\\u017f", "(?i)^s$", "true"), ("\\u212a", "(?i)^k$", "true"),
    ("a", "(?P<>a)", "invalid-argument at 1:1"), ("a", "\\\\x+1", "invalid-argument at 1:1"), ("a", "\\\\x{-1}", "invalid-argument at 1:1"), ("a", "a{2,1}", "invalid-argument at 1:1"),
]

@Test("patterns in RE2 syntax", arguments: patterns)
func pattern(_ text: String, _ pattern: String, _ expected: String) {
    let written = outcome(of: "'\(text)'.matches('\(pattern)')")
    #expect(written == (expected.hasPrefix("invalid") ? "bad-literal at 1:\(text.unicodeScalars.count + 12)" : expected), "\(pattern)")
    #expect(outcome(of: "matches(dyn('\(text)'), dyn('\(pattern)'))") == expected, "\(pattern)")
}

@Test("a pattern that makes others backtrack without end is looked for in linear time")
func hostilePattern() {
    let text = String(repeating: "a", count: 5_000)
    #expect(outcome(of: "'\(text)'.matches('^(a+)+$')") == "true")
    #expect(outcome(of: "'\(text)b'.matches('^(a|a)*$')") == "false")
}

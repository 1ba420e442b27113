import Foundation
import Testing

@testable import CEL

private let everything = Environment(
    variables: ["m": .map(.string, .int), "o": .optional(.int)],
    libraries: [.strings, .math, .encoders, .bindings, .block, .optionals, .twoVariableComprehensions, .network])

private let activation = Activation(["m": .map(Map([("a", .int(1))])), "o": .host(OptionalValue(nil))])

@Test("the extensions", arguments: [
    // Texts
    ("' \\u00a0a b\\t'.trim()", "\"a b\""), ("' '.trim()", "\"\""), ("'%x'.format(['é'])", "\"c3a9\""), ("'%X'.format([b'\\x0a\\xff'])", "\"0AFF\""),
    // Encodings
    ("base64.decode('YQ') == b'a' && base64.decode('YQ==') == b'a'", "true"), ("base64.decode('YQ=')", "conversion at 1:1"), ("base64.decode('YQ=a')", "conversion at 1:1"), ("base64.decode('Y===')", "conversion at 1:1"), ("base64.decode('====')", "conversion at 1:1"),
    // What is not a number
    ("math.greatest(1.0, double('NaN'))", "invalid-argument at 1:1"), ("math.least([double('NaN'), 1.0])", "invalid-argument at 1:1"),
    ("'tacocat'.charAt(7)", "\"\""), ("'abc'.indexOf('c', 3)", "-1"), ("'abc'.indexOf('', 3)", "3"), ("'abcabc'.lastIndexOf('abc')", "3"), ("'abcabc'.lastIndexOf('abc', 2)", "0"),
    ("'abc'.lastIndexOf('')", "3"), ("'abc'.lastIndexOf('abcd')", "-1"), ("'a,b,c'.split(',', 2)", "[\"a\", \"b,c\"]"), ("'abc'.split('')", "[\"a\", \"b\", \"c\"]"), ("''.split(',')", "[\"\"]"), ("''.split('')", "[]"),
    ("'aaa'.replace('a', 'b', 2)", "\"bba\""), ("'ab'.replace('', '-')", "\"-a-b-\""), ("'ab'.replace('', '-', 1)", "\"-ab\""), ("'e\\u0301a'.reverse()", "\"a\u{301}e\""), ("'ÀB'.lowerAscii()", "\"Àb\""),
    ("['a', 'b'].join(', ')", "\"a, b\""), ("'%s has %d of %.1f%%, %x'.format(['a', 2, 0.25, 255])", "\"a has 2 of 0.2%, ff\""), ("'%s'.format([[1, {'a': null}]])", "\"[1, {a: null}]\""), ("'%d'.format(['a'])", "invalid-argument at 1:1"),
    ("'%'.format([])", "invalid-argument at 1:1"), ("'%s'.format([])", "index-out-of-range at 1:1"), ("'%b'.format([-5])", "\"-101\""), ("'%.99999f'.format([1.0])", "invalid-argument at 1:1"),
    // Numbers
    ("math.greatest(1, 2.5, 2u)", "2.5"), ("math.least([3, 1, 2])", "1"), ("math.greatest(5)", "5"), ("math.greatest()", "bad-macro at 1:1"), ("math.least([])", "invalid-argument at 1:1"), ("math.greatest('a')", "no-matching-overload at 1:1"),
    ("math.abs(-9223372036854775808)", "overflow at 1:1"), ("math.round(-2.5)", "-3.0"), ("math.bitShiftLeft(1, 63)", "-9223372036854775808"), ("math.bitShiftLeft(1, 64)", "0"), ("math.bitShiftRight(-1, 63)", "1"), ("math.bitShiftLeft(1, -1)", "invalid-argument at 1:1"),
    ("math.sqrt(4)", "2.0"), ("math.sign(-0.5)", "-1.0"),
    // Bytes
    ("base64.encode(b'hi')", "\"aGk=\""), ("base64.decode('aGk')", "b\"hi\""), ("base64.decode('%')", "conversion at 1:1"),
    // Bindings
    ("cel.bind(x, 2, cel.bind(y, x * x, x + y))", "6"), ("cel.bind(x, 1 / 0, true)", "true"), ("cel.bind(x, 1 / 0, x > 0 || m.a == 1)", "true"), ("cel.bind(x, 1 / 0, [x])", "division-by-zero at 1:13"), ("cel.bind(x, 1 / 0, cel.bind(y, x, cel.bind(x, 2, x)))", "2"), ("cel.block([1 / m.a, 1 / (m.a - 1)], m.a == 1 || cel.index(1) > 0)", "true"), ("cel.bind(1, 2, 3)", "bad-macro at 1:10"), ("cel.block([1, cel.index(0) + 1], cel.index(1))", "2"), ("cel.index(3)", "undeclared at 1:1"),
    // Optionals
    ("m.?a", "optional.of(1)"), ("m.?b", "optional.none()"), ("m.?b.orValue(7)", "7"), ("m.?a.orValue(1 / 0)", "1"), ("m[?'a'].value()", "1"), ("o.value()", "invalid-argument at 1:1"), ("o.or(m.?a).value()", "1"), ("[?o, ?m.?a]", "[1]"), ("{?'x': o, 'y': 1}", "{\"y\": 1}"),
    ("m.?a.optMap(x, x + 1)", "optional.of(2)"), ("m.?b.optMap(x, 1 / 0)", "optional.none()"), ("m.?a.optFlatMap(x, m.?b)", "optional.none()"), ("[?m]", "type-mismatch at 1:3"), ("[1, 2].last().value() + [3].first().value()", "5"), ("[].first().hasValue()", "false"), ("optional.of([1])[?1].hasValue()", "false"), ("optional.unwrap([o, m.?a])", "[1]"),
    ("o.orValue('a')", "no-matching-overload at 1:3"), ("[1][?dyn('a')]", "no-matching-overload at 1:1"), ("dyn(1).orValue(2)", "no-matching-overload at 1:1"),
    // Addresses
    ("string(ip('2001:DB8:0:0:1:0:0:1'))", "\"2001:db8::1:0:0:1\""), ("string(ip('0:0:0:1::'))", "\"0:0:0:1::\""), ("string(ip('1::'))", "\"1::\""), ("string(ip('::ffff:102:304'))", "\"::ffff:1.2.3.4\""), ("isIP('1.2.3')", "false"), ("isIP('01.2.3.4')", "false"),
    ("isIP('256.0.0.1')", "false"), ("isIP('1:2:3:4:5:6:7')", "false"), ("isIP('1:2:3:4:5:6:7::')", "true"), ("isIP('1:2:3:4:5:6:7:8::')", "false"), ("isIP('::1::')", "false"), ("isIP('::1.2.3.4')", "true"), ("isIP('+1::')", "false"), ("isIP('')", "false"), ("isIP(':')", "false"),
    ("isCIDR('10.0.0.0/33')", "false"), ("isCIDR('10.0.0.0/')", "false"), ("string(cidr('10.129.3.4/9').masked())", "\"10.128.0.0/9\""), ("cidr('0.0.0.0/0').containsIP('9.9.9.9')", "true"), ("cidr('2001:db8::/33').containsIP('2001:db8:8000::')", "false"), ("cidr('10.0.0.0/8').containsCIDR('10.0.0.0/7')", "false"),
    ("ip('10.0.0.1').family() + ip('::1').family()", "10"), ("ip('x')", "conversion at 1:1"), ("type(ip('::')) == net.IP", "true"),
    // Two variables
    ("[5, 6].transformList(i, v, i + v)", "[5, 7]"), ("{'a': 1, 'b': 2}.transformMap(k, v, v > 1, k + '!')", "{\"b\": \"b!\"}"), ("['a', 'b'].transformMapEntry(i, v, {v: i})", "{\"a\": 0, \"b\": 1}"), ("['a', 'a'].transformMapEntry(i, v, {v: i})", "repeated-key at 1:1"),
    ("m.all(k, v, k == 'a' && v == 1)", "true"), ("[1].all(i, i, true)", "bad-macro at 1:12"), ("[1].transformMapEntry(i, v, v)", "type-mismatch at 1:29"), ("[[1, 2], [3]].transformList(i, v, v.map(x, x * i))", "[[0, 0], [3]]"),
])
func extensions(_ source: String, _ expected: String) {
    #expect(outcome(of: source, in: everything, activation) == expected, "\(source)")
}

@Test("an extension that is not added is not there")
func absentExtensions() {
    #expect(mistakes(in: "{'a': 1}.?a").map(\.message) == ["optional values are not part of this environment"])
    #expect(mistakes(in: "cel.bind(x, 1, x)").map(\.code) == [.undeclared, .undeclared, .undeclared])
}

@Test("what macros make is printed as it was written", arguments: [
    "math.greatest(1, 2, 3)", "math.least(1, 2)", "cel.bind(x, 1, x + 1)", "cel.block([1, cel.index(0) + 1], cel.index(1))", "m.?a.optMap(x, x)", "m[?\"a\"]", "[?o]", "{?\"a\": o}", "[1].transformList(i, v, i > 0, v)",
    "[1].existsOne(i, v, v == i)", "[1].exists(cel.iterVar(0, 0), cel.iterVar(0, 0) > 0)",
])
func printedMacros(_ source: String) throws {
    #expect(try program(source, in: everything).description == source)
}

@Test("every function tells what it does, and every overload has an id of its own")
func documentation() {
    let functions = everything.functions.values
    #expect(functions.filter { $0.documentation.isEmpty }.map(\.name) == [])
    let ids = functions.flatMap { $0.overloads.map(\.id) }
    #expect(ids.count == Set(ids).count)
}

@Test("the page of functions is the one that the tables make: `workbench docs cel` prints it")
func page() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources/CEL/CEL.docc/Functions.md")
    #expect(try String(contentsOf: file, encoding: .utf8) == FunctionReference.page(of: Library.all) + "\n")
}

@Test("every function of every library has an entry that says what it does")
func entries() {
    for library in Library.all {
        let rows = FunctionReference.rows(of: library)
        #expect(rows.allSatisfy { !$0.documentation.isEmpty && !$0.signature.isEmpty })
        let named = Set(rows.map(\.name))
        #expect(library.functions.allSatisfy { named.contains($0.shownName) }, "\(library.name)")
    }
    let operators = FunctionReference.rows(of: .standard).map(\.signature)
    #expect(["!bool -> bool", "-int -> int", "int + int -> int", "list(A)[int] -> A", "A in list(A) -> bool", "string.startsWith(string) -> bool"].allSatisfy(operators.contains))
    #expect(mistakes(in: "math.greatest('a', 1)", everything).map(\.message)[0].hasPrefix("`math.greatest(string, int)` is not how the function is called"))
}

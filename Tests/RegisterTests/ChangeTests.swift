import Testing
import CivilTime
import JSON
import Register

@Suite("Changing a register") struct ChangeTests {
    let register = Example.register

    private func problems(_ change: Register.Change) -> [String] { register.check(change).map { "\($0.code.rawValue) \($0.field)" } }

    @Test("Dates that overlap or run backwards are named")
    func dates() {
        #expect(problems(.affiliationBegun(Affiliation("ann", at: "oakfield", as: "headteacher", days("2027-01-01")))) == ["dates-overlap from"])
        #expect(problems(.affiliationBegun(Affiliation("ann", at: "oakfield", as: "governor", days("2027-01-01")))) == [])
        #expect(problems(.affiliationEnded(.init(person: "ann", organisation: "oakfield", post: "headteacher", from: day("2020-09-01")), through: day("2020-08-31")))
            == ["dates-backwards until"])
        #expect(problems(.affiliationEnded(.init(person: "bob", organisation: "brook", post: "deputy head", from: day("2019-09-01")), through: day("2025-08-31")))
            == ["already-ended until"])
        #expect(problems(.affiliationEnded(.init(person: "bob", organisation: "brook", post: "cook", from: nil), through: day("2025-08-31"))) == ["not-found person"])
        #expect(problems(.credentialGiven(Credential("ann", "trained_reviewer", days("2027-01-14")))) == ["dates-overlap from"])
        #expect(problems(.credentialGiven(Credential("ann", "trained_reviewer", days("2027-01-15")))) == [])
        #expect(problems(.credentialEnded(.init(person: "ann", kind: "trained_reviewer", from: day("2025-01-15")), through: day("2026-06-01"))) == [])
        #expect(problems(.credentialEnded(.init(person: "ann", kind: "trained_reviewer", from: day("2025-01-15")), through: day("2025-01-14"))) == ["dates-backwards until"])
        #expect(problems(.trustJoined(organisation: "brook", trust: "hill", from: day("2026-09-01"))) == ["dates-overlap trust_from"])
        #expect(problems(.trustJoined(organisation: "brook", trust: "hill", from: day("2026-09-02"))) == [])
        #expect(problems(.trustJoined(organisation: "oakfield", trust: "hill", from: nil)) == ["dates-overlap trust_from"])
        #expect(problems(.declarationMade(.init(person: "ann", on: day("2026-09-09")))) == ["dates-backwards declared_on"])
        #expect(problems(.interestDeclared(.init(.person("ann"), .person("cat"), "family"), on: day("2026-09-09"), note: nil)) == ["dates-backwards declared_on"])
    }

    @Test("Whoever is unknown, there already, or the same twice is named")
    func references() {
        #expect(problems(.personAdded(Person("ann", name: "Ann"))) == ["already-there id"])
        #expect(problems(.personEdited(Person("eve", name: "Eve"))) == ["unknown-person id"])
        #expect(problems(.personAdded(Person("p 1", name: "Eve", email: "eve at home"))) == ["bad-identifier id", "bad-email email"])
        #expect(problems(.organisationAdded(.init(name: "Elm", area: "North Shire"), id: "elm")) == ["already-there id", "bad-name area"])
        #expect(problems(.affiliationBegun(Affiliation("eve", at: "nowhere", as: "head"))) == ["unknown-person person", "unknown-organisation organisation"])
        #expect(problems(.interestDeclared(.init(.person("ann"), .person("ann"), "family"), on: day("2027-01-01"), note: nil)) == ["same-party with_person"])
        #expect(problems(.trustJoined(organisation: "river", trust: "river", from: nil)) == ["same-party trust"])
    }

    @Test("A text with a control character or a writing-direction override is refused, with the character and its place")
    func plainText() {
        let override = register.check(.personAdded(Person("eve", name: "Eve\u{202E}nnA"))).map(\.description)
        #expect(override == ["name: The text contains the writing-direction override U+202E at position 4. Write it in plain characters, at most 200."])
        #expect(PlainText.fault(in: "a\u{7}", most: 9) == .control("\u{7}", at: 2))
        #expect(PlainText.fault(in: "a\nb", most: 9) == .control("\n", at: 2))
        #expect(PlainText.fault(in: "a\nb", most: 9, lines: true) == nil)
        #expect(PlainText.fault(in: "a\r\nb", most: 9, lines: true) == .control("\r", at: 2))
        #expect(PlainText.fault(in: " \u{A0}", most: 9) == .blank)
        #expect(PlainText.fault(in: "e\u{301}e\u{301}", most: 3) == .tooLong(4, most: 3))
        #expect(PlainText.fault(in: "Zoë Ní Bhriain عمر", most: 40) == nil)
    }

    @Test("A succession that would run in a circle is refused")
    func circles() {
        let merged = register.applying(.organisationSucceeded(organisation: "brook", .init(.mergedInto, on: day("2027-01-01"), successor: "ash")))
        let back = Register.Change.organisationSucceeded(organisation: "ash", .init(.became, on: day("2028-01-01"), successor: "brook"))
        #expect(merged.check(back).map(\.code) == [.successionCircle])
        #expect(problems(.organisationSucceeded(organisation: "ash", .init(.became, on: day("2028-01-01"), successor: "ash"))) == ["succession-circle successor"])
        #expect(problems(.organisationSucceeded(organisation: "ash", .init(.mergedInto, on: day("2028-01-01")))) == ["missing successor"])
        #expect(problems(.organisationSucceeded(organisation: "ash", .init(.closed, on: day("2028-01-01")))) == [])
        #expect(merged.applying(back).current("ash", on: .last) == "ash", "should one be there all the same, nothing hangs")
    }

    /// One of each kind, each of which the example allows.
    static let changes: [Register.Change] = [
        .organisationAdded(.init(name: "Fir School", phase: .allThrough, region: "East", location: .init(latitude: 51.5, longitude: -0.25)), id: "fir"),
        .organisationEdited(.init(name: "Ash Primary School", phase: .primary), id: "ash"),
        .trustJoined(organisation: "oakfield", trust: "hill", from: day("2027-01-01")),
        .trustLeft(organisation: "brook", through: day("2027-03-31")),
        .organisationSucceeded(organisation: "elm", .init(.mergedInto, on: day("2027-04-01"), successor: "ash")),
        .personAdded(Person("eve", name: "Eve Zoë", email: "eve@fir.example")),
        .personEdited(Person("bob", name: "Bob Row")),
        .affiliationBegun(Affiliation("eve", at: "fir", as: "head", days("2027-01-01"))),
        .affiliationEnded(.init(person: "cat", organisation: "ash", post: "headteacher", from: day("2018-09-01")), through: day("2027-08-31")),
        .interestDeclared(.init(.person("ann"), .person("cat"), "family"), on: day("2027-09-01"), note: "twins\nin fact"),
        .interestEnded(.init(.person("cat"), .person("ann"), "family"), through: day("2027-12-31")),
        .declarationMade(.init(person: "bob", on: day("2027-01-01"))),
        .credentialGiven(Credential("bob", "trained_reviewer", days("2027-01-01"), givenBy: "hill")),
        .credentialEnded(.init(person: "bob", kind: "trained_reviewer", from: day("2027-01-01")), through: day("2027-06-30")),
        .credentialSet(
            Credential("ann", "sle", days("2027-09-01"), givenBy: "hill", area: "Phonics", conditions: "Two days\na term", pauses: [days("2028-01-01")]),
            was: Credential("ann", "sle", days("2027-09-01"))),
    ]

    @Test("What is undone says again what it said before, field by field: what has been changed since stays")
    func undoing() {
        let given = Credential("ann", "sle", days("2027-09-01"), givenBy: "hill")
        var ended = given
        ended.days = DayRange(from: day("2027-09-01"), through: day("2028-03-31")) ?? .always
        var later = ended
        later.conditions = "Two days a term"
        let register = Example.register.applying([.credentialSet(given, was: nil), .credentialSet(ended, was: given), .credentialSet(later, was: ended)])
        let undone = register.applying(register.undoing([.credentialSet(ended, was: given)]))
        #expect(undone.credentials(of: "ann").last?.days == given.days)
        #expect(undone.credentials(of: "ann").last?.conditions == "Two days a term")
        let never = register.applying(register.undoing([.credentialSet(given, was: nil)]))
        #expect(never.credentials(of: "ann").last?.isVoid == true && !never.holds("ann", "sle", on: day("2027-10-01")))
        #expect(never.check(.credentialGiven(Credential("ann", "sle", days("2027-10-01")))) == [])
    }

    @Test("Every kind of change passes its check in turn, alters one row, and comes back from its JSON unchanged")
    func everyKind() throws {
        var register = Example.register
        for change in Self.changes {
            #expect(register.check(change) == [], "\(change)")
            let after = register.applying(change)
            #expect(after != register, "\(change)")
            #expect(try Register.Change(json: .parse(change.json.text)) == change)
            let row = try #require(after.row(of: change))
            #expect(try Register.Row(row.kind, json: .parse(row.json.text)) == row)
            let before = Dictionary(uniqueKeysWithValues: register.rows.map { ("\($0.kind) \($0.id)", $0) })
            let changed = after.rows.filter { before["\($0.kind) \($0.id)"] != $0 }
            #expect(changed == [row], "\(change)")
            register = after
        }
        #expect(Set(Self.changes.map(\.kind)) == Set(Register.Change.Kind.allCases))
        #expect(register.trust(of: "oakfield", on: day("2026-12-31")) == "river" && register.trust(of: "oakfield", on: day("2027-01-01")) == "hill")
        #expect(register.interests.first?.since == day("2026-09-10") && register.interests.first?.declaredOn == day("2027-09-01"))
        #expect(register == Example.register.applying(Self.changes))
        #expect(Register(rows: register.rows) == register)
    }

    @Test("A change names the parties that it is about")
    func parties() {
        #expect(Self.changes[4].parties == [.organisation("elm"), .organisation("ash")])
        #expect(Self.changes[9].parties == [.person("ann"), .person("cat")])
        #expect(Self.changes.allSatisfy { !$0.parties.isEmpty })
    }

    @Test("A change that its check would stop is applied without a trap, in every register")
    func neverTraps() {
        for change in Self.changes { _ = Register().applying(change) }
        let bad = Register().applying([.personAdded(Person("\u{212A}", name: "")), .affiliationBegun(Affiliation("no body", at: "", as: ""))])
        #expect(bad == Register())
    }

    @Test("A change is written with plain words and read strictly")
    func json() {
        #expect(Self.changes[2].json.text == #"{"change":"trust_joined","organisation":"oakfield","trust":"hill","from":"2027-01-01"}"#)
        #expect(Self.changes[9].json.text == #"""
            {"change":"interest_declared","one":{"person":"ann"},"other":{"person":"cat"},"kind":"family","on":"2027-09-01","note":"twins\nin fact"}
            """#)
        func refusal(_ json: JSON.Value) -> String? {
            do throws(RegisterShapeError) { _ = try Register.Change(json: json); return nil } catch { return error.description }
        }
        #expect(refusal(["change": "person_added", "id": "x", "name": "X", "date_of_birth": "2001-01-01"])
            == "\"date_of_birth\" is not known here; known are id, name, email.")
        #expect(refusal(["change": "trust_left", "organisation": "x", "until": "31/12/2027"]) == "until: A date is expected here, written as 2027-01-12.")
        #expect(refusal(["change": "affiliation_begun", "person": "a", "organisation": "b", "post": "c", "from": "2027-01-02", "until": "2027-01-01"])
            == "until: It lies before the first day.")
        #expect(refusal(["change": "vanish"])?.hasPrefix("change: One of organisation_added, ") == true)
    }
}

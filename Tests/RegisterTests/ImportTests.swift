import Testing
import CivilTime
import Register

@Suite("Importing tables") struct ImportTests {
    let register = Example.register

    private func mistakes(_ rows: [[String: String]], _ table: Register.Import.Table) -> [String] {
        do throws(Register.Import.Mistakes) { _ = try Register.Import(rows, of: table, into: register); return [] } catch {
            return error.all.map(\.description)
        }
    }

    @Test("Organisations are added, changed and left as they are, whichever stands first, and then applied as one")
    func organisations() throws {
        let rows = [
            ["id": "fir", "name": "Fir School", "kind": "school", "phase": "primary", "trust": "moor", "trust_from": "", "latitude": "51.5", "longitude": "-0.25"],
            ["id": "moor", "name": "Moor Trust", "kind": "trust", "phase": "", "trust": ""],
            ["id": "ash", "name": "Ash Primary School", "kind": "school", "phase": "primary", "trust": "hill", "trust_from": "2027-01-01"],
            ["id": "elm", "name": " Elm School ", "kind": "school", "phase": "special"],
        ]
        let plan = try Register.Import(rows, of: .organisations, into: register)
        #expect(plan.added.map { "\($0.row) \($0.what)" } == ["1 fir", "2 moor", "1 fir"])
        #expect(plan.changed.map { "\($0.row) \($0.what): \($0.columns.joined(separator: ", "))" } == ["3 ash: name", "3 ash: trust"])
        #expect(plan.unchanged == 1)
        let after = register.applying(plan.changes)
        #expect(after.organisation("ash")?.name == "Ash Primary School")
        #expect(after.trust(of: "ash", on: day("2027-01-01")) == "hill" && after.trust(of: "fir", on: day("2000-01-01")) == "moor")
        #expect(after.organisation("elm")?.details.partnership == "Vale Partnership", "a column left out keeps what is there")
        let again = try Register.Import(rows, of: .organisations, into: after)
        #expect(again.changes == [] && again.unchanged == 4)
    }

    @Test("What became of a school is a column; it can be said otherwise, and taken back")
    func succession() throws {
        let plan = try Register.Import(
            [
                ["id": "oakfield", "succession": "merged_into", "successor": "fir", "succeeded_on": "2027-01-01"],
                ["id": "fir", "name": "Fir School"],
            ], of: .organisations, into: register)
        let after = register.applying(plan.changes)
        #expect(after.current("oakfield", on: day("2026-12-31")) == "oakfield")
        #expect(after.current("oakfield", on: day("2027-01-01")) == "fir")
        func then(_ row: [String: String]) throws -> Register {
            after.applying(try Register.Import([row], of: .organisations, into: after).changes)
        }
        #expect(try then(["id": "oakfield", "succession": "became", "successor": "elm", "succeeded_on": "2027-01-01"]).current("oakfield", on: .last) == "elm")
        #expect(try then(["id": "oakfield", "succession": "none"]).current("oakfield", on: .last) == "oakfield")
        #expect(try Register.Import([["id": "oakfield", "succession": ""]], of: .organisations, into: after).changes == [])
        #expect(mistakes([
            ["id": "oakfield", "succession": "eaten", "successor": "elm", "succeeded_on": "2027-01-01"],
            ["id": "elm", "succession": "merged_into", "successor": "oakfield"],
            ["id": "ash", "succession": "became", "succeeded_on": "2027-01-01"],
        ], .organisations) == [
            "row 1, succession: This word is not known. Use one of: merged_into, became, closed.",
            "row 2, succeeded_on: The day from which it holds is missing. Fill it in.",
            "row 3, successor: The successor is missing. Name the organisation.",
        ])
    }

    @Test("Every mistake is told at once, with its row and column, and nothing is applied")
    func everyMistake() {
        #expect(mistakes([
            ["id": "p 1", "name": "Eve", "email": "eve@fir.example"],
            ["id": "gus", "name": ""],
            ["id": "ann", "name": "Ann\u{202E}", "date_of_birth": "1970-01-01"],
            ["id": "gus", "name": "Gus"],
        ], .people) == [
            "row 1, id: This is not an identifier. Use up to 64 letters, digits, hyphens and underscores, beginning with a letter or digit.",
            "row 2, name: The cell is empty. Fill it in.",
            "row 3, date_of_birth: The table people has no such column. Use id, name, email.",
            "row 3, name: The text contains the writing-direction override U+202E at position 4. Write it in plain characters, at most 200.",
            "row 4, id: A row above says the same. Keep one of them.",
        ])
    }

    @Test("Posts begin and end by their dates, and overlapping or backwards dates are named")
    func affiliations() throws {
        let plan = try Register.Import([
            ["person": "ann", "organisation": "oakfield", "post": "headteacher", "from": "2020-09-01", "until": "2027-08-31"],
            ["person": "ann", "organisation": "elm", "post": "headteacher", "from": "2027-09-01", "until": ""],
            ["person": "bob", "organisation": "elm", "post": "headteacher", "from": "2024-09-01", "until": ""],
        ], of: .affiliations, into: register)
        #expect(plan.added.map(\.what) == ["ann headteacher at elm"])
        #expect(plan.changed.map(\.what) == ["ann headteacher at oakfield"])
        #expect(plan.unchanged == 1)
        #expect(register.applying(plan.changes).organisations(of: "ann", on: day("2027-09-01")) == ["elm"])
        #expect(mistakes([
            ["person": "bob", "organisation": "elm", "post": "headteacher", "from": "2026-01-01"],
            ["person": "ann", "organisation": "elm", "post": "governor", "from": "2027-02-01", "until": "2027-01-01"],
            ["person": "ann", "organisation": "elm", "post": "governor", "from": "1/2/2027"],
            ["person": "eve", "organisation": "fir", "post": "governor"],
        ], .affiliations) == [
            "row 1, from: The days overlap with the same post held from 1 Sep 2024. End that first, or give other days.",
            "row 2, until: The last day lies before the first. Correct one of them.",
            "row 3, from: This is not a date. Write it as 2027-01-12.",
            "row 4, person: There is no person eve. Add her or him first, or check the identifier.",
            "row 4, organisation: There is no organisation fir. Add it first, or check the identifier.",
        ])
    }

    @Test("Interests are declared anew, and each side is a person or an organisation")
    func interests() throws {
        let plan = try Register.Import([
            ["person": "ann", "with_person": "cat", "kind": "family", "declared_on": "2027-09-01"],
            ["person": "bob", "with_organisation": "ash", "kind": "paid_work", "declared_on": "2027-01-05", "note": "governance review"],
        ], of: .interests, into: register)
        #expect(plan.changed.map { "\($0.what): \($0.columns.joined())" } == ["family between ann and cat: declared_on"])
        #expect(plan.added.map(\.what) == ["paid_work between bob and ash"])
        #expect(mistakes([["person": "ann", "organisation": "elm", "kind": "Family", "declared_on": ""]], .interests) == [
            "row 1, organisation: Both person and organisation are filled in. Leave one of them empty.",
            "row 1, with_person: Neither with_person nor with_organisation is filled in. Fill in one of them.",
            "row 1, declared_on: The cell is empty. Fill it in.",
        ])
    }

    @Test("Credentials are given and ended")
    func credentials() throws {
        let plan = try Register.Import([
            ["person": "ann", "kind": "trained_reviewer", "from": "2025-01-15", "until": "2026-12-31"],
            ["person": "bob", "kind": "trained_reviewer", "from": "2026-01-15", "until": "", "given_by": "Hill Trust"],
        ], of: .credentials, into: register)
        let after = register.applying(plan.changes)
        #expect(!after.holds("ann", "trained_reviewer", on: day("2027-01-01")) && after.holds("bob", "trained_reviewer", on: day("2027-01-01")))
        #expect(mistakes([["person": "ann", "kind": "trained_reviewer", "from": ""]], .credentials) == ["row 1, from: The cell is empty. Fill it in."])
    }

    @Test("The area and the conditions of a credential are columns: given, changed, kept where the column is left out, cleared by an empty cell")
    func designations() throws {
        let given = ["person": "bob", "kind": "sle", "from": "2026-09-01", "until": "2030-08-31", "area": "Phonics", "conditions": "With a coach"]
        let after = register.applying(try Register.Import([given], of: .credentials, into: register).changes)
        func bob(_ register: Register) -> String { register.credentials(of: "bob").filter { $0.kind == "sle" }.map { "\($0.area ?? "") \($0.conditions ?? "") \($0.days.through?.description ?? "")" }.joined() }
        #expect(bob(after) == "Phonics With a coach 2030-08-31")
        #expect(try Register.Import([["person": "bob", "kind": "sle", "from": "2026-09-01"]], of: .credentials, into: after).changes == [])
        let other = ["person": "bob", "kind": "sle", "from": "2026-09-01", "until": "2029-08-31", "area": "Maths", "conditions": ""]
        let plan = try Register.Import([other], of: .credentials, into: after)
        #expect(plan.changed.map { "\($0.what): \($0.columns.joined(separator: ", "))" } == ["sle of bob: until, area, conditions"])
        #expect(bob(after.applying(plan.changes)) == "Maths  2029-08-31")
        var long = given
        long["area"] = String(repeating: "x", count: 201)
        #expect(mistakes([long], .credentials) == ["row 1, area: The text has 201 characters; 200 are allowed. Write it in plain characters, at most 200."])
    }

    @Test("A table of too many rows is refused as a whole")
    func tooMany() {
        #expect(mistakes(Array(repeating: ["id": "x"], count: 20_001), .people) == ["row 0, : The table has more than 20000 rows. Divide it."])
    }
}

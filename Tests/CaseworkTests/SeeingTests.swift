@testable import Casework
import Definitions
import JSON
import Testing

@Suite("Who sees what")
struct SeeingTests {
    @Test("each class is open to those it names, and to nobody further")
    func classes() throws {
        let situation = try Scene.judging().situation()
        func seen(_ person: String?) -> [Visibility] {
            let sight = Seeing.sight(of: person, in: situation)
            return Visibility.allCases.filter { sight.sees($0) }
        }
        #expect(seen("hana") == [.triad, .host, .alliance, .public])
        #expect(seen("ben") == [.triad, .host, .alliance, .public])
        #expect(seen("chris") == [.triad, .host, .alliance, .public])
        #expect(seen("oz") == [.alliance, .public])
        #expect(seen("stranger") == [.public])
        #expect(seen(nil) == [.public])
    }

    @Test("what is restricted is open to the roles named with it, managing or not")
    func restricted() throws {
        let situation = try Scene.judging().situation()
        #expect(Seeing.sight(of: "chris", in: situation).sees(.restricted, seenBy: ["coordinator"]))
        #expect(!Seeing.sight(of: "chris", in: situation).sees(.restricted, seenBy: ["host"]))
        #expect(!Seeing.sight(of: "ben", in: situation).sees(.restricted, seenBy: ["coordinator"]))
    }

    @Test("a sealed sheet is seen by its rater alone, whoever manages the case")
    func sealed() throws {
        var scene = try Scene.judging()
        try scene.seal(as: "ben", ["itt": "leading", "cpd": "emerging"])
        func sees(_ person: String) throws -> Bool {
            let sheet = try #require(scene.workflow.sheets["peer"]), collection = try #require(scene.state.collections["peer"])
            return Seeing.sight(of: person, in: try scene.situation()).seesJudgements(of: collection.sealed[0], sheet, collection)
        }
        #expect(try sees("ben"))
        for person in ["bo", "dee", "hana", "chris", "oz"] { #expect(try !sees(person)) }
        try scene.seal(as: "dee", ["itt": "leading", "cpd": "emerging"])
        for person in ["bo", "dee", "hana", "chris"] { #expect(try sees(person)) }
        #expect(try !sees("oz"))
    }

    @Test("no fact's sentence and no refusal tells a sealed value")
    func sentences() throws {
        var scene = try Scene.judging()
        let decision = try scene.seal(as: "ben", ["itt": "leading", "cpd": "emerging"])
        for fact in decision.facts {
            #expect(!fact.sentence.contains("leading"))
            #expect(!fact.sentence.contains("emerging"))
        }
        let why = try Explaining.why(event: "close", as: "dee", in: try scene.situation())
        #expect(!"\(why)".contains("leading"))
    }

    @Test("facts are shown by what they are about: a concern to the coordinator and to who raised it")
    func facts() throws {
        var scene = try Scene.judging()
        let decision = try scene.send("concern", as: "ben", ["to": "The safeguarding lead"])
        func sees(_ person: String) throws -> [Bool] {
            let sight = Seeing.sight(of: person, in: try scene.situation())
            return decision.facts.map { sight.sees($0, of: scene.workflow) }
        }
        #expect(try sees("chris") == [true, true])
        #expect(try sees("ben") == [true, true])
        #expect(try sees("dee") == [false, false])
        #expect(try sees("hana") == [false, false])
    }

    @Test("whoever is told that a case has changed is told no more than she may see")
    func changed() throws {
        var scene = try Scene.judging()
        let facts = try scene.send("concern", as: "ben", ["to": "The safeguarding lead"]).facts
        func told(_ person: String) throws -> String {
            Seeing.sight(of: person, in: try scene.situation()).sentence(of: facts, in: scene.workflow)
        }
        #expect(try told("ben") == facts.map(\.sentence).joined(separator: "; "))
        #expect(try told("dee") == "something that is not shown to you")
        #expect(try told("hana") == "something that is not shown to you")
    }
}

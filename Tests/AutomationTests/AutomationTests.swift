import Automation
import JSON
import Testing

@Suite("One list of methods")
struct MethodsTests {
    @Test("every method has a name, a sentence, and parameters with a sentence each")
    func documented() {
        #expect(Set(Methods.all.map(\.name)).count == Methods.all.count)
        for method in Methods.all {
            #expect(method.summary.hasSuffix(".") || method.summary.hasSuffix("…"), "\(method.name)")
            #expect(Set(method.parameters.map(\.name)).count == method.parameters.count, "\(method.name)")
            for parameter in method.parameters { #expect(parameter.text.count > 3, "\(method.name) \(parameter.name)") }
        }
    }

    @Test("the page of methods has what rpc.discover lists, each once")
    func page() throws {
        let methods = try #require(OpenRPC.document["methods"]?.arrayValue).compactMap { $0["name"]?.stringValue }
        let headings = Reference.methods.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
        #expect(headings == methods)
        #expect(Set(methods).count == methods.count && methods.contains("apply"))
    }

    @Test("rpc.discover lists parameters that are needed before those that may be left out, as OpenRPC asks")
    func openRPC() throws {
        let methods = try #require(OpenRPC.document["methods"]?.arrayValue)
        #expect(methods.count == Methods.all.count + 2)
        for method in methods {
            let needed = try #require(method["params"]?.arrayValue).map { $0["required"] == true }
            let firstOptional = needed.firstIndex(of: false) ?? needed.count
            #expect(!needed[firstOptional...].contains(true), "\(method["name"]?.text ?? "")")
        }
    }
}

import Automation
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
}

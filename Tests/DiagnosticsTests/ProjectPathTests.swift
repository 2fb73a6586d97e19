import Diagnostics
import Foundation
import Testing

@Suite struct ProjectPathTests {
    private let path = ProjectPath([.key("services"), .key("web"), .key("ports"), .index(0), .key("target")])

    @Test func textHasIndicesInBrackets() {
        #expect(path.description == "services.web.ports[0].target")
        #expect(path.keys == ["services", "web", "ports"])
        #expect(ProjectPath(keys: []) == nil)
    }

    @Test func jsonIsAnArrayOfNamesAndNumbers() throws {
        let json = try JSONEncoder().encode(path)
        #expect(String(decoding: json, as: UTF8.self) == #"["services","web","ports",0,"target"]"#)
        #expect(try JSONDecoder().decode(ProjectPath.self, from: json) == path)
    }

    @Test func anErrorWithoutACodeOfItsOwnIsUnexpected() {
        struct Surprise: Error, CustomStringConvertible { var description: String { "a surprise" } }
        #expect(Diagnostic.all(of: Surprise()) == [Diagnostic(code: .unexpected, message: "a surprise")])
    }
}

import ComposeLoader
import Rules
import Testing

@Suite struct ObsoleteVersionTests {
    private static let finding = """
        warning: compose.yaml:1:1: the attribute 'version' is obsolete and has no effect (remove the line)
        """

    @Test func theVersionIsObsolete() throws {
        let fixture = RuleFixture("version: '3.8'\nservices:\n  web: {image: x}\n")
        #expect(try fixture.findings(of: ObsoleteVersion()) == [Self.finding])
        #expect(try RuleFixture("services:\n  web: {image: x}\n").findings(of: ObsoleteVersion()) == [])
    }

    @Test func itIsFoundWhereNoVariableIsReplacedToo() throws {
        var fixture = RuleFixture("version: '3.8'\nservices:\n  web: {image: '${X}'}\n")
        fixture.request.interpolates = false
        #expect(try fixture.findings(of: ObsoleteVersion()) == [Self.finding])
    }

    @Test func eachFileIsNamed() throws {
        let fixture = RuleFixture(files: [
            "a.yaml": "version: '3'\nservices: {web: {image: x}}\n", "b.yaml": "name: b\nversion: '3'\n",
        ])
        #expect(
            try fixture.findings(of: ObsoleteVersion()) == [
                "warning: a.yaml:1:1: the attribute 'version' is obsolete and has no effect (remove the line)",
                "warning: b.yaml:2:1: the attribute 'version' is obsolete and has no effect (remove the line)",
            ]
        )
    }
}

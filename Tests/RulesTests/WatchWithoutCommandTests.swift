import ComposeLoader
import Rules
import Testing

@Suite struct WatchWithoutCommandTests {
    private static let text = """
        services:
          web:
            image: x
            develop:
              watch:
              - {path: a, action: sync+exec, target: /a}
              - {path: a, action: sync+exec, target: /a, exec: {command: []}}
              - {path: a, action: sync+exec, target: /a, exec: {command: ls}}
              - {path: a, action: sync, target: /a}

        """

    @Test func itIsShownWhereItIsWritten() throws {
        #expect(
            try RuleFixture(Self.text).findings(of: WatchWithoutCommand()) == [
                "warning: compose.yaml:6:27: watch rule of service 'web' has no command in 'exec', so 'sync+exec' only copies (add 'exec: {command: …}', or write 'sync')",
                "warning: compose.yaml:7:27: watch rule of service 'web' has no command in 'exec', so 'sync+exec' only copies (add 'exec: {command: …}', or write 'sync')",
            ]
        )
    }

    @Test func theOldNameOfDevelopCountsWhereItTakesEffect() throws {
        let old = Self.text.replacing("develop:", with: "x-develop:")
        #expect(
            try RuleFixture(old).findings(of: WatchWithoutCommand())
                == RuleFixture(Self.text).findings(of: WatchWithoutCommand())
        )
        let beside = old + "    develop: {watch: [{path: a, action: sync, target: /a}]}\n"
        #expect(try RuleFixture(beside).findings(of: WatchWithoutCommand()) == [])
    }

    @Test func withoutValuesNothingIsSaid() throws {
        var fixture = RuleFixture(Self.text)
        fixture.request.interpolates = false
        #expect(try fixture.findings(of: WatchWithoutCommand()) == [])
    }
}

import ComposeLoader
import Rules
import Testing

@Suite struct WatchCommandUnusedTests {
    private static let text = """
        services:
          web:
            image: x
            develop:
              watch:
              - {path: a, action: sync+exec, target: /a, exec: {command: ls}}
              - {path: a, action: sync, target: /a, exec: {command: ls}}

        """

    @Test func itIsShownWhereItIsWritten() throws {
        #expect(
            try RuleFixture(Self.text).findings(of: WatchCommandUnused()) == [
                "warning: compose.yaml:7:45: 'exec' has no effect in a watch rule of service 'web' with the action 'sync' (write 'sync+exec')"
            ]
        )
    }

    @Test func theOldNameOfDevelopCountsWhereItTakesEffect() throws {
        let old = Self.text.replacing("develop:", with: "x-develop:")
        #expect(
            try RuleFixture(old).findings(of: WatchCommandUnused())
                == RuleFixture(Self.text).findings(of: WatchCommandUnused())
        )
        let beside = old + "    develop: {watch: [{path: a, action: sync, target: /a}]}\n"
        #expect(try RuleFixture(beside).findings(of: WatchCommandUnused()) == [])
    }

    @Test func withoutValuesNothingIsSaid() throws {
        var fixture = RuleFixture(Self.text)
        fixture.request.interpolates = false
        #expect(try fixture.findings(of: WatchCommandUnused()) == [])
    }

    @Test func anActionFromAVariableIsQuotedAsWritten() throws {
        let text = Self.text.replacing("action: sync,", with: "action: '${ACTION}',")
        #expect(
            try RuleFixture(text, environment: ["ACTION": "restart"]).findings(of: WatchCommandUnused()) == [
                "warning: compose.yaml:7:52: 'exec' has no effect in a watch rule of service 'web' with the action '${ACTION}' (write 'sync+exec')"
            ]
        )
    }
}

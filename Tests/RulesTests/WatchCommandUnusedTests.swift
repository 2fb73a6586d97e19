import ComposeLoader
import Rules
import Testing

@Suite struct WatchCommandUnusedTests {
    static let text = """
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

    @Test func anActionFromAVariableIsQuotedAsWritten() throws {
        let text = Self.text.replacing("action: sync,", with: "action: '${ACTION}',")
        #expect(
            try RuleFixture(text, environment: ["ACTION": "restart"]).findings(of: WatchCommandUnused()) == [
                "warning: compose.yaml:7:52: 'exec' has no effect in a watch rule of service 'web' with the action '${ACTION}' (write 'sync+exec')"
            ]
        )
    }
}

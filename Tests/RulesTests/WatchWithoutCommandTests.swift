import ComposeLoader
import Rules
import Testing

@Suite struct WatchWithoutCommandTests {
    static let text = """
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
}

package import ComposeLoader
package import Diagnostics

/// `sync+exec` with nothing to run.
package struct WatchWithoutCommand: Rule {
    package let id = "watch-without-command"
    package let summary = "a watch rule with the action 'sync+exec' has no command to run"

    package init() {}

    package func diagnostics(in loaded: LoadedProject) -> [Diagnostic] {
        ServiceWatchRule.all(in: loaded).filter { $0.action == "sync+exec" && !Self.runsSomething($0.exec) }.map {
            .warning(
                "watch rule of service '\($0.service)' has no command in 'exec', so 'sync+exec' only copies",
                atValueOf: $0.actionNode,
                hint: "add 'exec: {command: …}', or write 'sync'"
            )
        }
    }

    private static func runsSomething(_ exec: ProjectNode?) -> Bool {
        guard let command = exec?["command"] else { return false }
        if case .list(let words) = command.value { return !words.isEmpty }
        return !command.isNull && command.string != ""
    }
}

package import ComposeLoader
package import Diagnostics

/// `exec` beside an action that runs nothing.
package struct WatchCommandUnused: Rule {
    package let id = "watch-command-unused"
    package let summary = "a watch rule has an 'exec' that its action does not run"

    package init() {}

    package func diagnostics(in loaded: LoadedProject) -> [Diagnostic] {
        ServiceWatchRule.all(in: loaded).compactMap { rule in
            guard rule.action != "sync+exec", let exec = rule.exec else { return nil }
            return .warning(
                "'exec' has no effect in a watch rule of service '\(rule.service)' with the action '\(rule.action)'",
                at: exec,
                hint: "write 'sync+exec'"
            )
        }
    }
}

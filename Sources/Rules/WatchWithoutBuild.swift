package import ComposeLoader
package import Diagnostics

/// `rebuild` of a service that is not built.
package struct WatchWithoutBuild: Rule {
    package let id = "watch-without-build"
    package let summary = "a watch rule rebuilds a service that has no 'build'"

    package init() {}

    package func diagnostics(in loaded: LoadedProject) -> [Diagnostic] {
        ServiceWatchRule.all(in: loaded).filter { $0.action == "rebuild" && !$0.isBuilt }.map {
            .warning(
                "watch rule of service '\($0.service)' rebuilds, but the service has no 'build', so it has no effect",
                atValueOf: $0.actionNode
            )
        }
    }
}

package import ComposeLoader
package import Diagnostics

/// All rules.
package enum RuleRegistry {
    /// The rules whose findings are shown as warnings whenever a project is loaded, in the order in which they are.
    package static let atLoad: [any Rule] = [
        ObsoleteVersion(),
        PortPublishedTwice(),
        WatchWithoutCommand(),
        WatchCommandUnused(),
        WatchWithoutBuild(),
        UnstartableService(),
    ]

    /// Every rule there is.
    package static let all: [any Rule] = atLoad

    /// What rules say of a project, each thing once, as the loader would: texts with variables are quoted as written.
    package static func diagnostics(of rules: [any Rule] = all, in loaded: LoadedProject) -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return rules.filter { loaded.isInterpolated || $0.readsVariables }
            .flatMap { $0.diagnostics(in: loaded) }
            .map(loaded.quotingSources)
            .filter { seen.insert($0).inserted }
    }
}

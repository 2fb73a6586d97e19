package import ComposeModel
import OrderedCollections

/// Which services of a project are watched, and which could be.
package struct WatchOverview: Sendable, Hashable {
    private var watched: Set<String>
    private var watchable: Set<String>

    /// Creates an overview.
    ///
    /// - Parameters:
    ///   - project: the project's files, which know the rules; `nil` without files.
    ///   - holder: who watches the project; `nil` if nobody does.
    package init(of project: Project?, _ holder: WatchHolder?) {
        watched = Set(holder?.services ?? [])
        let services = project.map { Array($0.services.values) } ?? []
        watchable = Set(services.filter { !$0.watchRules.isEmpty }.map(\.name.rawValue))
    }

    /// Whether there is anything to tell: nobody watches a project without rules.
    package var isWorthShowing: Bool { !watched.isEmpty || !watchable.isEmpty }

    /// A service's state: `watching`, `off` if it has rules that nobody follows, else nothing.
    package func text(for service: String) -> String {
        watched.contains(service) ? "watching" : watchable.contains(service) ? "off" : ""
    }
}

package import ComposeModel
package import IgnoreRules
package import SystemPackage

/// One watch rule of a service, ready to use: where to look, what to leave out, what to do and where to copy to.
package struct WatchedPath: Sendable, Equatable {
    /// What is done when something below the path changes.
    package var action: WatchRule.Action
    /// The absolute path of the file or directory on the host.
    package var host: FilePath
    /// The absolute path in the container that corresponds to it; the root for actions that copy nothing.
    package var container: FilePath
    /// What is ignored; asked with absolute paths of the host.
    package var rules: IgnoreRuleSet
    /// What runs in the container after a copy.
    package var hook: LifecycleHook?

    /// Describes a rule.
    package init(
        action: WatchRule.Action,
        host: FilePath,
        container: FilePath = "/",
        rules: IgnoreRuleSet = IgnoreRuleSet(),
        hook: LifecycleHook? = nil
    ) {
        self.action = action
        self.host = host.lexicallyNormalized()
        self.container = container.lexicallyNormalized()
        self.rules = rules
        self.hook = hook
    }

    /// Whether files are copied.
    package var copies: Bool {
        switch action {
        case .sync, .syncAndRestart, .syncAndExec: true
        case .rebuild, .restart: false
        }
    }

    /// Where a file of the host is in the container.
    package func containerPath(of path: FilePath) -> FilePath {
        var relative = path
        guard relative.removePrefix(host), !relative.isEmpty else { return container }
        return container.pushing(relative)
    }

    /// Whether a path of the host concerns the rule.
    package func wants(_ path: FilePath) -> Bool {
        path.isAtOrBelow(host) && (path == host || !rules.ignores(path))
    }
}

extension WatchedPath {
    /// Which file of the host a path in the container stands for.
    package func hostPath(of path: FilePath) -> FilePath {
        var relative = path
        guard relative.removePrefix(container), !relative.isEmpty else { return host }
        return host.pushing(relative)
    }
}

extension WatchedPath {
    /// The patterns that match some files exactly; those that are not below the rule's directory are left out.
    private func patterns(for files: Set<FilePath>) -> [String] {
        files.compactMap { file in
            var relative = file
            guard relative.removePrefix(host), !relative.isEmpty else { return nil }
            return "/" + relative.string.map { #"\*?["#.contains($0) ? "\\\($0)" : String($0) }.joined()
        }
        .sorted()
    }

    /// Ignores some files, unless the rule is about one of them alone.
    mutating func leaveOut(_ files: Set<FilePath>) throws(IgnoreRulesError) {
        rules.ignore(try IgnoreRules(patterns(for: files)), relativeTo: host)
    }
}

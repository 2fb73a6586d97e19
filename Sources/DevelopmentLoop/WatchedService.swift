package import ComposeModel
import IgnoreRules
package import SystemPackage

/// A service with watch rules, ready to use.
package struct WatchedService: Sendable, Equatable {
    /// The service's name.
    package var name: ServiceName
    /// Its rules, in their order.
    package var paths: [WatchedPath]

    /// Describes a service.
    package init(name: ServiceName, paths: [WatchedPath]) {
        self.name = name
        self.paths = paths
    }

    /// Reads the ignore file of the service's build context and compiles its rules.
    ///
    /// What is ignored is what any of these ignores: the ignore file of the build context (`<Dockerfile>.dockerignore` or
    /// `.dockerignore`), the rule's `ignore`, and the temporary files of editors and version control.
    ///
    /// - Parameter modelFiles: the files that the project is made of. No rule for a directory copies them; a rule for the file
    ///   itself does.
    /// - Returns: `nil` if the service has no watch rules.
    ///
    /// **Throws:** `DevelopmentLoopError`.
    package init?(_ service: Service, without modelFiles: Set<FilePath> = []) throws(DevelopmentLoopError) {
        guard !service.watchRules.isEmpty else { return nil }
        name = service.name
        do throws(IgnoreRulesError) {
            var shared = IgnoreRuleSet()
            if let build = service.build, build.context.hasPrefix("/") {
                let context = FilePath(build.context)
                let dockerfile = build.dockerfileInline == nil ? FilePath(build.dockerfile) : nil
                shared.ignore(try .ofBuildContext(context, dockerfile: dockerfile), relativeTo: context)
            }
            paths = try service.watchRules.map { rule throws(IgnoreRulesError) in
                var rules = shared
                let host = FilePath(rule.path)
                rules.ignore(.editorsAndVersionControl, relativeTo: host)
                rules.ignore(try IgnoreRules(rule.ignore), relativeTo: host)
                rules.include(try IgnoreRules(rule.include), relativeTo: host)
                var path = WatchedPath(
                    action: rule.action,
                    host: host,
                    container: FilePath(rule.target ?? "/"),
                    rules: rules,
                    hook: rule.exec
                )
                if path.copies { try path.leaveOut(modelFiles) }
                return path
            }
        } catch {
            throw Self.failure(error, of: service.name)
        }
        for rule in service.watchRules where rule.target == nil && rule.action != .rebuild && rule.action != .restart {
            throw DevelopmentLoopError(.missingTarget(service: service.name.rawValue, path: rule.path))
        }
    }

    /// What it means for a service that ignore rules cannot be used.
    static func failure(_ error: IgnoreRulesError, of service: ServiceName) -> DevelopmentLoopError {
        if case .unreadableFile(let errno) = error.code, let file = error.file {
            let reason = "\(errno)".lowercased()
            return DevelopmentLoopError(
                .unreadableIgnoreFile(service: service.rawValue, path: file.string, reason: reason)
            )
        }
        return DevelopmentLoopError(
            .malformedIgnoreRules(service: service.rawValue, reason: error.description, hint: error.hint)
        )
    }
}

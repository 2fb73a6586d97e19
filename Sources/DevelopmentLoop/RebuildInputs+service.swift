package import ComposeModel
import IgnoreRules
import OrderedCollections
import SystemPackage

extension RebuildInputs {
    /// Looks at the files that a service's image is built from, as far as `rebuild` rules and `additional_contexts` name them, and
    /// reads them. What the ignore file of a directory names stays out, as it does in the build.
    ///
    /// - Returns: `nil` if the service has no `rebuild` rule.
    ///
    /// **Throws:** `DevelopmentLoopError`.
    package init?(of service: Service) throws(DevelopmentLoopError) {
        guard let watched = try WatchedService(service) else { return nil }
        var contexts: [(path: FilePath, rules: IgnoreRuleSet)] = []
        for place in (service.build?.additionalContexts ?? [:]).values where place.hasPrefix("/") {
            let path = FilePath(place)
            do throws(IgnoreRulesError) {
                let rules = try IgnoreRules.ofBuildContext(path, dockerfile: nil)
                contexts.append((path, IgnoreRuleSet(rules, relativeTo: path)))
            } catch {
                throw WatchedService.failure(error, of: service.name)
            }
        }
        self.init(of: watched, contexts: contexts)
    }
}

extension WatchedService {
    /// What the rules are called in a later form of the service, as far as it has them.
    func names(in later: WatchedService) -> [RuleID: RuleID] {
        var result: [RuleID: RuleID] = [:]
        for id in paths.ruleIDs {
            result[id] = later.paths.ruleIDs.first { later.paths[$0].isSame(as: paths[id]) }
        }
        return result
    }
}

extension WatchedPath {
    /// Whether another rule says the same, whatever both ignore.
    fileprivate func isSame(as other: WatchedPath) -> Bool {
        action == other.action && host == other.host && container == other.container && hook == other.hook
    }
}

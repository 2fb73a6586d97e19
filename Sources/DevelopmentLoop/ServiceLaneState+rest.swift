import SystemPackage

/// When there is nothing to do, and what is left for who comes after.
extension ServiceLaneState {
    /// Whether all that is known of is done, but for what failed and is tried again later.
    var isAtRest: Bool {
        guard decision.isEmpty, !isTaken, roster == .known, doubts.isEmpty, secondLook == .none else { return false }
        if case .waiting = retry { return true }
        return retries.isEmpty
    }

    /// Notes that nothing more is to be begun.
    mutating func end() { isEnding = true }

    /// Takes over what a lane of an earlier session had not begun.
    ///
    /// - Parameters:
    ///   - rules: what the rules of that lane are called here; what rules ask for that are not there any more is left out.
    ///   - wants: whether a rule, by its name here, still is about a path.
    mutating func inherit(
        _ former: ServiceLaneState,
        renaming rules: [RuleID: RuleID],
        where wants: (RuleID, FilePath) -> Bool
    ) {
        var left = former.decision
        left.copies = [:]
        for (rule, paths) in former.decision.copies {
            guard let rule = rules[rule] else { continue }
            let wanted = paths.filter { wants(rule, $0) }
            if !wanted.isEmpty { left.copies[rule] = wanted }
        }
        left.hooks = former.decision.hooks.compactMap { rules[$0] }
        inherit(left, since: former.firstEvent)
    }
}

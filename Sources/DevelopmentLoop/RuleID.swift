/// Names a watch rule among those of its service.
package struct RuleID: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
    /// The place of the rule in the service's `develop.watch`, from 0.
    package let position: Int

    /// Names the rule at a place, from 0.
    package init(_ position: Int) { self.position = position }

    /// Names the rule at a place, from 0.
    package init(integerLiteral value: Int) { position = value }

    /// Rules come in the order in which the service has them.
    package static func < (left: Self, right: Self) -> Bool { left.position < right.position }
}

extension [WatchedPath] {
    /// The names of all rules, in their order.
    var ruleIDs: [RuleID] { indices.map { RuleID($0) } }

    /// The rule of a name that came from this list.
    subscript(_ rule: RuleID) -> WatchedPath { self[rule.position] }
}

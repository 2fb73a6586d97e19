import ComposeModel
import Diagnostics
import EngineAPI

/// Looks at as whom services run: pure.
struct UserCheck {
    let places: ProductionPlaces
    /// The services that may run as root.
    let allowed: Set<ServiceName>

    /// What is found of a service whose first container is there.
    func findings(of facts: ServiceFacts) -> [ProductionFinding] {
        guard let container = facts.containers.first else { return [] }
        let excerpt = places.excerpt(of: facts.service.name, ["user"], ["build"], ["image"])
        let imageUser = facts.image?.config.user ?? ""
        let own = container.inspection.config.user
        let actual = own.isEmpty ? imageUser : own
        if let wanted = facts.service.user, !wanted.isEmpty {
            let isSame = wanted == actual
            let finding = ProductionFinding(
                .user,
                of: facts.name,
                wanted: wanted,
                found: actual.isEmpty ? "root" : actual,
                isSame ? .ok : .failed,
                at: excerpt
            )
            return [isSame ? finding : finding.explained(by: .productionSettingNotApplied)]
        }
        guard Self.isRoot(actual) else {
            return [ProductionFinding(.user, of: facts.name, wanted: "not root", found: actual, .ok, at: excerpt)]
        }
        if let other = Self.other(among: container.users) {
            // Many images of servers begin as root, and give that up.
            let found = "\(other), after a start as root"
            return [ProductionFinding(.user, of: facts.name, wanted: "not root", found: found, .ok, at: excerpt)]
        }
        if allowed.contains(facts.service.name) {
            let wanted = "root is allowed"
            return [ProductionFinding(.user, of: facts.name, wanted: wanted, found: "root", .note, at: excerpt)]
        }
        // Of an image that others made, only 'user' can be changed, which it may not bear.
        let isOwn = facts.service.build != nil
        return [
            ProductionFinding(
                .user,
                of: facts.name,
                wanted: "not root",
                found: "root",
                isOwn ? .failed : .warning,
                at: excerpt
            )
            .explained(
                by: .productionRunsAsRoot,
                hint: isOwn
                    ? "add 'USER' to the Dockerfile, or say 'user: root' where it is meant"
                    : "set 'user', or say 'user: root' where it is meant"
            )
        ]
    }

    /// Whether a `user[:group]` is root; an empty one is.
    static func isRoot(_ user: String) -> Bool {
        let name = user.split(separator: ":", omittingEmptySubsequences: false).first ?? ""
        return name.isEmpty || name == "root" || name == "0"
    }

    /// As whom processes run of which none is root's; `nil` where one is, or nothing is known.
    private static func other(among users: Set<String>) -> String? {
        users.contains(where: isRoot) ? nil : users.sorted().first
    }
}

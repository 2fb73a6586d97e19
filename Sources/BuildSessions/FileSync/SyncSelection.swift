internal import GRPC
internal import IgnoreRules
internal import SystemPackage

/// Which files of a directory the engine wants to know of.
///
/// - Source: `session/filesync/filesync.go` of BuildKit: what stands beside a call of `DiffCopy`.
struct SyncSelection: Hashable, Sendable {
    /// The name of the directory.
    var directory: String
    /// Patterns of what alone is wanted; empty for everything.
    var included: [String]
    /// Patterns of what is left out, as in `.dockerignore`.
    var excluded: [String]
    /// Paths that are wanted with all that links on the way lead to; empty for everything.
    var followed: [String]

    init(_ head: [HeaderField]) {
        func values(_ name: String) -> [String] {
            let values = head.all(named: name)
            guard head.first(named: "\(name)-encoded") == "1" else { return values }
            return values.map { $0.percentDecoded(plusIsSpace: true) }
        }
        directory = values("dir-name").first ?? ""
        included = values("include-patterns")
        excluded = values("exclude-patterns")
        followed = values("followpaths")
    }

    /// What to leave out below a directory.
    ///
    /// - Parameter hasLinks: whether there are links to follow: whether the directory is one of this host.
    /// - Throws: `IgnoreRulesError` for a pattern that is none.
    func rules(below root: FilePath, hasLinks: Bool) throws(IgnoreRulesError) -> IgnoreRuleSet {
        var rules = IgnoreRuleSet(try IgnoreRules(excluded), relativeTo: root)
        var wanted = included.map(Self.pattern)
        if !followed.isEmpty {
            let paths = hasLinks ? FollowedLinks(below: root).paths(of: followed) : followed
            // Where the directory itself is wanted, everything is.
            if !paths.contains(".") { wanted += paths.map(Self.pattern) }
        }
        if !wanted.isEmpty { rules.include(try IgnoreRules(wanted), relativeTo: root) }
        return rules
    }

    /// A path as a pattern that wants it: a sign in front that would forbid it is taken as it is.
    private static func pattern(_ path: String) -> String { path.hasPrefix("!") ? "\\" + path : path }
}

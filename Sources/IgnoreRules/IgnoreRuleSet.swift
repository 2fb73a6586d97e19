package import SystemPackage

/// Ignore rules from several sources, each relative to its own directory, asked with absolute paths.
///
/// A path is ignored if any of the lists ignores it, or if there are lists of what to include and one of them, whose
/// directory holds the path, does not include it.
package struct IgnoreRuleSet: Equatable, Sendable {
    fileprivate struct Entry: Equatable, Sendable {
        var directory: FilePath
        var rules: IgnoreRules
        var isInclusion: Bool
    }

    private var entries: [Entry] = []

    /// A set that ignores nothing.
    package init() {}

    /// A set with one list.
    package init(_ rules: IgnoreRules, relativeTo directory: FilePath) {
        ignore(rules, relativeTo: directory)
    }

    /// Adds a list of what to ignore below an absolute directory.
    package mutating func ignore(_ rules: IgnoreRules, relativeTo directory: FilePath) {
        guard !rules.isEmpty else { return }
        entries.append(Entry(directory: directory.lexicallyNormalized(), rules: rules, isInclusion: false))
    }

    /// Adds a list of what alone is wanted below an absolute directory; an empty list asks for everything.
    package mutating func include(_ rules: IgnoreRules, relativeTo directory: FilePath) {
        guard !rules.isEmpty else { return }
        entries.append(Entry(directory: directory.lexicallyNormalized(), rules: rules, isInclusion: true))
    }

    /// Whether an absolute path is ignored.
    package func ignores(_ path: FilePath) -> Bool {
        path.withBytes { bytes in
            entries.contains { (entry: Entry) -> Bool in
                guard let relative = entry.relative(bytes) else { return false }
                return entry.isInclusion ? !entry.rules.matches(relative) : entry.rules.matches(relative)
            }
        }
    }

    /// Whether an absolute directory, and everything that is or may come below it, is ignored.
    ///
    /// For such a directory no descent is made and no watch is placed.
    package func canSkip(directory path: FilePath) -> Bool {
        path.withBytes { bytes in
            entries.contains { (entry: Entry) -> Bool in
                guard let relative = entry.relative(bytes) else { return false }
                return entry.isInclusion
                    ? entry.rules.excludesAll(below: relative) : entry.rules.canSkip(directory: relative)
            }
        }
    }
}

extension IgnoreRuleSet.Entry {
    /// The part of an absolute path below the directory of the list; `nil` outside of it and for the directory itself.
    fileprivate func relative(_ path: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        directory.withBytes { base in
            let isRoot = base.count == 1
            let start = isRoot ? 1 : base.count + 1
            guard path.count > start, path.starts(with: base), isRoot || path[base.count] == UInt8(ascii: "/") else {
                return nil
            }
            return UnsafeBufferPointer(rebasing: path[start...])
        }
    }
}

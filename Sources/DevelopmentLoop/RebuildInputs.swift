import ComposeModel
package import EngineAPI
package import IgnoreRules
package import SystemPackage

/// What the files of a service's `rebuild` rules hold, and those of the directories that its Dockerfile may take from beside the
/// context: by that one knows whether an image is older than they are.
package struct RebuildInputs: Sendable, Hashable {
    /// What the files of one rule or directory hold.
    private struct Input: Hashable {
        var path: FilePath
        var digest: String
        var newest: FileMetadata.Timestamp?
    }

    private var inputs: [Input]

    /// Looks at the files, and reads them.
    ///
    /// - Parameter contexts: the further directories of the build, with what of them is ignored.
    /// - Returns: `nil` if the service has no `rebuild` rule.
    package init?(of service: WatchedService, contexts: [(path: FilePath, rules: IgnoreRuleSet)] = []) {
        let rules = service.paths.filter { $0.action == .rebuild }
        if rules.isEmpty { return nil }
        inputs =
            rules.map { Self.input(FileTreeWalk(of: $0.host, ignoring: $0.rules), of: $0.host) }
            + contexts.map { path, rules in
                Self.input(FileTreeWalk(of: path, ignoring: rules, followingRoot: true), of: path)
            }
    }

    private static func input(_ walk: FileTreeWalk, of path: FilePath) -> Input {
        var digest = POSIXChecksum()
        var count = 0
        var newest: FileMetadata.Timestamp?
        for step in walk {
            guard case .file(let path, let metadata) = step, metadata.kind != .special else { continue }
            count += 1
            digest.update(path.bytes + [0])
            digest.update(Array("\(content(of: path, metadata))\n".utf8))
            if metadata.kind == .directory { continue }
            newest = max(newest ?? metadata.modified, metadata.modified)
        }
        return Input(path: path, digest: "\(count)-\(digest.value)", newest: newest)
    }

    /// The digest of the files of each rule and directory, by its path.
    package var digests: [String: String] {
        Dictionary(inputs.map { ($0.path.string, $0.digest) }) { first, second in "\(first) \(second)" }
    }

    /// The first rule or directory whose files an image was not built from.
    ///
    /// - Parameters:
    ///   - recorded: the digests at the time when the image was built; `nil` if they are not known.
    ///   - created: when the image was made: without a digest, files that are newer count as changed.
    /// - Returns: its path, `nil` if the image is up to date.
    package func change(since recorded: [String: String]?, created: EngineTimestamp) -> FilePath? {
        let current = digests
        let created = FileMetadata.Timestamp(seconds: created.seconds, nanoseconds: created.nanoseconds)
        return inputs.first { input in
            if let known = recorded?[input.path.string] { return known != current[input.path.string] }
            return input.newest.map { $0 > created } ?? false
        }?.path
    }

    private static func content(of path: FilePath, _ metadata: FileMetadata) -> String {
        switch metadata.kind {
        case .file:
            "file \(metadata.mode) \(metadata.size) \(HostContent.checksum(of: path).map { "\($0)" } ?? "unreadable")"
        case .symbolicLink: "link \((try? path.symbolicLinkTarget()) ?? [])"
        case .directory, .special: "directory"
        }
    }
}

/// A build context that the engine gets by itself: a git repository, or what is behind an http(s) URL, which is an archive, or a
/// Dockerfile without any further files.
///
/// - Shape: `https://host/path.git`, `git://…`, `github.com/…` and `git@host:path`, each with `#branch:directory` where wanted;
///   any other `http://` or `https://`.
/// - Source: `pkg/urlutil` of moby, `detectGitContext` of BuildKit's Dockerfile frontend.
package struct RemoteContext: Sendable, Hashable {
    /// What the engine is told.
    package let url: String
    /// Whether it is a git repository.
    package let isRepository: Bool

    /// Reads a context; `nil` for a directory of this host, and for what the engine cannot get.
    package init?(_ context: String) {
        let isURL = ["http://", "https://"].contains { context.hasPrefix($0) }
        let address = context.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        isRepository =
            isURL
            ? address.hasSuffix(".git") : ["git://", "github.com/", "git@"].contains { context.hasPrefix($0) }
        guard isURL || isRepository else { return nil }
        url = context
    }

    /// The directory of the repository that is the context; `nil` for the whole of it.
    package var directory: String? {
        guard isRepository, let mark = url.firstIndex(of: "#") else { return nil }
        let fragment = url[url.index(after: mark)...]
        guard let colon = fragment.firstIndex(of: ":") else { return nil }
        let directory = fragment[fragment.index(after: colon)...]
        return directory.isEmpty ? nil : String(directory)
    }

    /// What the host is shown, `user:password` or a token; `nil` for a URL that has nothing in front of the host.
    package var credentials: String? {
        guard let scheme = url.firstRange(of: "://") else { return nil }
        let authority = url[scheme.upperBound...].prefix { $0 != "/" }
        return authority.lastIndex(of: "@").map { String(authority[..<$0]) }
    }
}

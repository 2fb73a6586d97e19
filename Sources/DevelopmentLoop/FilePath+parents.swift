import CLibrary
import SystemPackage

extension FilePath {
    /// The path without symbolic links; itself if it leads nowhere.
    func resolvingLinks() -> FilePath {
        withPlatformString { path in
            guard let resolved = realpath(path, nil) else { return self }
            defer { free(resolved) }
            return FilePath(platformString: resolved)
        }
    }

    /// Whether the path or one of its parents is in a set.
    func isAtOrBelow(anyOf paths: Set<FilePath>) -> Bool {
        if paths.isEmpty { return false }
        var candidate = self
        while !paths.contains(candidate) {
            guard candidate.removeLastComponent() else { return false }
        }
        return true
    }
}

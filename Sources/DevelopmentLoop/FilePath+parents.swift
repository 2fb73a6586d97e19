import SystemPackage

extension FilePath {
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

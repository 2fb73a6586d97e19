extension ImageReference {
    /// Whether the reference has the form `[domain/]name[:tag][@digest]`.
    ///
    /// - Source: the reference grammar of the distribution specification.
    package var isWellFormed: Bool {
        var rest = rawValue[...]
        if let at = rest.firstIndex(of: "@") {
            let digest = rest[rest.index(after: at)...].split(separator: ":", omittingEmptySubsequences: false)
            guard digest.count == 2, !digest[0].isEmpty, digest[1].count >= 32, digest[1].allSatisfy(\.isHexDigit)
            else {
                return false
            }
            rest = rest[..<at]
        }
        var components = rest.split(separator: "/", omittingEmptySubsequences: false)
        guard var last = components.popLast() else { return false }
        if let colon = last.firstIndex(of: ":") {
            guard Self.isTag(last[last.index(after: colon)...]) else { return false }
            last = last[..<colon]
        }
        if let first = components.first, Self.isRegistry(first) {
            guard Self.isDomain(first) else { return false }
            components.removeFirst()
        }
        return (components + [last]).allSatisfy(Self.isPathComponent)
    }

    /// The reference with registry, path and tag written out, such as `docker.io/library/redis:7`; beside a digest no tag
    /// counts.
    ///
    /// - Source: docker's `reference.ParseDockerRef`.
    package var completed: ImageReference {
        var (host, path) = ("docker.io", rawValue)
        if let registry {
            (host, path) = (
                registry == "index.docker.io" ? "docker.io" : registry, String(rawValue.dropFirst(registry.count + 1))
            )
        }
        if host == "docker.io", !path.contains("/") { path = "library/" + path }
        let name = path.prefix { $0 != "@" }
        let tag = name.lastIndex(of: ":").flatMap { name[$0...].contains("/") ? nil : $0 }
        if isPinned {
            return ImageReference("\(host)/\(tag.map { name[..<$0] } ?? name)\(path[name.endIndex...])")
        }
        return ImageReference("\(host)/\(path)\(tag == nil ? ":latest" : "")")
    }

    /// The registry that stands at its beginning; `nil` where none does.
    package var registry: String? {
        let parts = rawValue.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isRegistry(parts[0]) else { return nil }
        return String(parts[0])
    }

    /// Whether it says `latest`, be it by saying no tag at all: that is another image every time.
    package var isLatest: Bool { !isPinned && completed.rawValue.hasSuffix(":latest") }

    /// Whether it names content, by a digest, and not what a tag stands for by now.
    package var isPinned: Bool { rawValue.contains("@") }

    /// Whether a component before others is a registry's address: it has a point, a colon or capitals, or is `localhost`.
    private static func isRegistry(_ component: Substring) -> Bool {
        component == "localhost" || component.contains { ".:".contains($0) || $0.isUppercase }
    }

    private static func isTag(_ tag: Substring) -> Bool {
        guard let first = tag.first, isWord(first) || first == "_", tag.count <= 128 else { return false }
        return tag.allSatisfy { isWord($0) || "_.-".contains($0) }
    }

    private static func isDomain(_ domain: Substring) -> Bool {
        if domain.first == "[" { return domain.contains("]") }
        let parts = domain.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, parts[1].isEmpty || !parts[1].allSatisfy({ "0"..."9" ~= $0 }) { return false }
        return parts.count <= 2
            && parts[0].split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                !label.isEmpty && label.first != "-" && label.last != "-"
                    && label.allSatisfy { isWord($0) || $0 == "-" }
            }
    }

    /// Lower-case words with `.`, `_`, `__` or hyphens between them.
    private static func isPathComponent(_ component: Substring) -> Bool {
        guard let first = component.first, let last = component.last, isLower(first), isLower(last) else {
            return false
        }
        guard component.allSatisfy({ isLower($0) || "._-".contains($0) }) else { return false }
        let separators = component.split(whereSeparator: isLower)
        return separators.allSatisfy { $0 == "." || $0 == "_" || $0 == "__" || $0.allSatisfy { $0 == "-" } }
    }

    private static func isLower(_ character: Character) -> Bool { "a"..."z" ~= character || "0"..."9" ~= character }

    private static func isWord(_ character: Character) -> Bool { isLower(character) || "A"..."Z" ~= character }
}

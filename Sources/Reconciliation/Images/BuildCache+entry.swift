import EngineAPI

extension BuildCache {
    /// Reads an entry of `cache_from` or `cache_to`: an image, or `type=registry,ref=…`.
    ///
    /// - Source: `util/buildflags/cache.go` of docker's buildx.
    init(entry: String) {
        guard entry.contains("=") else {
            self.init(type: "registry", attributes: ["ref": entry])
            return
        }
        var fields: [String: String] = [:]
        for field in entry.split(separator: ",") {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            fields[parts[0].filter { !$0.isWhitespace }.lowercased()] = parts[1].filter { !$0.isWhitespace }
        }
        let type = fields.removeValue(forKey: "type") ?? ""
        self.init(type: type, attributes: fields)
    }

    /// The place with its directory, where it is one of this host, as an absolute path.
    ///
    /// - Parameter folder: what the path is relative to.
    func located(in folder: String) -> BuildCache {
        guard type == "local" else { return self }
        var cache = self
        for name in ["src", "dest"] {
            cache.attributes[name] = attributes[name].map { $0.hasPrefix("/") ? $0 : "\(folder)/\($0)" }
        }
        return cache
    }

    /// The image of a registry that ``BuildOptions/cacheFrom`` has a place for; `nil` for another place.
    var image: ImageReference? {
        guard type == "registry", attributes.count == 1 else { return nil }
        return attributes["ref"].map { ImageReference($0) }
    }
}

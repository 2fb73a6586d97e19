internal import JSONText

extension SolveRequest {
    /// Asks for what a build's options say.
    ///
    /// - Parameter reference: see ``reference``.
    /// - Source: `builder/builder-next/builder.go` of moby, which makes of the parameters of `POST /build` the same; the
    ///   rest as docker's buildx has it, and as `frontend/dockerfile` of BuildKit reads it.
    package init(_ options: BuildOptions, reference: String) {
        self.init(reference: reference, session: options.session ?? "")
        attributes["filename"] = options.dockerfile
        attributes["target"] = options.target
        if let remote = options.remote, remote != BuildOptions.sessionContext { attributes["context"] = remote }
        for case (let name, let value?) in options.buildArgs { attributes["build-arg:\(name)"] = value }
        for (name, value) in options.labels { attributes["label:\(name)"] = value }
        if options.noCache {
            attributes["no-cache"] = ""
        } else if !options.uncachedStages.isEmpty {
            attributes["no-cache"] = options.uncachedStages.joined(separator: ",")
        }
        attributes["image-resolve-mode"] = options.pull ? "pull" : "default"
        let platforms = options.platforms.isEmpty ? [options.platform].compactMap(\.self) : options.platforms
        if !platforms.isEmpty { attributes["platform"] = platforms.joined(separator: ",") }
        if let mode = options.networkMode, mode != "default" { attributes["force-network-mode"] = mode }
        if !options.extraHosts.isEmpty { attributes["add-hosts"] = Self.hosts(options.extraHosts) }
        if let size = options.shmSize, size > 0 { attributes["shm-size"] = String(size) }
        if !options.ulimits.isEmpty { attributes["ulimit"] = options.ulimits.joined(separator: ",") }
        for (kind, parameters) in options.attestations { attributes["attest:\(kind.rawValue)"] = parameters }
        cacheImports =
            options.cacheFrom.map { BuildCache(type: "registry", attributes: ["ref": $0.rawValue]) }
            + options.cacheImports
        // The frontend asks for the steps, and only what it knows of is looked into.
        if !cacheImports.isEmpty { attributes["cache-imports"] = Self.list(of: cacheImports) }
        cacheExports = options.cacheExports
        if options.keepsCacheInImage { cacheExports.append(BuildCache(type: "inline")) }
        if !options.tags.isEmpty {
            exporterAttributes["name"] = options.tags.map(\.rawValue).joined(separator: ",")
        }
        entitlements = options.entitlements
        if options.networkMode == "host", !entitlements.contains(BuildOptions.hostNetwork) {
            entitlements.append(BuildOptions.hostNetwork)
        }
    }

    /// Places of layers as the frontend reads them: a list of JSON.
    private static func list(of caches: [BuildCache]) -> String {
        let entries = caches.map { cache in
            let attributes = cache.attributes.sorted { $0.key < $1.key }
                .map { "\(JSONString.quoted($0.key)):\(JSONString.quoted($0.value))" }
            return "{\"Type\":\(JSONString.quoted(cache.type)),\"Attrs\":{\(attributes.joined(separator: ","))}}"
        }
        return "[\(entries.joined(separator: ","))]"
    }

    /// Lines of `/etc/hosts`: from `name:address` to `name=address`, with commas between them.
    private static func hosts(_ hosts: [String]) -> String {
        hosts.map { host in
            let parts = host.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return host }
            let isBracketed = parts[1].hasPrefix("[") && parts[1].hasSuffix("]")
            return "\(parts[0])=\(isBracketed ? parts[1].dropFirst().dropLast() : parts[1])"
        }
        .joined(separator: ",")
    }
}

extension BuildOptions {
    /// Whether the build argument asks for the layers' cache in the image; Go's words for true.
    fileprivate var keepsCacheInImage: Bool {
        guard let value = buildArgs[Self.inlineCacheArgument] ?? nil else { return false }
        return ["1", "t", "T", "true", "TRUE", "True"].contains(value)
    }
}

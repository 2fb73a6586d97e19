import BuildSessions
import ComposeModel
import EngineAPI
import EngineClient
import SystemPackage

/// Places of layers that the engine does not reach by itself.
extension ImageBuilder {
    /// The request with what its places of layers want to be shown; those that have nothing to offer are left out.
    ///
    /// - Source: `client/solve.go` of BuildKit, and `util/buildflags/cache.go` of docker's buildx.
    func withReachableCaches(_ request: BuildOptions, of service: ServiceName) -> BuildOptions {
        var request = request
        request.cacheImports = request.cacheImports.compactMap { cache in
            cache.type == "local" ? withBeginning(cache, of: service) : withCredentials(cache, of: service)
        }
        request.cacheExports = request.cacheExports.compactMap { withCredentials($0, of: service) }
        return request
    }

    /// The directories of this host that layers are taken from and put into, by the names that the request has for them.
    static func layerDirectories(of request: BuildOptions) -> [String: LayerDirectory] {
        (request.cacheImports + request.cacheExports).reduce(into: [:]) { directories, cache in
            guard let path = cache.directory else { return }
            directories[path] = LayerDirectory(FilePath(path))
        }
    }

    /// Notes what the layers begin with that a build has put into directories.
    func keep(_ event: BuildEvent, in caches: [BuildCache], of service: ServiceName) {
        guard case .cacheKept(let beginning) = event else { return }
        for cache in caches {
            guard let path = cache.directory else { continue }
            do {
                try LayerDirectory(FilePath(path)).note(beginning: beginning, tagged: cache.tag)
            } catch {
                events.warn("build of '\(service)': its cache in '\(path)' cannot be found again: \(error)")
            }
        }
    }

    /// A directory with what its layers begin with.
    private func withBeginning(_ cache: BuildCache, of service: ServiceName) -> BuildCache? {
        guard let path = cache.directory, cache.attributes["digest"] == nil else { return cache }
        guard let beginning = LayerDirectory(FilePath(path)).beginning(tagged: cache.tag) else {
            events.warn("build of '\(service)': there is no cache in '\(path)' yet")
            return nil
        }
        var cache = cache
        cache.attributes["digest"] = beginning
        return cache
    }

    /// A place with what GitHub gives its own runs for it.
    private func withCredentials(_ cache: BuildCache, of service: ServiceName) -> BuildCache? {
        guard cache.type == "gha" else { return cache }
        var cache = cache
        let variables = ["token": "ACTIONS_RUNTIME_TOKEN", "url": "ACTIONS_CACHE_URL", "url_v2": "ACTIONS_RESULTS_URL"]
        for (name, variable) in variables where cache.attributes[name] == nil {
            cache.attributes[name] = environment[variable].flatMap { $0.isEmpty ? nil : $0 }
        }
        let hasAddress = cache.attributes["url"] != nil || cache.attributes["url_v2"] != nil
        if hasAddress, cache.attributes["token"] != nil { return cache }
        events.warn(
            "build of '\(service)': its cache of type 'gha' is left out, since this is no run of GitHub's: "
                + "ACTIONS_RUNTIME_TOKEN and the cache's address are not set"
        )
        return nil
    }
}

extension BuildCache {
    /// The directory of this host that it is; `nil` for another place.
    fileprivate var directory: String? {
        type == "local" ? attributes["src"] ?? attributes["dest"] : nil
    }

    /// What its layers are called in the directory.
    fileprivate var tag: String { attributes["tag"] ?? "latest" }
}

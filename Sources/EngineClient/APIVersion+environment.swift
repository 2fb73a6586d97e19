package import EngineAPI

extension APIVersion {
    /// The version of the API that `DOCKER_API_VERSION` asks for; `nil` where it is empty or not set.
    ///
    /// - Throws: ``EngineError/versionUnusable(_:)``.
    /// - Source: docker's CLI: the engine is not asked what it speaks.
    package static func wanted(by environment: [String: String]) throws(EngineError) -> APIVersion? {
        guard let text = environment["DOCKER_API_VERSION"], !text.isEmpty else { return nil }
        guard let version = APIVersion(text.hasPrefix("v") ? String(text.dropFirst()) : text),
            version >= .oldestSpoken, version <= .newestSpoken
        else { throw .versionUnusable(text) }
        return version
    }
}

/// Where docker keeps what its commands have in common: contexts, credentials, preferences, plugins.
package enum DockerConfiguration {
    /// The directory: the one that `DOCKER_CONFIG` names, else `~/.docker`.
    package static func directory(_ environment: [String: String], homeDirectory: String) -> String {
        let named = environment["DOCKER_CONFIG"] ?? ""
        return named.isEmpty ? homeDirectory + "/.docker" : named
    }

    /// The path of `config.json`, which need not be there.
    static func file(_ environment: [String: String], homeDirectory: String) -> String {
        directory(environment, homeDirectory: homeDirectory) + "/config.json"
    }
}

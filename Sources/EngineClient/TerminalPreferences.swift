#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What docker's `config.json` says about how its commands behave at a terminal.
package struct TerminalPreferences: Sendable, Hashable, Decodable {
    /// The keys that disconnect from a container, such as `ctrl-x,x`; `nil` where none are set.
    package let detachKeys: String?
    /// How `ps` lists containers, as its `--format` says it; `nil` where nothing is set.
    package let psFormat: String?

    /// Reads the file; one that is missing or malformed says nothing.
    ///
    /// - Parameter environment: `DOCKER_CONFIG` names its directory, by default `~/.docker`.
    /// - Source: docker's `cli/config/configfile`.
    package init(
        environment: [String: String],
        homeDirectory: String,
        files: some EndpointFiles = HostEndpointFiles()
    ) {
        let path = DockerConfiguration.file(environment, homeDirectory: homeDirectory)
        let read = files.contents(of: path).flatMap { try? JSONDecoder().decode(Self.self, from: Data($0)) }
        detachKeys = read?.detachKeys.flatMap { $0.isEmpty ? nil : $0 }
        psFormat = read?.psFormat.flatMap { $0.isEmpty ? nil : $0 }
    }
}

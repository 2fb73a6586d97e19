import ArgumentParser
import TerminalOutput

/// `engarde docker-cli-plugin-metadata`: what docker's command line asks of each file that is named like a plugin.
///
/// - Source: docker's CLI (`cli-plugins/metadata`).
struct PluginMetadataCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "docker-cli-plugin-metadata",
        abstract: "Say what docker shows of this plugin."
    )
    static let examples: [HelpExample] = []

    private struct Metadata: Encodable {
        let schemaVersion = "0.1.0"
        let vendor = "EnGarde"
        let version = "v\(EngardeVersion.current)"
        let shortDescription = EngardeCommand.configuration.abstract

        enum CodingKeys: String, CodingKey {
            case schemaVersion = "SchemaVersion"
            case vendor = "Vendor"
            case version = "Version"
            case shortDescription = "ShortDescription"
        }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        surroundings.output.write(try Metadata().json() + "\n", to: .data)
        return .success
    }
}

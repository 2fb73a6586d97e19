import ArgumentParser
import TerminalOutput

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

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
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(Metadata()), as: UTF8.self)
        surroundings.output.write(text + "\n", to: .data)
        return .success
    }
}

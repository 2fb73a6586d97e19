import ArgumentParser
import ComposeLoader
import ComposeModel
import OrderedCollections
import TerminalOutput

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `engarde config`.
struct ConfigCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show the project that the Compose files make, merged and with all variables replaced."
    )

    /// The formats that can be asked for.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        /// YAML, as docker compose prints it.
        case yaml
        /// JSON, as docker compose prints it.
        case json
    }

    @Option(name: .long, help: "The format: yaml or json.")
    var format: Format = .yaml

    @Flag(name: [.customShort("q"), .long], help: "Show nothing; only check the files.")
    var quiet = false

    @Flag(name: .long, help: "Show the names of the services, one a line.")
    var services = false

    @Flag(name: .long, help: "Show the names of the images, one a line.")
    var images = false

    @Flag(name: .long, help: "Show the names of the volumes, one a line.")
    var volumes = false

    @Flag(name: .long, help: "Show the names of the networks, one a line.")
    var networks = false

    @Flag(name: .long, help: "Show the names of the profiles, one a line.")
    var profiles = false

    @Flag(name: .long, help: "Leave variables as they are written.")
    var noInterpolate = false

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Write to a file.", valueName: "file"))
    var output: String?

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        var request = invocation.loadRequest()
        request.interpolates = !noInterpolate
        let loaded = try invocation.load(request)
        guard !quiet else { return .success }
        let text = text(of: loaded)
        if let output {
            let path = output.hasPrefix("/") ? output : "\(surroundings.workingDirectory)/\(output)"
            do {
                try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
            } catch {
                throw UsageError(message: "cannot write '\(output)': \(error)")
            }
        } else {
            surroundings.output.write(text, to: .data)
        }
        return .success
    }

    private func text(of loaded: LoadedProject) -> String {
        let project = loaded.project
        func lines(_ names: some Sequence<String>) -> String { names.map { $0 + "\n" }.joined() }
        if services { return lines(project.services.keys.map(\.rawValue)) }
        if images { return lines(project.services.values.map(\.image)) }
        if volumes { return lines(project.volumes.keys.map(\.rawValue)) }
        if networks { return lines(project.networks.keys.map(\.rawValue)) }
        if profiles {
            let all = Array(project.services.values) + Array(project.disabledServices.values)
            return lines(Set(all.flatMap(\.profiles)).sorted())
        }
        let text = ConfigRenderer(format: format == .json ? .json : .yaml, escapesDollars: !noInterpolate).text(loaded)
        return text.hasSuffix("\n") ? text : text + "\n"
    }
}

import ArgumentParser
import ComposeLoader
import ComposeModel
import Diagnostics
import Operations
import OrderedCollections
import Reconciliation
import SessionEvents
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
        abstract: "Show the project that the Compose files make, merged and with all variables replaced.",
        discussion: """
            With --explain, every value is shown with the files and lines that set it, the text before variables were \
            replaced, and where each variable comes from; paths such as 'services.web.ports' narrow it down. At a \
            terminal, values of secrets and of variables named like passwords are left out; files and pipes get them all.
            """
    )
    static let operands = "[options] [service or path...]"
    static let examples = [
        HelpExample("engarde config --explain services.web.ports", "Shows which file and line set the ports."),
        HelpExample("engarde config -q --strict", "Checks the files; warnings count."),
    ]

    /// The formats that can be asked for.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        /// YAML, as docker compose prints it.
        case yaml
        /// JSON, as docker compose prints it.
        case json

        /// The renderer's name of the format.
        var rendered: ConfigFormat {
            switch self {
            case .yaml: .yaml
            case .json: .json
            }
        }
    }

    @Option(
        name: .long,
        help: ArgumentHelp("The format: yaml or json; --variables are a table without it.", valueName: "format")
    )
    var format: Format?

    // Nothing is changed anyway.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @Flag(name: [.customShort("q"), .long], help: "Show nothing; only check the files.")
    var quiet = false

    @Flag(name: .long, help: "Show where the values at the given paths come from; without paths, all values.")
    var explain = false

    @Flag(name: .long, help: "Show the names of the services, one a line.")
    var services = false

    @Flag(name: .long, help: "Show the names of the images, one a line.")
    var images = false

    @Flag(name: .long, help: "Show the names of the volumes, one a line.")
    var volumes = false

    @Flag(name: .long, help: "Show the names of the networks, one a line.")
    var networks = false

    @Flag(name: .long, help: "Show what the models are, one a line.")
    var models = false

    @Flag(name: .long, help: "Show the names of the profiles, one a line.")
    var profiles = false

    @Flag(name: .long, help: "Show the variables that files may use, one a line.")
    var environment = false

    @Flag(name: .long, help: "Show the variables that the files use, with their defaults.")
    var variables = false

    @Option(name: .long, help: ArgumentHelp("Show the digests of services: a name, or '*'.", valueName: "service"))
    var hash: String?

    @Flag(name: .long, help: "Leave variables as they are written.")
    var noInterpolate = false

    @Flag(name: .long, help: "Leave relative paths as they are written.")
    var noPathResolution = false

    @Flag(name: .long, help: "Leave out what follows from other attributes, such as the default network.")
    var noNormalize = false

    @Flag(name: .long, help: "Do not check that what services refer to is there.")
    var noConsistency = false

    @Flag(name: .long, help: "Do not read the env files of services.")
    var noEnvResolution = false

    @Flag(name: .long, help: "Name images by the digests that their registries have for them now.")
    var resolveImageDigests = false

    @Flag(name: .long, help: "Show only the images with their digests, as a file to be laid over the others.")
    var lockImageDigests = false

    @Flag(name: .long, help: "Take warnings for errors.")
    var strict = false

    @Option(
        name: .long,
        help: "Leave out values of secrets and of variables named like passwords; done at a terminal unless '=false'."
    )
    var redact: SwitchValue?

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Write to a file.", valueName: "file"))
    var output: String?

    @Argument(help: ArgumentHelp("The services; with --explain, paths.", valueName: "service or path"))
    var names: [String] = []

    /// The list that was asked for in place of the whole project.
    private var listing: ProjectListing? {
        let flags: [(Bool, ProjectListing)] = [
            (services, .services), (images, .images), (volumes, .volumes), (networks, .networks), (models, .models),
            (profiles, .profiles), (environment, .environment),
        ]
        return flags.first { $0.0 }?.1
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        return try await invocation.withEvents(of: "config") { events in
            try await show(invocation, telling: events)
            return .done
        }
    }

    /// Shows what was asked for.
    private func show(_ invocation: Invocation, telling events: EventBroadcast) async throws {
        let surroundings = invocation.surroundings
        let needsNames = (listing != nil || variables) && !explain
        var request = invocation.loadRequest(
            naming: explain ? [] : names,
            needing: needsNames ? .none : .named(withDependencies: true)
        )
        request.interpolates = !noInterpolate && !variables
        request.mergesServiceEnvironmentFiles = hash == nil && !noEnvResolution
        request.resolvesPaths = !noPathResolution
        request.normalises = !noNormalize && !invocation.options.compatibility
        request.checksConsistency = !noConsistency
        let opening = invocation.request("config", request)
        var loaded = try opening.loaded(telling: events)
        if strict && !loaded.warnings.isEmpty { throw ToldError(error: StrictLoad(diagnostics: loaded.warnings)) }
        if !explain {
            try loaded.checkServices(names)
            loaded = loaded.selecting(names.map { ServiceName($0) })
        }
        if resolveImageDigests || lockImageDigests, !needsNames, !explain, hash == nil {
            loaded = try await opening.pinningImages(of: loaded, telling: events)
            if lockImageDigests { loaded = loaded.onlyImages }
        }
        guard !quiet else { return }
        let isRead = output == nil && invocation.traits.dataIsTerminal
        let wish = redact ?? invocation.options.redact
        let text = try text(of: loaded, hidingSecrets: wish.map { $0 == .on } ?? isRead)
        if let output {
            do {
                try Data(text.utf8).write(to: URL(filePath: surroundings.absolutePath(output)), options: .atomic)
            } catch {
                throw UsageError(
                    message: "cannot write '\(output)': \(error)",
                    hint: "name a file that can be written with '--output'"
                )
            }
        } else {
            surroundings.output.write(text, to: .data)
        }
    }

    private func text(of loaded: LoadedProject, hidingSecrets hides: Bool) throws -> String {
        if explain { return try explanation(of: loaded, hidingSecrets: hides) }
        if let hash { return try digests(of: loaded, named: hash) }
        if variables {
            let variables = loaded.interpolationVariables
            return listing(of: hides ? variables.map(\.redacted) : variables)
        }
        if let listing { return listing.lines(of: loaded, hidingSecrets: hides).map { $0 + "\n" }.joined() }
        var renderer = ConfigRenderer(format: format?.rendered ?? .yaml, escapesDollars: !noInterpolate)
        renderer.hidesSecrets = hides
        renderer.showsEnvironmentFiles = noEnvResolution
        let text = renderer.text(loaded)
        return text.hasSuffix("\n") ? text : text + "\n"
    }

    /// docker compose's digests of the services: all, or those of a list with commas.
    private func digests(of loaded: LoadedProject, named list: String) throws -> String {
        let texts = loaded.configurationTexts(for: .listing).compactMapValues { text in text.whole { _ in nil } }
        let names = list == "*" ? texts.keys.map(\.rawValue) : list.split(separator: ",").map(String.init)
        return try names.sorted().map { name in
            guard let text = texts[ServiceName(name)] else {
                throw UnknownService(name: name)
            }
            return "\(name) \(Digest.hexadecimal(of: text))\n"
        }
        .joined()
    }

    private func explanation(of loaded: LoadedProject, hidingSecrets hides: Bool) throws -> String {
        let whole = try (names.isEmpty ? [""] : names).flatMap { path in
            guard let origins = loaded.origins(at: path) else {
                throw UsageError(
                    message: "there is nothing at '\(path)'",
                    hint: "paths look like 'services.web.ports[0]'"
                )
            }
            return origins
        }
        let origins = hides ? whole.map(\.redacted) : whole
        guard format == .json else { return origins.map(OriginText.text).joined() }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(origins), as: UTF8.self) + "\n"
    }

    private func listing(of variables: [InterpolationVariable]) -> String {
        if let format { return ConfigRenderer(format: format.rendered).text(variables) }
        return Table(
            headings: ["NAME", "REQUIRED", "DEFAULT VALUE", "ALTERNATE VALUE"],
            rows: variables.map {
                [$0.name, String($0.isRequired), $0.defaultValue ?? "", $0.alternateValue ?? ""]
            }
        )
        .text
    }
}

/// A project of which something is worth knowing, where nothing is to be.
private struct StrictLoad: DiagnosticConvertible {
    /// What is.
    var diagnostics: [Diagnostic]
}

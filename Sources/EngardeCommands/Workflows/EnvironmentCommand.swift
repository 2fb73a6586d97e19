import ArgumentParser
import ComposeLoader
import Diagnostics
import Operations
import SessionEvents
import TerminalOutput
import Workflows

/// `engarde env`.
struct EnvironmentCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "env",
        abstract: "List the project's environments, show one, or say what differs between two.",
        discussion: """
            An environment is there when a file of its name is: docker-compose.NAME.yml or compose.NAME.yaml beside the base \
            file, .env.NAME or docker/env/.env.NAME in the project's directory. 'env diff' tells apart what must match \
            (services, networks, dependencies, images), what should differ (mounts, build targets, verbosity, restarts, \
            limits, logging) and what else differs; it ends with 1 where something differs that must match.
            """
    )
    static let operands = "[options] [list|show|diff] [environment...]"
    static let examples = [
        HelpExample("engarde env list", "Lists the environments with their files, and marks the one that is meant."),
        HelpExample("engarde env show prod", "Shows the merged project, and which files make it."),
        HelpExample(
            "engarde env diff dev prod",
            "Says in what development is unlike production, and where that stands."
        ),
    ]

    /// What can be done with environments.
    private enum Action {
        case list
        case show(String)
        case diff(String, String)
    }

    // Nothing is changed anyway.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "list: as for other lists, or json; show: yaml or json; diff: text or json.",
            valueName: "format"
        )
    )
    var format: String?

    @Argument(help: ArgumentHelp("What to do, and with which environments; without any, list.", valueName: "word"))
    var words: [String] = []

    func validate() throws { _ = try action() }

    /// What is asked for.
    ///
    /// - Throws: ``UsageError``.
    private func action() throws -> Action {
        let names = Array(words.dropFirst())
        switch words.first ?? "list" {
        case "list":
            guard names.isEmpty else { throw Self.wrongOperands("'env list' takes no names") }
            return .list
        case "show":
            guard names.count == 1 else { throw Self.wrongOperands("'env show' takes the name of one environment") }
            try checkFormat(among: ["yaml", "json"])
            return .show(names[0])
        case "diff":
            guard names.count == 2 else { throw Self.wrongOperands("'env diff' takes the names of two environments") }
            try checkFormat(among: ["text", "json"])
            return .diff(names[0], names[1])
        case let word:
            throw UsageError(
                message: "there is no 'env \(word)'",
                hint: NameSuggestion.correction(of: word, among: ["list", "show", "diff"])
            )
        }
    }

    private func checkFormat(among known: [String]) throws {
        guard let format, !known.contains(format) else { return }
        throw UsageError(
            message: "'\(format)' is no value of '--format' here",
            hint: NameSuggestion.correction(of: format, among: known)
        )
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        return try await invocation.withEvents(of: "env") { events in
            switch try action() {
            case .list:
                let listing = EnvironmentListing(try rows(invocation, telling: events))
                surroundings.output.write(try listing.text(format: format ?? "table"), to: .data)
                return .done
            case .show(let name):
                surroundings.output.write(try document(of: name, invocation, telling: events), to: .data)
                return .done
            case .diff(let first, let second):
                let compared = try report(first, second, invocation)
                let text = format == "json" ? try compared.json() : compared.text
                surroundings.output.write(text, to: .data)
                return compared.comparison.matches ? .done : .exited(code: 1)
            }
        }
    }

    // MARK: The list

    /// The environments that are there; what is wrong with one is told, and the others are listed all the same.
    private func rows(_ invocation: Invocation, telling events: EventBroadcast) throws -> [EnvironmentListing.Row] {
        let environments = ProjectEnvironments(invocation.loadRequest())
        let all = environments.all
        var active: String?
        var flaws: [Diagnostic] = []
        do throws(LoadError) {
            active = try environments.selected()?.environment.name
        } catch {
            guard error.stage == .workspace else { throw error }
            flaws = error.diagnostics
        }
        for environment in all {
            do throws(LoadError) {
                _ = try environments.named(environment.name)
            } catch {
                for diagnostic in error.diagnostics where !flaws.contains(diagnostic) { flaws.append(diagnostic) }
            }
        }
        for flaw in flaws { events.emit(.warning(flaw)) }
        return all.map { environment in
            EnvironmentListing.Row(
                name: environment.name,
                files: environment.files.map(environments.display),
                environmentFiles: environment.environmentFiles.map(environments.display),
                isActive: environment.name == active
            )
        }
    }

    // MARK: One environment

    /// The merged project of an environment, with the files that make it.
    private func document(
        of name: String,
        _ invocation: Invocation,
        telling events: EventBroadcast
    ) throws -> String {
        var request = invocation.loadRequest()
        request.environmentName = name
        let loaded = try invocation.request("env", request).loaded(telling: events)
        let hides = invocation.options.redact.map { $0 == .on } ?? invocation.traits.dataIsTerminal
        return try EnvironmentDocument(loaded, hidingSecrets: hides).text(as: format == "json" ? .json : .yaml)
    }

    // MARK: Two environments

    /// What differs between two environments; services of all profiles are compared, unless some are asked for.
    private func report(_ first: String, _ second: String, _ invocation: Invocation) throws -> EnvironmentReport {
        let hides = invocation.options.redact != .off
        let projects = try [first, second].map { name in
            var request = invocation.loadRequest()
            request.environmentName = name
            if request.profiles.isEmpty { request.profiles = ["*"] }
            return try invocation.request("env", request).loadedInSilence()
        }
        let names = zip(projects, [first, second]).map { $0.environmentSelection?.environment.name ?? $1 }
        return EnvironmentReport(
            EnvironmentComparison(projects[0], projects[1], hidingSecrets: hides),
            of: names[0],
            and: names[1]
        )
    }
}

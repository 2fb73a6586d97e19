import ComposeLoader
import ComposeModel
import OrderedCollections
import SessionEvents
import TerminalOutput
import Workflows

/// One run of a verb that a project has of its own.
struct OwnVerbRun: Sendable {
    private let verb: OwnVerb
    private let call: OwnVerbCall
    private let loaded: LoadedProject

    /// Prepares a run.
    init(_ verb: OwnVerb, _ call: OwnVerbCall, in loaded: LoadedProject) {
        self.verb = verb
        self.call = call
        self.loaded = loaded
    }

    private var project: Project { loaded.project }

    /// Runs the command, shows it, or shows the verb's help.
    ///
    /// - Returns: how the command ended.
    /// - Throws: ``SettingsError``, what `exec` and `run` throw.
    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        guard !call.asksForHelp else {
            surroundings.output.write(HelpText(of: verb, calling: surroundings.program).text, to: .data)
            return .success
        }
        guard !call.isPreview, !global.dryRun else {
            let command = command(disclosing: global.redact == .off, from: surroundings.workingDirectory)
            let text = command.text(calling: global.command(of: surroundings.program))
            surroundings.output.write(text + "\n", to: .data)
            return .success
        }
        switch verb.place {
        case .host: return try await runOnHost(surroundings)
        case .container(let service):
            return try await ExecCommand.parsed(options + ["--", service.rawValue] + words).run(
                global,
                in: surroundings
            )
        case .ownContainer(let service):
            let command = try RunCommand.parsed(["--rm"] + options + ["--", service.rawValue] + words)
            return try await command.run(global, in: surroundings)
        }
    }

    /// The command and its arguments.
    private var words: [String] { verb.command.words(calledAs: verb.name, arguments: call.arguments) }

    /// The variables that the command gets: what was given wins over what the files say.
    private var variables: OrderedDictionary<String, String> {
        verb.environment.merging(call.values) { _, given in given }
    }

    /// The options of `exec` and `run`, in the parser's form.
    private var options: [String] {
        variables.map { "--env=\($0.key)=\($0.value)" } + (verb.directory.map { ["--workdir=\($0)"] } ?? [])
    }

    private func runOnHost(_ surroundings: Surroundings) async throws -> TerminationStatus {
        var environment = project.environment
        environment["COMPOSE_PROJECT_NAME"] = project.name.rawValue
        let files = project.composeFiles
        // Programs that the command calls work on the same project.
        if !files.contains(where: { $0 == "-" || $0.contains(":") }) {
            environment["COMPOSE_FILE"] = files.joined(separator: ":")
            environment["COMPOSE_PATH_SEPARATOR"] = ":"
        }
        if !project.profiles.isEmpty { environment["COMPOSE_PROFILES"] = project.profiles.joined(separator: ",") }
        for (name, value) in variables { environment[name] = value }
        let program = ForegroundProgram(words, in: hostDirectory, environment: environment)
        do throws(ForegroundProgram.Failure) {
            return .command(Int(try await program.run()))
        } catch {
            throw Self.error(of: verb.name, error, in: loaded)
        }
    }

    /// The directory on this host, absolute.
    private var hostDirectory: String {
        guard let directory = verb.directory, !directory.isEmpty else { return project.workingDirectory }
        return directory.hasPrefix("/") ? directory : "\(project.workingDirectory)/\(directory)"
    }

    /// The command line that does the same.
    ///
    /// - Parameters:
    ///   - disclosesValues: whether values of the files' variables are shown, which may be secret.
    ///   - current: the directory that it would be typed in.
    private func command(disclosing disclosesValues: Bool, from current: String) -> StepCommand {
        let assignments = variables.map { name, value in
            "\(name)=\(disclosesValues || call.values[name] != nil ? value : "…")"
        }
        let options = assignments.flatMap { ["-e", $0] } + (verb.directory.map { ["-w", $0] } ?? [])
        switch verb.place {
        case .host:
            let isElsewhere = hostDirectory != current
            let prefix = (isElsewhere ? ["-C", hostDirectory] : []) + assignments
            return .other(words: (prefix.isEmpty ? [] : ["env"] + prefix) + words)
        case .container(let service): return .own(arguments: ["exec"] + options + [service.rawValue] + words)
        case .ownContainer(let service):
            return .own(arguments: ["run", "--rm"] + options + [service.rawValue] + words)
        }
    }
}

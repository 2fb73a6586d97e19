import ArgumentParser
import ComposeLoader
import Operations
import SessionEvents
import TerminalOutput
import Workflows

/// `engarde clean`.
struct CleanCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "clean",
        abstract: "Remove what is left over of a project.",
        discussion: """
            Shows what would go and how much room it takes, asks, and removes it: containers that have ended or whose services \
            the files do not have any more, and images of the project whose names newer ones have. What volumes hold is \
            lost only with --volumes. The build cache, which goes with --all, is that of all projects of the engine.
            """
    )
    static let examples = [
        HelpExample("engarde clean --dry-run", "Shows what would go, and by which commands."),
        HelpExample("engarde clean --all --yes", "Removes unused images and the build cache as well, unasked."),
    ]

    /// How what goes is shown.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json
    }

    @Flag(name: .long, help: "Remove volumes that no container mounts, too, with what they hold.")
    var volumes = false

    @Flag(
        name: [.customShort("a"), .long],
        help: "Remove images that no container uses, too, and the engine's unused build cache."
    )
    var all = false

    @Flag(name: [.customShort("y"), .long], help: "Do not ask.")
    var yes = false

    @Option(name: .long, help: ArgumentHelp("How to show it: text or json.", valueName: "format"))
    var format = Format.text

    @Flag(name: .long, help: "Show what would go and the steps; change nothing.")
    var dryRun = false

    /// What is removed.
    var options: CleaningOptions {
        var options = CleaningOptions()
        options.includesVolumes = volumes
        options.includesEverythingBuilt = all
        return options
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        var load = invocation.loadRequest(needing: .none)
        // A volume that is to be kept need not be used by a service of these profiles.
        load.keepsUnusedResources = true
        let request = invocation.request("clean", load)
        let (options, format) = (options, format)
        let isPreview = global.dryRun
        let isAgreed = yes
        return try await Interrupts.withSignals { interrupts in
            try await invocation.withEvents(of: "clean") { events in
                let context = invocation.workflowContext(request, events, interrupts)
                return try await request.withProject(telling: events) { session in
                    let cleaning = try await Cleaning(session, options: options)
                    let report = CleaningReport(cleaning.items)
                    if isPreview {
                        return try await invocation.show(cleaning, report, as: format)
                    }
                    guard !report.items.isEmpty else { return try invocation.write(report, as: format) }
                    if format == .text { surroundings.output.write(report.text, to: .data) }
                    if !isAgreed {
                        guard let confirmation = context.confirmation else {
                            throw CleaningUnanswered(report.question)
                        }
                        guard await confirmation.confirm(report.question) else { return .done }
                    }
                    let end = try await cleaning.run(in: context)
                    return try invocation.write(
                        CleaningReport(removed: cleaning.removed, of: cleaning.items),
                        as: format,
                        ending: end
                    )
                }
            }
        }
    }
}

extension Invocation {
    /// Shows what is left over, or what was removed.
    ///
    /// - Parameter end: how the removal ended.
    /// - Throws: `EncodingError`.
    fileprivate func write(
        _ report: CleaningReport,
        as format: CleanCommand.Format,
        ending end: OperationEnd = .done
    ) throws -> OperationEnd {
        surroundings.output.write(format == .json ? try report.json() : report.text, to: .data)
        return end
    }

    /// Shows what is left over, and the steps that would remove it.
    ///
    /// - Throws: `EncodingError`.
    fileprivate func show(
        _ cleaning: Cleaning,
        _ report: CleaningReport,
        as format: CleanCommand.Format
    ) async throws -> OperationEnd {
        let end = try write(report, as: format)
        let steps = try await cleaning.steps()
        // As JSON, it is one object.
        guard format == .text, !steps.isEmpty else { return end }
        let preview = try WorkflowPreview(steps, program: style.program).text(in: options.progress)
        surroundings.output.write("\n" + preview, to: .data)
        return end
    }
}

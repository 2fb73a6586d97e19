import ArgumentParser
import ComposeModel
import Diagnostics
import Operations
import OrderedCollections
import Reconciliation

/// The options of `up` that say whose output is shown, and how.
struct AttachOptions: ParsableArguments {
    @Option(
        name: .long,
        parsing: .singleValue,
        help: ArgumentHelp("Show only the output of this service; may be given several times.", valueName: "service")
    )
    var attach: [String] = []

    @Option(
        name: .long,
        parsing: .singleValue,
        help: ArgumentHelp("Do not show the output of this service; may be given several times.", valueName: "service")
    )
    var noAttach: [String] = []

    @Flag(name: .long, help: "Show the output of the services that the named ones depend on, too.")
    var attachDependencies = false

    @Flag(name: .long, help: "Show log lines without the container's name.")
    var noLogPrefix = false

    @Flag(name: .long, help: "Show log lines without colour.")
    var noColor = false

    @Flag(name: .long, help: "Show the time of each log line.")
    var timestamps = false

    @OptionGroup var menu: MenuOption

    func validate() throws {
        if !attach.isEmpty, attachDependencies {
            throw UsageError.contradiction("--attach", "--attach-dependencies")
        }
    }

    /// The services whose output is shown.
    ///
    /// - Parameter requested: those that are brought up; empty means all.
    /// - Throws: ``UsageError`` for services that are not brought up, `ReconciliationError`.
    func services(of project: Project, requested: [ServiceName]) throws -> Set<ServiceName> {
        var attached: Set<ServiceName>
        if attach.isEmpty {
            let selection = try ServiceSelection(requested, of: project, includingDependencies: attachDependencies)
            attached = Set(selection.services.filter { $0.attach ?? true }.map(\.name))
        } else {
            let known = try ServiceSelection(requested, of: project).services.map(\.name.rawValue)
            for name in attach where !known.contains(name) {
                throw UsageError(
                    message: "cannot attach to service '\(name)': it is not brought up",
                    hint: NameSuggestion.nearest(to: name, among: known).map(NameSuggestion.question)
                        ?? "name it as one that is brought up, or leave out '--attach \(name)'"
                )
            }
            attached = Set(attach.map { ServiceName($0) })
        }
        attached.subtract(noAttach.map { ServiceName($0) })
        return attached
    }
}

import ArgumentParser
import ComposeModel
import Operations
import Reconciliation

/// The options of `up` that say what becomes of containers.
struct UpOptions: ParsableArguments {
    @Flag(name: .long, help: "Replace containers even if nothing changed.")
    var forceRecreate = false

    @Flag(name: .long, help: "Keep containers even if their configuration changed.")
    var noRecreate = false

    @Flag(name: .long, help: "Replace the containers of the services that the named ones depend on, too.")
    var alwaysRecreateDeps = false

    @Flag(name: .long, help: "Create everything, and start nothing.")
    var noStart = false

    @Flag(name: .long, help: "Do not start the services that the named ones depend on.")
    var noDeps = false

    @Flag(name: .long, help: "Remove containers of services that the project does not have.")
    var removeOrphans = false

    @Flag(name: [.customShort("V"), .long], help: "Give replaced containers new anonymous volumes.")
    var renewAnonVolumes = false

    @Option(
        name: .long,
        parsing: .singleValue,
        help: ArgumentHelp("How many containers a service has.", valueName: "service=number")
    )
    var scale: [String] = []

    @Option(
        name: [.customShort("t"), .long],
        help: ArgumentHelp("How long a container may take to stop.", valueName: "seconds")
    )
    var timeout: Int?

    @Option(name: .long, help: ArgumentHelp("How long services may take to become ready.", valueName: "seconds"))
    var waitTimeout: Int?

    @Argument(help: "The services; without any, all.")
    var services: [String] = []

    @Flag(name: [.customShort("y"), .long], help: "Answer every question with yes.")
    var yes = false

    func validate() throws {
        for (isGiven, name) in [
            (forceRecreate, "--force-recreate"), (renewAnonVolumes, "--renew-anon-volumes"),
            (alwaysRecreateDeps, "--always-recreate-deps"),
        ] where isGiven && noRecreate {
            throw ValidationError("\(name) and --no-recreate contradict each other")
        }
        for number in [timeout, waitTimeout] {
            if let number, number < 0 { throw ValidationError("a time cannot be negative: \(number)") }
        }
        _ = try scaleByService()
    }

    /// The options as the operation takes them.
    func upOptions(
        images: ImageOptions,
        waiting: ReconciliationOptions.Waiting
    ) throws -> Up.Options {
        var reconciliation = ReconciliationOptions(toolVersion: EngardeVersion.current)
        reconciliation.services = services.map { ServiceName($0) }
        reconciliation.includesDependencies = !noDeps
        reconciliation.recreation = forceRecreate || renewAnonVolumes ? .always : noRecreate ? .never : .whenChanged
        reconciliation.recreatesDependencies = alwaysRecreateDeps
        reconciliation.renewsAnonymousVolumes = renewAnonVolumes
        reconciliation.waiting = waiting
        reconciliation.stopTimeout = timeout.map { .seconds($0) }
        reconciliation.scale = try scaleByService()
        var options = Up.Options(reconciliation: reconciliation)
        options.building = images.building
        options.pulling = images.pulling
        options.starts = !noStart
        options.assumesYes = yes
        options.readinessLimit = waitTimeout.map { .seconds($0) }
        return options
    }

    private func scaleByService() throws -> [ServiceName: Int] {
        try scale.reduce(into: [:]) { result, entry in
            let parts = entry.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let number = Int(parts[1]), number >= 0 else {
                throw ValidationError("--scale needs 'service=number', not '\(entry)'")
            }
            result[ServiceName(String(parts[0]))] = number
        }
    }
}

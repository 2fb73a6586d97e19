import ArgumentParser
import ComposeModel
import Operations
import Reconciliation

/// The options of `up` that say what is brought up and how.
struct UpOptions: ParsableArguments {
    @Flag(name: .long, help: "Build images before starting containers.")
    var build = false

    @Flag(name: .long, help: "Do not build images, even if they are missing.")
    var noBuild = false

    @Option(name: .long, help: "Pull images: always, missing or never.")
    var pull: ImageReconciler.Pulling?

    @Flag(name: .long, help: "Replace containers even if nothing changed.")
    var forceRecreate = false

    @Flag(name: .long, help: "Keep containers even if their configuration changed.")
    var noRecreate = false

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

    func validate() throws {
        if build && noBuild { throw ValidationError("--build and --no-build contradict each other") }
        if forceRecreate && noRecreate {
            throw ValidationError("--force-recreate and --no-recreate contradict each other")
        }
        for number in [timeout, waitTimeout] {
            if let number, number < 0 { throw ValidationError("a time cannot be negative: \(number)") }
        }
        _ = try scaleByService()
    }

    /// The options as the operation takes them.
    func upOptions(waiting: ReconciliationOptions.Waiting) throws -> Up.Options {
        var reconciliation = ReconciliationOptions(toolVersion: EngardeVersion.current)
        reconciliation.services = services.map { ServiceName($0) }
        reconciliation.includesDependencies = !noDeps
        reconciliation.recreation = forceRecreate ? .always : noRecreate ? .never : .whenChanged
        reconciliation.renewsAnonymousVolumes = renewAnonVolumes
        reconciliation.waiting = waiting
        reconciliation.stopTimeout = timeout.map { .seconds($0) }
        reconciliation.scale = try scaleByService()
        var options = Up.Options(reconciliation: reconciliation)
        options.building = build ? .always : noBuild ? .never : .whenMissing
        options.pulling = pull
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

extension ImageReconciler.Pulling: ExpressibleByArgument {}

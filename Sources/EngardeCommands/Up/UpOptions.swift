import ArgumentParser
import ComposeModel
import Operations
import Reconciliation
import SessionEvents

/// The options of `up` that say what becomes of containers.
struct UpOptions: ParsableArguments {
    @Flag(name: .long, help: "Replace containers even if nothing changed.")
    var forceRecreate = false

    @Flag(name: .long, help: "Keep containers even if their configuration changed.")
    var noRecreate = false

    @Flag(name: .long, help: "Replace the containers of the services that the named ones depend on, too.")
    var alwaysRecreateDeps = false

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

    @OptionGroup var stopping: StopTimeout

    @Argument(help: "The services; without any, all.")
    var services: [String] = []

    @Flag(name: [.customShort("y"), .long], help: "Answer every question with yes.")
    var yes = false

    func validate() throws {
        for (isGiven, name) in [
            (forceRecreate, "--force-recreate"), (renewAnonVolumes, "--renew-anon-volumes"),
            (alwaysRecreateDeps, "--always-recreate-deps"),
        ] where isGiven && noRecreate {
            throw UsageError.contradiction(name, "--no-recreate")
        }
        _ = try scaleByService()
    }

    /// The options as the operation takes them. What the environment says of orphans and cannot be followed is told.
    ///
    /// - Throws: ``UsageError`` when what becomes of orphans contradicts itself.
    func upOptions(
        of session: ProjectSession,
        _ global: GlobalOptions,
        images: ImageOptions,
        waiting: ReconciliationOptions.Waiting = .forDependencies
    ) throws -> Up.Options {
        let environment = session.project.environment
        var reconciliation = ReconciliationOptions(toolVersion: EngardeVersion.current)
        reconciliation.services = services.map { ServiceName($0) }
        reconciliation.includesDependencies = !noDeps
        reconciliation.recreation = forceRecreate || renewAnonVolumes ? .always : noRecreate ? .never : .whenChanged
        reconciliation.recreatesDependencies = alwaysRecreateDeps
        reconciliation.renewsAnonymousVolumes = renewAnonVolumes
        reconciliation.waiting = waiting
        reconciliation.stopTimeout = stopping.limit
        reconciliation.scale = try scaleByService()
        reconciliation.includesUnusedResources = global.allResources
        reconciliation.orphans = try OrphanPolicy.policy(isRemovalAskedFor: removeOrphans, environment: environment)
        for warning in OrphanPolicy.warnings(environment: environment) { session.events.emit(.warning(warning)) }
        var options = Up.Options(reconciliation: reconciliation)
        options.building = images.building
        options.pulling = images.pulling
        options.assumesYes = yes
        return options
    }

    private func scaleByService() throws -> [ServiceName: Int] {
        guard let entry = scale.first(where: { ServiceScale($0) == nil }) else {
            return scale.compactMap { ServiceScale($0) }.reduce(into: [:]) { $0[$1.service] = $1.number }
        }
        throw UsageError(
            message: "--scale needs 'service=number', not '\(entry)'",
            hint: "write '--scale web=2' for two containers of service 'web'"
        )
    }
}

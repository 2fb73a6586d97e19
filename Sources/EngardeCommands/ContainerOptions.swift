import ArgumentParser
import ComposeModel
import Operations
import Reconciliation

/// The options of `up` and `create` that say what becomes of containers.
struct ContainerOptions: ParsableArguments {
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
            throw ValidationError("\(name) and --no-recreate contradict each other")
        }
        _ = try ServiceScales(scale, in: "--scale")
    }

    /// The options as the operation takes them; everything is started.
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
        reconciliation.stopTimeout = stopping.limit
        reconciliation.scale = try ServiceScales(scale, in: "--scale").numbers
        var options = Up.Options(reconciliation: reconciliation)
        options.building = images.building
        options.pulling = images.pulling
        options.assumesYes = yes
        return options
    }
}

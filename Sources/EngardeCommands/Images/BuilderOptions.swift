import ArgumentParser

/// The options of `build` that are about the builder, and not every one of which the engine's own has: those that it has not
/// are known so that they are refused with a reason and before anything is done.
struct BuilderOptions: ParsableArguments {
    @Option(name: .long, help: .hidden)
    var builder: String?

    @Option(name: .long, parsing: .singleValue, help: .hidden)
    var secret: [String] = []

    @Option(name: [.customShort("m"), .long], help: .hidden)
    var memory: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Say beside each image how it was built: 'true', 'false' or parameters.", valueName: "value")
    )
    var provenance: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Say beside each image what is in it: 'true', 'false' or parameters.", valueName: "value")
    )
    var sbom: String?

    @Flag(name: .long, help: .hidden)
    var check = false

    @Flag(name: .customLong("print"), help: "Print what 'docker buildx bake' would be given; build nothing.")
    var printsBakeFile = false

    // docker compose takes these and does nothing with them.
    @Option(name: .long, help: .hidden)
    var parallel = SwitchValue.on

    @Option(name: .long, help: .hidden)
    var compress = SwitchValue.on

    @Option(name: .customLong("force-rm"), help: .hidden)
    var removesIntermediates = SwitchValue.on

    @Flag(name: .customLong("no-rm"), help: .hidden)
    var keepsIntermediates = false

    /// Refuses what is not there.
    ///
    /// - Parameters:
    ///   - global: the options before the verb, which a hint repeats.
    ///   - services: those to be built, which a hint repeats.
    /// - Throws: ``UsageError``.
    func refuseWhatIsNotThere(_ global: GlobalOptions, _ services: [String]) throws {
        func docker(_ option: String...) -> String {
            let words = ["build"] + option + services
            return "'\(global.command(of: "docker compose", words, repeatingEnvironment: false))'"
        }
        if let builder, builder != "default" {
            throw UsageError(
                message: "there is no builder '\(builder)': engarde builds with the engine's own",
                hint: "leave '--builder' out, or build with \(docker("--builder", builder))"
            )
        }
        if !secret.isEmpty {
            throw UsageError(
                message: "--secret is not supported: builds get the secrets of the project",
                hint: "declare it under 'secrets', and name it in 'build.secrets' of the service"
            )
        }
        if memory != nil {
            throw UsageError(
                message: "--memory is not supported: the engine's builder, BuildKit, has no such limit",
                hint: "leave out '--memory'"
            )
        }
        if check, !printsBakeFile {
            throw UsageError(
                message: "--check is not supported: Dockerfiles are not checked without building them",
                hint: "\(docker("--check")) works on the same project"
            )
        }
    }
}
